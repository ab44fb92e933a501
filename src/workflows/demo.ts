/** `demo`: the whole loop on a shipped data set, with the same steps that a person would type. */
import { dealParams } from '../core/assignments.js';
import { models } from '../core/models/list.js';
import { samplers } from '../core/samplers/list.js';
import type { Options, Reading } from '../core/schemas/options.js';
import { planSearch } from '../core/searches/plan.js';
import { type Comparison, compareVersions } from './compare.js';
import { type Context, now } from './context.js';
import { prepareCv } from './cv.js';
import { prepareEda } from './eda.js';
import type { DraftOptions } from './modelling.js';
import { prepareResample } from './resample.js';
import { type PreparedStep, type RecordedStep, recordStep } from './step.js';
import { prepareTune } from './tune.js';
import { prepareValidate } from './validate.js';

const DATA = 'loans';
const TARGET = 'default';
const SEED = 42;
const READING: Reading = { delimiter: null, encoding: null, header: null, na: [], types: [] };

interface Run {
  readonly model: string;
  readonly sampler?: string;
  readonly balanced?: boolean;
  readonly trials?: number;
}

/** What is scored; the last one is a search. */
const RUNS: readonly Run[] = [
  { model: 'dummy' },
  { model: 'logistic' },
  { model: 'logistic', balanced: true },
  { model: 'tree' },
  { model: 'forest' },
  { model: 'forest', sampler: 'smote' },
  { model: 'forest', sampler: 'random-under' },
  { model: 'forest', trials: 8 },
];

const base = (step: Options['step']) =>
  ({ schema: 'assay/options/1', step, data: DATA, reading: READING, seed: SEED }) as const;
const task = { target: TARGET, positive: null, task: null };
const columns = { features: null, drop: [], keep: [] };

function draftOf({ model, sampler = 'none', balanced = false, trials }: Run): DraftOptions {
  const owners = [
    { role: 'model', ...models.get(model) },
    { role: 'sampler', ...samplers.get(sampler) },
  ] as const;
  const { params } = dealParams([], owners, false);
  return {
    ...base(trials ? 'tune' : 'cv'),
    modelling: {
      ...task,
      ...columns,
      model,
      params: params.model,
      sampler,
      sampler_params: params.sampler,
      class_weight: balanced ? 'balanced' : null,
      threshold: 0.5,
      groups: null,
      time: null,
      splitter: null,
      splitter_params: {},
      folds: 5,
      repeats: 1,
      test_size: null,
      split_seed: SEED,
      splits: null,
      metrics: [],
      by: null,
      allow_leaky: false,
    },
    ...(trials
      ? { tune: planSearch(models.get(model), { search: 'random', trials, space: {}, fixed: [] }) }
      : {}),
  };
}

/** The command line that does what a run does. */
function commandOf({ model, sampler, balanced, trials }: Run): string {
  const rest = [
    sampler && `--sampler ${sampler}`,
    balanced && '--class-weight balanced',
    trials && `--trials ${trials}`,
  ];
  return [`assay ${trials ? 'tune' : 'cv'} ${DATA} -t ${TARGET} -m ${model}`, ...rest]
    .filter(Boolean)
    .join(' ');
}

export interface DemoStep {
  /** What a person would have typed. */
  readonly command: string;
  readonly recorded: RecordedStep<unknown>;
}

export interface Demo {
  readonly steps: readonly DemoStep[];
  readonly comparison: Comparison;
}

/**
 * Runs the loop: eda, validate, resample, cross-validation of several configurations, a search, the ranking.
 * @param onStep called before each step with its command, and after it with what came of it
 */
export async function runDemo(
  context: Context,
  onStep: { before(command: string): void; after(step: DemoStep): void },
): Promise<Demo> {
  const steps: DemoStep[] = [];
  const step = async (command: string, prepare: (own: Context) => Promise<PreparedStep>) => {
    onStep.before(command);
    const started = now();
    const own = { ...context, command: command.split(' ').slice(1), experiment: { experiment: DATA } };
    const done = { command, recorded: await recordStep(await prepare(own), own, started) };
    steps.push(done);
    onStep.after(done);
  };
  const resample = {
    sampler: 'smote',
    params: dealParams([], [{ role: 'sampler', ...samplers.get('smote') }], false).params.sampler,
  };
  await step(`assay eda ${DATA} -t ${TARGET}`, (own) => prepareEda({ ...base('eda'), ...task }, own));
  await step(`assay validate ${DATA}`, (own) =>
    prepareValidate({ ...base('validate'), validate: { rules: null } }, own),
  );
  await step(`assay resample ${DATA} -t ${TARGET} --sampler smote`, (own) =>
    prepareResample(
      { ...base('resample'), ...task, resample: { ...resample, ...columns, format: 'csv' } },
      own,
    ),
  );
  for (const run of RUNS) {
    const draft = draftOf(run);
    await step(commandOf(run), (own) => (run.trials ? prepareTune(draft, own) : prepareCv(draft, own)));
  }
  const folders = new Set(steps.map(({ recorded }) => recorded.id));
  const versions = context.store.versions(DATA).filter(({ id }) => folders.has(id));
  return { steps, comparison: compareVersions(versions, { by: 'f1' }) };
}

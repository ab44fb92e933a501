/**
 * `resample`: the table that a sampler makes of a whole data set, with its recipe, provenance and quality.
 *
 * Invariant: the recipe is written before the data, so that no table of made rows ever stands without its provenance.
 */
import { assemble } from '../core/assemble.js';
import { usageError } from '../core/errors.js';
import { toJsonText } from '../core/json-text.js';
import { provenanceOf } from '../core/provenance.js';
import { type SampleOutcome, unpackResampled } from '../core/resampling.js';
import { samplers } from '../core/samplers/list.js';
import type { Resampled } from '../core/samplers/sampler.js';
import { checkStrategy } from '../core/samplers/strategy.js';
import { samplingQuality } from '../core/sampling-quality.js';
import type { Options } from '../core/schemas/options.js';
import type { Recipe } from '../core/schemas/recipe.js';
import type { ResampleResults } from '../core/schemas/resample.js';
import { trainOnAll } from '../core/splitters/splitter.js';
import type { Table } from '../core/table.js';
import { isClassification, type Problem, problemToHandle } from '../core/task.js';
import { csvChunks } from '../data/write-csv.js';
import { type Context, now, underWay } from './context.js';
import { dataRecord, type LoadedProblem, loadProblem } from './load-problem.js';
import type { PreparedStep, Sink } from './step.js';

type ResampleOptions = NonNullable<Options['resample']>;

async function runSampler(
  problem: Problem,
  options: ResampleOptions,
  seed: number,
  context: Context,
): Promise<SampleOutcome> {
  const inHand = underWay(context, { grows: 'blocks' });
  const meter = context.listener.meter(`${options.sampler}: resampling`, inHand);
  try {
    const job = {
      problem: problemToHandle(problem),
      rows: trainOnAll(problem.y.length).buffer as SharedArrayBuffer,
      sampler: { id: options.sampler, params: options.params },
      seed,
    };
    return (await context.runner.map('sample', [job], { signal: context.signal, joinable: true }))[0];
  } finally {
    meter.stop();
  }
}

const countsOf = ({ task, y }: Problem, rows: ArrayLike<number>, more: ArrayLike<number> = []) => {
  const counts = Object.fromEntries(task.classes.map((label) => [label, 0]));
  for (let i = 0; i < rows.length; i++) counts[task.classes[y[rows[i]]]]++;
  for (let i = 0; i < more.length; i++) counts[task.classes[more[i]]]++;
  return counts;
};

function resultsOf(
  loaded: LoadedProblem,
  options: ResampleOptions,
  seed: number,
  resampled: Resampled,
  changed: { nRepeated: number; nRemoved: number },
): ResampleResults {
  const { problem } = loaded;
  const { task } = problem;
  const all = Uint32Array.from(problem.y, (_, row) => row);
  const said = resampled.warnings.map(({ id, message }) => ({ id, columns: [], message }));
  return {
    schema: 'assay/results-resample/1',
    step: 'resample',
    seed,
    warnings: [...loaded.warnings, ...said],
    task: task.kind,
    target: task.target,
    classes: [...task.classes],
    positive: task.positive === null ? null : task.classes[task.positive],
    rows: problem.y.length,
    features: problem.table.names,
    left_out: problem.leftOut.map(({ column, why }) => ({ column, why })),
    sampler: options.sampler,
    params: { ...options.params },
    before: countsOf(problem, all),
    after: countsOf(problem, resampled.keep, resampled.syntheticY),
    synthetic: resampled.synthetic.nRows,
    repeated: changed.nRepeated,
    removed: changed.nRemoved,
    quality: samplingQuality(problem, resampled) as ResampleResults['quality'],
  };
}

async function writeTable(sink: Sink, table: Table): Promise<number> {
  const started = now();
  await sink.write('data.csv', csvChunks(table));
  return now() - started;
}

const optionsMissing = () =>
  usageError('ASSAY_RESAMPLE_OPTIONS', 'the options hold no sampler and target', 'use assay resample');

/** The rows that are resampled, as a problem with classes. @throws AssayError exit 2 or 3 */
async function loadClasses(
  options: Options,
  { features, drop, keep }: ResampleOptions,
  context: Context,
): Promise<LoadedProblem> {
  const { target, positive = null, task = null } = options;
  if (typeof target !== 'string') throw optionsMissing();
  const choice = { features, drop, keep, groups: null, time: null };
  const loaded = await loadProblem(options, { target, positive, task, ...choice }, context);
  if (isClassification(loaded.problem.task)) return loaded;
  throw usageError(
    'ASSAY_SAMPLER_TASK',
    `samplers need classes; ${loaded.problem.task.target} is a number`,
    'name a target with classes, or --task multiclass',
  );
}

const recipeOf = (
  { problem, file }: LoadedProblem,
  { sampler, params }: ResampleOptions,
  seed: number,
  { table, madeRows, nRemoved }: ReturnType<typeof assemble>,
): Recipe => ({
  schema: 'assay/recipe/1',
  sampler,
  params: { ...params },
  seed,
  source: { sha256: file.sha256, rows: file.table.nRows },
  target: problem.task.target,
  features: problem.table.names,
  provenance: provenanceOf(table, madeRows, nRemoved),
});

/** @throws AssayError exit 2, 3 or 4 before anything is written */
export async function prepareResample(
  options: Options,
  context: Context,
): Promise<PreparedStep<ResampleResults>> {
  const { resample: given, seed } = options;
  if (!given) throw optionsMissing();
  const resolved = { ...given, sampler: samplers.get(given.sampler).id };
  const loaded = await loadClasses(options, resolved, context);
  const { problem, file } = loaded;
  checkStrategy(samplers.get(resolved.sampler), resolved.params, problem.task);
  return {
    step: 'resample',
    suffix: resolved.sampler,
    stem: file.stem,
    seed,
    options: { ...options, format: file.format, target: problem.task.target, resample: resolved },
    data: dataRecord(file),
    parents: [],
    warnings: loaded.warnings,
    async run(sink) {
      const outcome = await runSampler(problem, resolved, seed, context);
      const resampled = unpackResampled(outcome);
      const assembled = assemble(file.table, problem, resampled);
      await sink.write('recipe.json', toJsonText(recipeOf(loaded, resolved, seed, assembled)));
      const write = await writeTable(sink, assembled.table);
      const results = resultsOf(loaded, resolved, seed, resampled, assembled);
      return { results, timings: { read: loaded.readSeconds, sample: outcome.seconds, write } };
    },
  };
}

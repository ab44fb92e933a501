/**
 * A modelling step before anything is fitted: options resolved, the problem loaded, the folds dealt, leaks looked for.
 */
import type { Finding } from '../core/checks/check.js';
import { checks } from '../core/checks/list.js';
import { CALIBRATION_SHARE } from '../core/conformal/calibration-rows.js';
import { conformalSpec } from '../core/conformal/conformal.js';
import { TRAIN_SIZE } from '../core/curves/axis.js';
import { AssayError, EXIT } from '../core/errors.js';
import { freeAnswerWarnings } from '../core/free-answer.js';
import { type DraftGate, gateMetric } from '../core/gates.js';
import { fitsInside } from '../core/inner-choices.js';
import { INNER_FOLDS } from '../core/inner-folds.js';
import { defaultMetric, defaultMetrics, metricFor } from '../core/metrics/choose-metrics.js';
import type { Metric } from '../core/metrics/metric.js';
import { models } from '../core/models/list.js';
import type { Model } from '../core/models/model.js';
import type { PipelineSpec } from '../core/pipeline.js';
import { samplers } from '../core/samplers/list.js';
import type { Gate } from '../core/schemas/gate.js';
import type { Warning } from '../core/schemas/metric-value.js';
import type { ModellingOptions, Options } from '../core/schemas/options.js';
import type { Fold, Splitter } from '../core/splitters/splitter.js';
import type { Problem, Task } from '../core/task.js';
import type { DataFile } from '../data/data-file.js';
import { checkCosts, checkMetrics, checkPipeline } from './check-pipeline.js';
import { checkSampled } from './check-sampled.js';
import type { Context } from './context.js';
import { chooseSplitter, dealFolds } from './folds.js';
import { checkScored, resolveGates, sayOtherFolds } from './gates.js';
import { tellOtherRecipe } from './given-recipe.js';
import { findLeak, type Leak } from './leak-guard.js';
import { type LoadedProblem, loadProblem, problemOptions } from './load-problem.js';
import { nameFeatures } from './named-features.js';
import { paramsTried } from './params-tried.js';
import { checkSaveSplits } from './save-splits.js';
import { resolveSlices } from './slice-folds.js';

/** Options as typed or as read from options.json; null: to be chosen by the task. */
type ModellingDraft = Omit<ModellingOptions, 'splitter' | 'by' | 'require'> & {
  readonly splitter: string | null;
  readonly by: string | null;
  /** As typed, or resolved by an earlier run. */
  readonly require?: readonly DraftGate[];
};

export interface DraftOptions extends Omit<Options, 'modelling'> {
  readonly modelling: ModellingDraft;
}

export interface PreparedModelling {
  readonly loaded: LoadedProblem;
  readonly options: ModellingOptions;
  readonly model: Model;
  readonly spec: PipelineSpec;
  readonly protocol: Splitter['protocol'];
  /** Empty for `--test-size 0`. */
  readonly folds: readonly Fold[];
  readonly metrics: readonly Metric[];
  readonly by: Metric;
  readonly findings: readonly Finding[];
  readonly warnings: readonly Warning[];
  readonly leaky: boolean;
  readonly parents: readonly { readonly id: string; readonly why: string }[];
}

/** Options as they are kept: what was left to the task is filled in. */
function resolveOptions(
  { step, modelling }: DraftOptions,
  task: Task,
  model: Model,
  gates: readonly Gate[],
): { options: ModellingOptions; metrics: Metric[]; by: Metric } {
  const by = metricFor(task, modelling.by ?? defaultMetric(task.kind));
  const costing = modelling.cost === undefined ? [] : ['cost'];
  const gated = gates.map(({ metric }) => gateMetric(metric).id);
  const cutBy = typeof modelling.threshold === 'string' ? [modelling.threshold] : [];
  const extra = [...modelling.metrics, ...costing, ...gated, ...cutBy].map((id) => metricFor(task, id));
  checkMetrics(model, task, [by, ...extra]);
  checkCosts([by, ...extra], modelling.cost !== undefined);
  const metrics = [...new Set([...defaultMetrics(task, model.gives.probability), ...extra, by])];
  const options: ModellingOptions = {
    ...modelling,
    require: gates.length > 0 ? [...gates] : undefined,
    target: task.target,
    positive: task.positive === null ? null : task.classes[task.positive],
    task: task.kind,
    model: model.id,
    sampler: samplers.get(modelling.sampler).id,
    splitter: chooseSplitter(step, task, modelling),
    by: by.id,
    metrics: metrics.map(({ id }) => id),
  };
  return { options, metrics, by };
}

/** The intervals or sets that are wanted. */
const regionsWanted = ({ conformal, coverage = [] }: ModellingOptions, task: Task) =>
  conformal === undefined ? {} : { conformal: conformalSpec(conformal, coverage, task) };

const specOf = (options: ModellingOptions, task: Task, seed: number): PipelineSpec => ({
  sampler: { id: options.sampler, params: options.sampler_params },
  model: { id: options.model, params: options.params },
  classWeight: options.class_weight,
  threshold: typeof options.threshold === 'number' ? options.threshold : { metric: options.threshold },
  ...(options.calibrate === undefined ? {} : { calibrate: options.calibrate }),
  ...regionsWanted(options, task),
  seed,
});

/** Said before the run: what is chosen costs time. */
const INNER_FITS = `what is chosen inside the training rows takes ${INNER_FOLDS + 1} fits for one`;

const HELD_BACK = `--conformal split holds back ${100 * CALIBRATION_SHARE} % of the training rows: the model is fitted on the others`;

/** Says what is chosen, or calibrated, inside the training rows, once a command. */
function sayCosts(spec: PipelineSpec, { memo, listener }: Context): void {
  const isCross = spec.conformal?.method === 'cv+';
  if (fitsInside(spec) || isCross) memo.once('inner fits', {}, () => listener.note(INNER_FITS));
  if (spec.conformal?.method === 'split') memo.once('rows held back', {}, () => listener.note(HELD_BACK));
}

type Dealt = ReturnType<typeof dealFolds>;

/** The leak of the data: as an earlier run of these options recorded it, else looked up in the store. */
function leakOf({ leak, allow_leaky }: ModellingDraft, file: DataFile, context: Context): Leak | null {
  if (leak === undefined) return findLeak(file, context, allow_leaky);
  return leak === null ? null : { version: null, message: leak };
}

/** The folds. Data that is refused for a leak is not first blamed for being too small: exit 4 comes before 3. */
function dealUnlessLeaky(problem: Problem, options: ModellingOptions, file: DataFile, context: Context) {
  try {
    return dealFolds(problem, options, file.table.nRows);
  } catch (error) {
    if (error instanceof AssayError && error.exitCode === EXIT.data) leakOf(options, file, context);
    throw error;
  }
}

/** What folds and findings depend on: not the model, nor the sampler, nor the seed. */
const evaluationKey = (
  { data, reading, modelling }: DraftOptions,
  options: ModellingOptions,
  { store }: Context,
) => ({
  ...{ data, reading, problem: problemOptions(modelling), store: store.dir },
  ...{
    splitter: options.splitter,
    params: options.splitter_params,
    folds: options.folds,
    repeats: options.repeats,
  },
  ...{ testSize: options.test_size, splitSeed: options.split_seed, splits: options.splits },
  ...{ allowLeaky: modelling.allow_leaky, leak: modelling.leak },
});

/** Looks for leaks and says what it found. @throws AssayError exit 4 */
function findAndSay(
  draft: DraftOptions,
  { everything, problem, file }: LoadedProblem,
  dealt: Dealt,
  context: Context,
) {
  const leak = leakOf(draft.modelling, file, context);
  const findings = checks.all().flatMap((check) => check.find({ problem, everything, ...dealt }));
  const found = findings.map(({ id, columns, message }): Warning => ({ id, columns: [...columns], message }));
  const free = freeAnswerWarnings(problem.task, problem.costs);
  const said = [
    ...found,
    ...free,
    ...(leak ? [{ id: 'leaky-data', columns: [], message: leak.message }] : []),
  ];
  for (const warning of said) context.listener.warn(warning);
  return { leak, findings, said };
}

/** The parameters that name columns, resolved. */
function withNamedFeatures(
  draft: DraftOptions,
  model: Model,
  { problem, file }: LoadedProblem,
): DraftOptions {
  const names = { columns: file.table.names, features: problem.table.names };
  const params = nameFeatures(model.params, draft.modelling.params, names);
  return { ...draft, modelling: { ...draft.modelling, params } };
}

/**
 * Resolves the options of a modelling step against its data.
 * @throws AssayError exit 2 (usage), 3 (data), 4 (a leak)
 */
export async function prepareModelling(typed: DraftOptions, context: Context): Promise<PreparedModelling> {
  const loaded = await loadProblem(typed, typed.modelling, context);
  const { problem, file } = loaded;
  tellOtherRecipe(problem, context);
  const model = models.get(typed.modelling.model);
  const draft = withNamedFeatures(typed, model, loaded);
  const { require = [] } = draft.modelling;
  const gateKey = { data: draft.data, problem: problemOptions(draft.modelling), require };
  const { gates, tagged } = context.memo.once('gates', gateKey, () => resolveGates(require, loaded, context));
  const tried = paramsTried(draft);
  for (const params of tried) checkPipeline(problem, { ...draft.modelling, params });
  const { options, metrics, by } = resolveOptions(draft, problem.task, model, gates);
  const key = evaluationKey(draft, options, context);
  const dealt = context.memo.once('folds', key, () => dealUnlessLeaky(problem, options, file, context));
  // Parts of them train in a learning curve, which asks for itself.
  if (draft.curve?.param !== TRAIN_SIZE) {
    const trains = dealt.folds.map(({ train }) => train);
    checkSampled({ step: draft.step, options, model, tried }, problem, trains);
  }
  if (dealt.folds.length === 0) checkScored(gates);
  const sliced = resolveSlices(options, file, problem.task, dealt.folds.length > 0);
  context.memo.once('gate folds', { ...key, require }, () =>
    sayOtherFolds(tagged, problem, dealt.folds, context),
  );
  if (context.saveSplits) checkSaveSplits(context.saveSplits);
  const spec = specOf(options, problem.task, draft.seed);
  sayCosts(spec, context);
  const { leak, findings, said } = context.memo.once('findings', key, () =>
    findAndSay(draft, loaded, dealt, context),
  );
  return {
    loaded,
    options: { ...options, ...sliced, leak: leak?.message ?? null },
    model,
    spec,
    ...dealt,
    metrics,
    by,
    findings,
    warnings: [...loaded.warnings, ...said],
    leaky: leak !== null,
    parents: leak?.version ? [{ id: leak.version, why: 'its rows are in the data' }] : [],
  };
}

/**
 * A modelling step before anything is fitted: options resolved, the problem loaded, the folds dealt, leaks looked for.
 */
import type { Finding } from '../core/checks/check.js';
import { checks } from '../core/checks/list.js';
import { defaultMetric, defaultMetrics, metricFor } from '../core/metrics/choose-metrics.js';
import type { Metric } from '../core/metrics/metric.js';
import type { Model } from '../core/models/model.js';
import type { PipelineSpec } from '../core/pipeline.js';
import { samplers } from '../core/samplers/list.js';
import type { Warning } from '../core/schemas/metric-value.js';
import type { ModellingOptions, Options } from '../core/schemas/options.js';
import type { Fold, Splitter } from '../core/splitters/splitter.js';
import type { Task } from '../core/task.js';
import { checkPipeline } from './check-pipeline.js';
import type { Context } from './context.js';
import { chooseSplitter, dealFolds } from './folds.js';
import { findLeak } from './leak-guard.js';
import { type LoadedProblem, loadProblem } from './load-problem.js';
import { saveSplits } from './splits.js';

/** Options as typed or as read from options.json; null: to be chosen by the task. */
type ModellingDraft = Omit<ModellingOptions, 'splitter' | 'by'> & {
  readonly splitter: string | null;
  readonly by: string | null;
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
): { options: ModellingOptions; metrics: Metric[]; by: Metric } {
  const by = metricFor(task, modelling.by ?? defaultMetric(task.kind));
  const extra = modelling.metrics.map((id) => metricFor(task, id));
  const metrics = [...new Set([...defaultMetrics(task, model.gives.probability), ...extra, by])];
  const options: ModellingOptions = {
    ...modelling,
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

const specOf = (options: ModellingOptions, seed: number): PipelineSpec => ({
  sampler: { id: options.sampler, params: options.sampler_params },
  model: { id: options.model, params: options.params },
  classWeight: options.class_weight,
  threshold: options.threshold,
  seed,
});

/**
 * Resolves the options of a modelling step against its data.
 * @throws AssayError exit 2 (usage), 3 (data), 4 (a leak)
 */
export async function prepareModelling(draft: DraftOptions, context: Context): Promise<PreparedModelling> {
  const loaded = await loadProblem(draft.data, draft.reading, draft.modelling, context);
  const { problem, everything, file } = loaded;
  const model = checkPipeline(problem.task, draft.modelling);
  const { options, metrics, by } = resolveOptions(draft, problem.task, model);
  const leak = findLeak(file, context, options.allow_leaky);
  const { folds, protocol } = dealFolds(problem, options, file.table.nRows);
  const findings = checks.all().flatMap((check) => check.find({ problem, everything, folds, protocol }));
  const found = findings.map(({ id, columns, message }): Warning => ({ id, columns: [...columns], message }));
  const said = [...found, ...(leak ? [leak.warning] : [])];
  for (const warning of said) context.listener.warn(warning);
  const prepared = {
    loaded,
    options,
    model,
    spec: specOf(options, draft.seed),
    protocol,
    folds,
    metrics,
    by,
    findings,
    warnings: [...loaded.warnings, ...said],
    leaky: leak !== null,
    parents: leak ? [{ id: leak.version, why: 'its rows are in the data' }] : [],
  };
  if (context.saveSplits) saveSplits(context.saveSplits, prepared);
  return prepared;
}

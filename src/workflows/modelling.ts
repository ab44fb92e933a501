/**
 * A modelling step before anything is fitted: options resolved, the problem loaded, the folds dealt, leaks looked for.
 */
import { createHash } from 'node:crypto';
import type { Finding } from '../core/checks/check.js';
import { checks } from '../core/checks/list.js';
import { usageError } from '../core/errors.js';
import { defaultMetric, defaultMetrics, metricFor } from '../core/metrics/choose-metrics.js';
import type { Metric } from '../core/metrics/metric.js';
import { models } from '../core/models/list.js';
import type { Model } from '../core/models/model.js';
import type { PipelineSpec } from '../core/pipeline.js';
import { stream } from '../core/rng.js';
import { samplers } from '../core/samplers/list.js';
import type { Warning } from '../core/schemas/metric-value.js';
import type { ModellingOptions, Options } from '../core/schemas/options.js';
import { givenFolds } from '../core/splitters/given.js';
import { splitters } from '../core/splitters/list.js';
import type { Fold, Splitter } from '../core/splitters/splitter.js';
import { isClassification, type Problem, type Task } from '../core/task.js';
import type { Context } from './context.js';
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

/** @throws AssayError exit 2 when the parts of the pipeline do not fit the task or each other */
function checkPipeline(task: Task, draft: ModellingDraft): Model {
  const model = models.get(draft.model);
  if (!model.tasks.includes(task.kind)) {
    const able = models
      .all()
      .filter((other) => other.tasks.includes(task.kind))
      .map((other) => other.id);
    throw usageError(
      'ASSAY_MODEL_TASK',
      `${model.id} cannot do ${task.kind} (it does ${model.tasks.join(', ')})`,
      `models that can: ${able.join(', ')}`,
    );
  }
  const sampler = samplers.get(draft.sampler);
  if (sampler.id !== 'none' && !isClassification(task)) {
    throw usageError(
      'ASSAY_SAMPLER_TASK',
      `the sampler ${sampler.id} needs classes; ${task.target} is a number`,
      'leave --sampler out',
    );
  }
  if (draft.class_weight && !isClassification(task)) {
    throw usageError(
      'ASSAY_WEIGHT_TASK',
      `--class-weight needs classes; ${task.target} is a number`,
      'leave it out',
    );
  }
  if (draft.class_weight && !model.takes.weights) {
    const able = models
      .all()
      .filter((other) => other.takes.weights)
      .map((other) => other.id);
    throw usageError(
      'ASSAY_MODEL_WEIGHTS',
      `${model.id} takes no weights, so --class-weight cannot work`,
      `models that do: ${able.join(', ')}`,
    );
  }
  if (draft.threshold !== 0.5 && task.kind !== 'binary') {
    throw usageError(
      'ASSAY_THRESHOLD_TASK',
      `--threshold ${draft.threshold} needs a binary target; ${task.target} is ${task.kind}`,
      'leave it out',
    );
  }
  return model;
}

function chooseSplitter(step: Options['step'], task: Task, draft: ModellingDraft): string {
  if (draft.splits) return 'given';
  if (draft.splitter) return draft.splitter === 'given' ? 'given' : splitters.get(draft.splitter).id;
  if (step === 'train') return 'hold-out';
  if (draft.time) return 'time';
  if (draft.groups) return 'group';
  return isClassification(task) ? 'stratified' : 'kfold';
}

/** The folds of all repeats. They depend on (split seed, splitter, repeat) and the data alone. */
function dealFolds(
  problem: Problem,
  options: ModellingOptions,
  nDataRows: number,
): { folds: Fold[]; protocol: Splitter['protocol'] } {
  if (options.splits) {
    return {
      folds: options.splits.flatMap((lines, repeat) => givenFolds(problem, lines, nDataRows, repeat)),
      protocol: 'given',
    };
  }
  const splitter = splitters.get(options.splitter);
  if (splitter.id === 'hold-out' && options.test_size === 0)
    return { folds: [], protocol: splitter.protocol };
  const params = {
    ...options.splitter_params,
    folds: options.folds,
    ...(options.test_size === null ? {} : { test_size: options.test_size }),
  };
  const folds = Array.from({ length: options.repeats }, (_, repeat) =>
    splitter.split(problem, params, stream(options.split_seed, `folds/${splitter.id}`, repeat), repeat),
  );
  return { folds: folds.flat(), protocol: splitter.protocol };
}

/** Equal folds of equal rows, equal hash: of the lines `repeat,fold,row` of all test rows. */
export function hashFolds(problem: Problem, folds: readonly Fold[]): string {
  const hash = createHash('sha256');
  for (const { repeat, fold, test } of folds) {
    const rows = Uint32Array.from(test, (row) => problem.rowIds[row]).sort();
    for (const row of rows) hash.update(`${repeat},${fold},${row}\n`);
  }
  return hash.digest('hex');
}

/**
 * Resolves the options of a modelling step against its data.
 * @throws AssayError exit 2 (usage), 3 (data), 4 (a leak)
 */
export async function prepareModelling(draft: DraftOptions, context: Context): Promise<PreparedModelling> {
  const { modelling } = draft;
  const loaded = await loadProblem(draft.data, draft.reading, modelling, context);
  const { problem, everything, file } = loaded;
  const { task } = problem;
  const model = checkPipeline(task, modelling);
  const by = metricFor(task, modelling.by ?? defaultMetric(task.kind));
  const extra = modelling.metrics.map((id) => metricFor(task, id));
  const metrics = [...new Set([...defaultMetrics(task, model.gives.probability), ...extra, by])];
  const splitter = chooseSplitter(draft.step, task, modelling);
  const options: ModellingOptions = {
    ...modelling,
    target: task.target,
    positive: task.positive === null ? null : task.classes[task.positive],
    task: task.kind,
    model: model.id,
    sampler: samplers.get(modelling.sampler).id,
    splitter,
    by: by.id,
    metrics: metrics.map((metric) => metric.id),
  };
  const leak = findLeak(file, context, options.allow_leaky);
  const { folds, protocol } = dealFolds(problem, options, file.table.nRows);
  const findings = checks.all().flatMap((check) => check.find({ problem, everything, folds, protocol }));
  const found = findings.map(({ id, columns, message }): Warning => ({ id, columns: [...columns], message }));
  const warnings = [...loaded.warnings, ...found, ...(leak ? [leak.warning] : [])];
  for (const warning of [...found, ...(leak ? [leak.warning] : [])]) context.listener.warn(warning);
  const spec: PipelineSpec = {
    sampler: { id: options.sampler, params: options.sampler_params },
    model: { id: model.id, params: options.params },
    classWeight: options.class_weight,
    threshold: options.threshold,
    seed: draft.seed,
  };
  const parents = leak ? [{ id: leak.version, why: 'its rows are in the data' }] : [];
  const prepared = {
    loaded,
    options,
    model,
    spec,
    protocol,
    folds,
    metrics,
    by,
    findings,
    warnings,
    leaky: leak !== null,
    parents,
  };
  if (context.saveSplits) saveSplits(context.saveSplits, prepared);
  return prepared;
}

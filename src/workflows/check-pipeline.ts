/** Do the parts of a pipeline fit the task and each other? Said before any work is done. */

import { dataError, usageError } from '../core/errors.js';
import { metricFor } from '../core/metrics/choose-metrics.js';
import { dependsOnCut } from '../core/metrics/cut-metrics.js';
import type { Metric } from '../core/metrics/metric.js';
import { models } from '../core/models/list.js';
import type { Model } from '../core/models/model.js';
import type { Params } from '../core/params.js';
import { samplers } from '../core/samplers/list.js';
import { checkStrategy } from '../core/samplers/strategy.js';
import type { ModellingOptions } from '../core/schemas/options.js';
import { isClassification, type Task, type TaskData } from '../core/task.js';

type PipelineOptions = Pick<
  ModellingOptions,
  | 'model'
  | 'params'
  | 'sampler'
  | 'sampler_params'
  | 'class_weight'
  | 'weights'
  | 'threshold'
  | 'calibrate'
  | 'conformal'
>;

const idsWhere = (able: (model: Model) => boolean): string =>
  models
    .all()
    .filter(able)
    .map(({ id }) => id)
    .join(', ');

function checkModel(model: Model, { kind }: Task): void {
  if (model.tasks.includes(kind)) return;
  throw usageError(
    'ASSAY_MODEL_TASK',
    `${model.id} cannot do ${kind} (it does ${model.tasks.join(', ')})`,
    `models that can: ${idsWhere(({ tasks }) => tasks.includes(kind))}`,
  );
}

function checkSampler(id: string, params: Params, task: Task): void {
  const sampler = samplers.get(id);
  if (isClassification(task)) checkStrategy(sampler, params, task);
  if (sampler.id === 'none' || isClassification(task)) return;
  throw usageError(
    'ASSAY_SAMPLER_TASK',
    `the sampler ${sampler.id} needs classes; ${task.target} is a number`,
    'leave --sampler out',
  );
}

function checkClassWeight(model: Model, task: Task, weight: string): void {
  if (!isClassification(task)) {
    throw usageError(
      'ASSAY_WEIGHT_TASK',
      `--class-weight needs classes; ${task.target} is a number`,
      'leave it out',
    );
  }
  if (weight === 'balanced_subsample' && !model.takes.balancedBags) {
    throw usageError(
      'ASSAY_MODEL_BAGS',
      `${model.id} draws no rows for each tree, so --class-weight balanced_subsample cannot work`,
      `use balanced, or one of ${idsWhere(({ takes }) => takes.balancedBags === true)}`,
    );
  }
  checkTakesWeights(model, '--class-weight');
}

/** Balanced are the rows that a tree draws. */
function checkBags({ model, params }: PipelineOptions): void {
  if (params.bootstrap === true) return;
  throw usageError(
    'ASSAY_MODEL_BAGS',
    `${model} with bootstrap=false draws no rows for each tree, so --class-weight balanced_subsample cannot work`,
    'add -p bootstrap=true, or use --class-weight balanced',
  );
}

function checkTakesWeights(model: Model, option: string): void {
  if (model.takes.weights) return;
  throw usageError(
    'ASSAY_MODEL_WEIGHTS',
    `${model.id} takes no weights, so ${option} cannot work`,
    `models that do: ${idsWhere(({ takes }) => takes.weights)}`,
  );
}

/** Models that add penalties to sums of weights, or multiply such sums, reckon with weights of these sizes. */
const LEAST_WEIGHT = 1e-100;
const MOST_WEIGHT = 1e100;

function checkSizes({ id, takes }: Model, weights: Float64Array): void {
  if (takes.onlyRatios) return;
  const off = weights.find((weight) => weight > 0 && (weight < LEAST_WEIGHT || weight > MOST_WEIGHT));
  if (off === undefined) return;
  throw dataError(
    'ASSAY_WEIGHTS_SIZE',
    `--weights: ${id} cannot reckon with a weight of ${off}`,
    `divide the column by its mean; any size is taken by ${idsWhere((model) => model.takes.onlyRatios === true)}`,
  );
}

const givingProbabilities = () => `models that give them: ${idsWhere(({ gives }) => gives.probability)}`;

/** What a sampler repeats or makes stands in a tree's sample and outside it: its score would flatter. */
function checkOutOfBag({ params, sampler }: PipelineOptions): void {
  if (params.oob_score !== true || samplers.get(sampler).id === 'none') return;
  throw usageError(
    'ASSAY_SAMPLER_BAGS',
    `oob_score cannot go with --sampler ${sampler}: a row's copies are drawn and left out at once`,
    'leave one of the two out; --class-weight balanced_subsample balances each tree',
  );
}

/** @throws AssayError exit 2 for a metric that no cut changes */
export function checkCutMetric(id: string, task: Task): void {
  const metric = metricFor(task, id);
  if (dependsOnCut(metric)) return;
  throw usageError(
    'ASSAY_THRESHOLD_METRIC',
    `--threshold ${id}: ${metric.id} is of probabilities, so no cut is better for it than another`,
    'choose the cut for a metric of answers: f1, balanced_accuracy, matthews_corrcoef, cost, …',
  );
}

function checkThreshold(threshold: number | string, task: Task, model: Model): void {
  if (threshold === 0.5) return;
  if (task.kind !== 'binary') {
    throw usageError(
      'ASSAY_THRESHOLD_TASK',
      `--threshold ${threshold} needs a binary target; ${task.target} is ${task.kind}`,
      'leave it out',
    );
  }
  if (typeof threshold === 'string') checkCutMetric(threshold, task);
  if (model.gives.probability) return;
  throw usageError(
    'ASSAY_THRESHOLD_MODEL',
    `--threshold ${threshold} needs probabilities, and ${model.id} gives none`,
    givingProbabilities(),
  );
}

function checkCalibrate(id: string, task: Task, model: Model): void {
  if (!isClassification(task)) {
    throw usageError(
      'ASSAY_CALIBRATE_TASK',
      `--calibrate ${id} needs classes; ${task.target} is a number`,
      'leave it out',
    );
  }
  if (model.gives.probability) return;
  throw usageError(
    'ASSAY_CALIBRATE_MODEL',
    `--calibrate ${id} needs probabilities, and ${model.id} gives none`,
    givingProbabilities(),
  );
}

/** Sets are made of probabilities, intervals of any prediction. */
function checkConformal(typed: string, task: Task, model: Model): void {
  if (!isClassification(task) || model.gives.probability) return;
  throw usageError(
    'ASSAY_CONFORMAL_MODEL',
    `--conformal ${typed} needs probabilities, and ${model.id} gives none`,
    givingProbabilities(),
  );
}

/** @throws AssayError exit 2 for a metric of probabilities when the model gives none */
export function checkMetrics(model: Model, task: Task, metrics: readonly Metric[]): void {
  if (model.gives.probability || !isClassification(task)) return;
  const asked = metrics.find(({ needs }) => needs === 'probability');
  if (asked === undefined) return;
  throw usageError(
    'ASSAY_METRIC_MODEL',
    `${asked.id} needs probabilities, and ${model.id} gives none`,
    givingProbabilities(),
  );
}

/** @throws AssayError exit 2 for a metric of costs where none are given */
export function checkCosts(metrics: readonly Metric[], given: boolean): void {
  const asked = metrics.find(({ needs }) => needs === 'answer');
  if (given || asked === undefined) return;
  throw usageError(
    'ASSAY_NO_COST',
    `${asked.id} needs to know what mistakes cost`,
    'say so with --cost fp=1,fn=5, or name another metric',
  );
}

/** @throws AssayError exit 2 for an unknown id, exit 2 or 3 when the parts do not fit the problem or each other */
export function checkPipeline(data: TaskData, options: PipelineOptions): void {
  const { task, table, y, weights } = data;
  const model = models.get(options.model);
  checkModel(model, task);
  checkSampler(options.sampler, options.sampler_params, task);
  if (options.class_weight) checkClassWeight(model, task, options.class_weight);
  if (options.class_weight === 'balanced_subsample') checkBags(options);
  if (options.weights) checkTakesWeights(model, '--weights');
  if (weights) checkSizes(model, weights);
  checkOutOfBag(options);
  checkThreshold(options.threshold, task, model);
  if (options.calibrate) checkCalibrate(options.calibrate, task, model);
  if (options.conformal) checkConformal(options.conformal, task, model);
  model.check?.(options.params, task, { columns: table.columns, y });
}

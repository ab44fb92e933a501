/** Metrics over the test rows of all folds at once: for folds that are too small to be scored one by one. */
import { baseline } from './baseline.js';
import type { ScoredFold } from './evaluation.js';
import type { Metric, Scored } from './metrics/metric.js';
import type { MetricValue, MetricValues } from './schemas/metric-value.js';
import { summarise } from './statistics/fold-summary.js';
import type { Problem } from './task.js';

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The rows of several folds as those of one. @param folds of one task, at least one */
function joinScored(folds: readonly Scored[]): Scored {
  const [{ task, proba, weights, costs }] = folds;
  return {
    task,
    nRows: folds.reduce((sum, { nRows }) => sum + nRows, 0),
    truth: joined(folds.map(({ truth }) => truth)),
    predicted: joined(folds.map(({ predicted }) => predicted)),
    proba: proba && joined(folds.map((one) => one.proba as Float64Array)),
    ...(weights && { weights: joined(folds.map((one) => one.weights as Float64Array)) }),
    ...(costs && { costs: joined(folds.map((one) => one.costs as Float64Array)) }),
  };
}

const asPooled = (value: MetricValue): MetricValue => ({ ...value, estimate: 'pooled' });

/** @param folds of one repeat; a row may be tested in several */
export function pooledValues(folds: readonly ScoredFold[], metrics: readonly Metric[]): MetricValues {
  const scored = joinScored(folds.map((fold) => fold.scored));
  const nTrain = folds[0].fold.train.length;
  const of = (metric: Metric) =>
    summarise(metric, [{ repeat: 0, fold: 0, score: metric.score(scored), nTrain, nTest: scored.nRows }]);
  return Object.fromEntries(metrics.map((metric) => [metric.id, asPooled(of(metric))]));
}

/**
 * The best single answer for all tested rows at once. One answer for all folds: shares of the training rows, which lack the
 * tested row alone, would rank the rows by their own truth, backwards.
 */
export function pooledBaselines({ task, y }: Problem, metrics: readonly Metric[]) {
  const folds = [{ repeat: 0, fold: 0, trainY: y, testY: y }];
  const found = metrics.map((metric) => ({ id: metric.id, ...baseline(metric, task, folds) }));
  return {
    values: Object.fromEntries(found.map(({ id, value }) => [id, asPooled(value)])),
    answers: Object.fromEntries(found.map(({ id, answer }) => [id, answer])),
  };
}

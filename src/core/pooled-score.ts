/** Metrics over the test rows of all folds at once: for folds that are too small to be scored one by one. */
import { baseline } from './baseline.js';
import type { ScoredFold } from './evaluation.js';
import { joinRows } from './metrics/join-rows.js';
import type { Metric } from './metrics/metric.js';
import type { MetricValue, MetricValues } from './schemas/metric-value.js';
import { summarise } from './statistics/fold-summary.js';
import type { Problem } from './task.js';

const asPooled = (value: MetricValue): MetricValue => ({ ...value, estimate: 'pooled' });

/** @param folds of one repeat; a row may be tested in several */
export function pooledEstimates(folds: readonly ScoredFold[], metrics: readonly Metric[]): MetricValues {
  const scored = joinRows(folds.map(({ scored }) => scored));
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

/** What each row's prediction loses: what slices are tested by, since means of it need no model of a metric. */
import type { Metric, Scored } from '../metrics/metric.js';
import { log } from '../numeric.js';
import { isClassification } from '../task.js';

/** Losses of a row, by name: -log p(truth), wrong or not, and the error of a number squared or not. */
export const LOSSES = ['log_loss', 'zero_one', 'squared_error', 'absolute_error'] as const;
export type LossId = (typeof LOSSES)[number];

export interface RowLosses {
  readonly id: LossId;
  /** [nRows] from 0. */
  readonly losses: Float64Array;
}

/** p is taken as no less than this: a few sure mistakes must not outweigh all other rows of a slice. */
const LEAST_P = 0.001;

/** Metrics that count errors once, not squared. */
const ABSOLUTE = /^(mae|median_ae|mape|smape|d2_absolute_error|pinball|d2_pinball)(@|$)/;

function lossOf(scored: Scored, by: Metric): { id: LossId; of: (row: number) => number } {
  const { task, truth, predicted, proba } = scored;
  if (!isClassification(task)) {
    const error = (row: number) => truth[row] - predicted[row];
    return ABSOLUTE.test(by.id)
      ? { id: 'absolute_error', of: (row) => Math.abs(error(row)) }
      : { id: 'squared_error', of: (row) => error(row) ** 2 };
  }
  if (proba === null) return { id: 'zero_one', of: (row) => Number(truth[row] !== predicted[row]) };
  const width = task.classes.length;
  return {
    id: 'log_loss',
    of: (row) => -log(Math.min(1, Math.max(LEAST_P, proba[row * width + truth[row]]))),
  };
}

/** @param by the metric that ranks: it decides whether errors of numbers are squared */
export function rowLosses(scored: Scored, by: Metric): RowLosses {
  const { id, of } = lossOf(scored, by);
  const losses = new Float64Array(scored.nRows);
  for (let row = 0; row < losses.length; row++) losses[row] = of(row);
  return { id, losses };
}

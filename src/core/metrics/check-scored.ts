/** What is scored must be numbers: the one place where NaN is refused, so that no metric has to think of it. */
import { type AssayError, dataError } from '../errors.js';
import type { Metric, Scored } from './metric.js';
import { perRows, perScored } from './per-scored.js';

const refuse = (row: number, what: string, value: number): AssayError =>
  dataError(
    'ASSAY_SCORE_INPUT',
    `row ${row} of the scored rows (from 0): ${what} is ${value}`,
    'leave the row out or repair it: a score needs finite numbers',
  );

function checkFinite(values: Float64Array, width: number, what: string): void {
  for (let at = 0; at < values.length; at++) {
    if (!Number.isFinite(values[at])) throw refuse(Math.floor(at / width), what, values[at]);
  }
}

function checkWeights(weights: Float64Array): void {
  let some = false;
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row];
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) throw refuse(row, 'the weight', weight);
    some ||= weight > 0;
  }
  if (some) return;
  throw dataError(
    'ASSAY_SCORE_WEIGHTS',
    'every row that is scored weighs 0',
    'give some rows a weight above 0',
  );
}

const checkAnswers = perRows(({ truth, predicted, costs, task }) => {
  checkFinite(truth, 1, 'the truth');
  checkFinite(predicted, 1, 'the prediction');
  if (costs) checkFinite(costs, task.classes.length, 'a cost');
  return true;
});

const checkRowWeights = perScored(({ weights }) => {
  if (weights) checkWeights(weights);
  return true;
});

const checkProba = perRows(({ proba, task }) => {
  checkFinite(proba as Float64Array, task.classes.length, 'a probability');
  return true;
});

/** @throws AssayError (exit 3) naming the first row that holds NaN or an infinity, or a weight below 0 */
export function checkScored(scored: Scored, needs: Metric['needs']): void {
  checkAnswers(scored);
  checkRowWeights(scored);
  if (needs === 'probability') checkProba(scored);
}

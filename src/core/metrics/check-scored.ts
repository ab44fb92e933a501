/** What is scored must be numbers: the one place where NaN is refused, so that no metric has to think of it. */
import { type AssayError, dataError } from '../errors.js';
import type { Metric, Scored } from './metric.js';
import { perScored } from './per-scored.js';

const refuse = (row: number, what: string, value: number): AssayError =>
  dataError(
    'ASSAY_SCORE_INPUT',
    `row ${row} of the scored rows (from 0): ${what} is ${value}`,
    'leave the row out or repair it: a score needs finite numbers',
  );

function checkFinite(values: Float64Array, width: number, what: string): void {
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at >= 0) throw refuse(Math.floor(at / width), what, values[at]);
}

function checkWeights(weights: Float64Array): void {
  const at = weights.findIndex((weight) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY));
  if (at >= 0) throw refuse(at, 'the weight', weights[at]);
  if (weights.some((weight) => weight > 0)) return;
  throw dataError(
    'ASSAY_SCORE_WEIGHTS',
    'every row that is scored weighs 0',
    'give some rows a weight above 0',
  );
}

const checkAnswers = perScored(({ truth, predicted, weights, costs, task }) => {
  checkFinite(truth, 1, 'the truth');
  checkFinite(predicted, 1, 'the prediction');
  if (weights) checkWeights(weights);
  if (costs) checkFinite(costs, task.classes.length, 'a cost');
  return true;
});

const checkProba = perScored(({ proba, task }) => {
  checkFinite(proba as Float64Array, task.classes.length, 'a probability');
  return true;
});

/** @throws AssayError (exit 3) naming the first row that holds NaN or an infinity, or a weight below 0 */
export function checkScored(scored: Scored, needs: Metric['needs']): void {
  checkAnswers(scored);
  if (needs === 'probability') checkProba(scored);
}

/**
 * What chance in the class shares adds to the spread of a learner's score. The folds of one data set all have its shares, so
 * their spread does not show it; the next data set has others, and on them depend metrics such as f1 and, by its prior, the
 * model. By the delta method: the influence of a row of class k on the score (Hampel 1974, "The influence curve and its role
 * in robust estimation", JASA 69) is how the score moves with the share of k, rows weighed anew and p of the classes moved
 * by the same ratios (Saerens, Latinne & Decaestecker 2002, eq. 2.4); nothing is fitted.
 */
import { decide } from '../decide.js';
import type { Metric, Scored } from '../metrics/metric.js';
import { takeRows } from '../metrics/take-rows.js';
import type { SampledRows } from './sampled-rows.js';

/** How the answers of a learner follow the class shares of what it is fitted on. */
export interface ShareResponse {
  /** Does p follow them? Not where a sampler or class weights set the shares that the model meets. */
  readonly proba: boolean;
  /**
   * Labels are p at this cut. Null: they stay. A cut that is chosen anew on each data set is the best of its neighbours, so
   * that its own move changes the score in second order alone.
   */
  readonly threshold: number | null;
}

/** How many rows are looked at: each metric is worked out of them twice for each class. */
const MOST_ROWS = 5000;
const MOST_CLASS_ROWS = 20_000;
const LEAST_ROWS = 500;
/**
 * Shares move by so much of their log odds, both ways: far enough that many rows change their label, so that the slope is not
 * that of a few of them.
 */
const STEP = 0.5;
/** What is left of nothing where rounding makes ties of p, or parts them. */
const ROUNDING = 1e-6;

/** Of very many rows some, evenly spread. */
function someOf(scored: Scored): Scored {
  const { nRows, task } = scored;
  const most = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, Math.floor(MOST_CLASS_ROWS / task.classes.length)));
  if (nRows <= most) return scored;
  return takeRows(
    scored,
    Array.from({ length: most }, (_, i) => Math.floor((i * nRows) / most)),
  );
}

/** [classes] that add up to 1. */
function sharesOf({ task, truth, weights }: Scored): number[] {
  const sums = task.classes.map(() => 0);
  truth.forEach((label, row) => {
    sums[label] += weights ? weights[row] : 1;
  });
  const all = sums.reduce((total, sum) => total + sum, 0);
  return sums.map((sum) => sum / all);
}

/** Rows whose p is 0 for every class that is left keep it. */
function shiftedProba(proba: Float64Array, ratios: readonly number[]): Float64Array {
  const width = ratios.length;
  const shifted = new Float64Array(proba.length);
  for (let at = 0; at < proba.length; at += width) {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += proba[at + k] * ratios[k];
    for (let k = 0; k < width; k++) {
      shifted[at + k] = sum > 0 ? (proba[at + k] * ratios[k]) / sum : proba[at + k];
    }
  }
  return shifted;
}

/** The rows as they would be where each class is so many times as frequent. @param ratios [classes] */
function atShares(scored: Scored, ratios: readonly number[], response: ShareResponse): Scored {
  const { task, truth, weights, predicted } = scored;
  const proba = scored.proba && response.proba ? shiftedProba(scored.proba, ratios) : scored.proba;
  const isDecided = proba !== scored.proba && proba !== null && response.threshold !== null;
  return {
    ...scored,
    weights: truth.map((label, row) => ratios[label] * (weights ? weights[row] : 1)),
    proba,
    predicted: isDecided ? decide(task, proba, response.threshold as number) : predicted,
  };
}

/** [classes] the share of class k moved by `step` of its log odds, the others in proportion; over what they are. */
const ratiosOf = (shares: readonly number[], k: number, step: number): number[] =>
  shares.map((_, label) => (label === k ? 1 + step * (1 - shares[k]) : 1 - step * shares[k]));

type SlopesOf = (k: number) => number[];

/** [metrics] how fast scores move with the log odds of a share; 0 where one has no value. */
function slopesBy(scored: Scored, metrics: readonly Metric[], response: ShareResponse): SlopesOf {
  const shares = sharesOf(scored);
  return (k) => {
    if (shares[k] === 0 || shares[k] === 1) return metrics.map(() => 0);
    const [high, low] = [STEP, -STEP].map((step) => atShares(scored, ratiosOf(shares, k, step), response));
    return metrics.map((metric) => {
      // A positive and a negative row are ranked the same however many there are of each.
      if (metric.interval === 'delong') return 0;
      const [above, below] = [metric.score(high).value, metric.score(low).value];
      return above === null || below === null ? 0 : (above - below) / (2 * STEP);
    });
  };
}

/** [classes][metrics] what a row of the class does to the score, times the number of rows: the slope over its share. */
function influencesOf(scored: Scored, metrics: readonly Metric[], response: ShareResponse): number[][] {
  const slopesOf = slopesBy(scored, metrics, response);
  const first = slopesOf(0);
  // Of two classes one falls as the other rises.
  const later: SlopesOf = scored.task.classes.length === 2 ? () => first.map((slope) => -slope) : slopesOf;
  return sharesOf(scored).map((share, k) =>
    (k === 0 ? first : later(k)).map((slope) => (share === 0 ? 0 : slope / share)),
  );
}

/** Standard error of a mean of what rows have by their class; rows of one unit vary together. @param of [classes] */
function errorOfMean({ scored, unitOf, nUnits }: SampledRows, of: readonly number[]): number {
  const { truth, weights, nRows } = scored;
  const sums = new Float64Array(unitOf === null ? nRows : nUnits);
  let total = 0;
  for (let row = 0; row < nRows; row++) {
    const weight = weights ? weights[row] : 1;
    sums[unitOf === null ? row : unitOf[row]] += weight * of[truth[row]];
    total += weight;
  }
  return Math.sqrt(sums.reduce((squares, sum) => squares + sum * sum, 0)) / total;
}

/**
 * By metric, the standard error that chance in the class shares gives the expected score of a learner.
 * @param rows of classes, tested once each; units are what is drawn by chance
 */
export function shareErrors(
  rows: SampledRows,
  metrics: readonly Metric[],
  response: ShareResponse,
): Record<string, number> {
  const influences = influencesOf(someOf(rows.scored), metrics, response);
  const errorOf = (m: number) =>
    errorOfMean(
      rows,
      influences.map((of) => of[m]),
    );
  return Object.fromEntries(
    metrics.map(({ id }, m) => {
      const error = errorOf(m);
      return [id, error > ROUNDING ? error : 0];
    }),
  );
}

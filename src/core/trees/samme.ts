/**
 * AdaBoost for any number of classes: SAMME (Zhu, Zou, Rosset & Hastie 2009, "Multi-class AdaBoost", Statistics and Its
 * Interface 2:349-360), as scikit-learn 1.9 reckons it. Of two classes it is AdaBoost (Freund & Schapire 1997).
 */
import { exp, log } from '../numeric.js';

/** The rows that a learner answers for. */
export interface BoostedRows {
  readonly rows: Uint32Array;
  /** [rows] how often each stands there. */
  readonly times: Uint16Array;
}

/** No row weighs less than this share of all, so that each can come back: scikit-learn's rule. */
const LEAST_SHARE = Number.EPSILON;

/** An error that is less than chance by no more than this is so by rounding: such a vote would change no weight. */
const ROUNDING = 1e-12;

/** What a tree without a mistake counts. */
const FAULTLESS_VOTE = 1;

/**
 * How much a tree counts, algorithm 2 (c): rate * (log((1 - error) / error) + log(K - 1)).
 * @param error share of the weight that it answers wrongly
 * @returns null when it is no better than chance
 */
export function voteOf(error: number, nClasses: number, learningRate: number): number | null {
  if (error <= 0) return FAULTLESS_VOTE;
  if (error >= 1 - 1 / nClasses - ROUNDING) return null;
  return learningRate * (log((1 - error) / error) + log(nClasses - 1));
}

/** The weight of all rows, and of those with `wrong` not 0. @param weights by row  @param wrong [rows] */
export function weightsWrong(
  weights: Float64Array,
  { rows, times }: BoostedRows,
  wrong: Uint8Array,
): { all: number; wrong: number } {
  const sums = { all: 0, wrong: 0 };
  for (let i = 0; i < rows.length; i++) {
    const weight = times[i] * weights[rows[i]];
    sums.all += weight;
    if (wrong[i]) sums.wrong += weight;
  }
  return sums;
}

/** Makes weights shares of 1, in place, none below the least. */
export function toShares(weights: Float64Array, { rows, times }: BoostedRows): void {
  let sum = 0;
  for (let i = 0; i < rows.length; i++) sum += times[i] * weights[rows[i]];
  for (const row of rows) weights[row] = Math.max(LEAST_SHARE, weights[row] / sum);
}

/** Lets rows that were answered wrongly weigh e^vote times as much, algorithm 2 (d) and (e), in place. */
export function reweigh(weights: Float64Array, boosted: BoostedRows, wrong: Uint8Array, vote: number): void {
  const factor = exp(vote);
  for (const [i, row] of boosted.rows.entries()) if (wrong[i]) weights[row] *= factor;
  toShares(weights, boosted);
}

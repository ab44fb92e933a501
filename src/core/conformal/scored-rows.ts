/**
 * Scores of calibration rows in order, and where others stand among them. Equal scores are told apart by the ties that the
 * rows drew, so that a region holds its level also where a model gives few different answers.
 */
import { argsort } from '../argsort.js';

/** A score, and the tie that its row drew, in [0, 1). */
export interface Placed {
  readonly score: number;
  readonly tie: number;
}

/** In ascending order, ties too. */
export interface ScoredRows {
  readonly scores: Float64Array;
  readonly ties: Float64Array;
}

/** @param scores [n] without NaN  @param ties [n] */
export function sortedRows(scores: Float64Array, ties: Float64Array): ScoredRows {
  const byTie = argsort(ties);
  // The sort is stable: equal scores stay in order of their ties.
  const order = argsort(Float64Array.from(byTie, (row) => scores[row]));
  const rows = order.map((at) => byTie[at]);
  return {
    scores: Float64Array.from(rows, (row) => scores[row]),
    ties: Float64Array.from(rows, (row) => ties[row]),
  };
}

const isBelow = ({ scores, ties }: ScoredRows, at: number, { score, tie }: Placed): boolean =>
  scores[at] < score || (scores[at] === score && ties[at] < tie);

/** How many rows stand before a score. O(log n). */
export function countBelow(rows: ScoredRows, placed: Placed): number {
  let low = 0;
  let high = rows.scores.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBelow(rows, middle, placed)) low = middle + 1;
    else high = middle;
  }
  return low;
}

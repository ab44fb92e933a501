/** How far probabilities can be taken at their word: what rows claimed against what came true. */

import type { Scored } from '../metrics/metric.js';
import { claimedClass } from '../metrics/probability.js';

export interface ReliabilityBin {
  /** Mean of what its rows claimed. */
  readonly p: number;
  /** Share of them that it came true for. */
  readonly share: number;
  readonly rows: number;
}

const BINS = 10;

/**
 * Bins of equal width, as `ece` has them: of two classes of p(positive), of several of the largest p. Empty ones are left out.
 * @param folds with probabilities; nothing comes of folds without
 */
export function reliabilityOf(folds: readonly Scored[]): ReliabilityBin[] {
  const bins = Array.from({ length: BINS }, () => ({ claimed: 0, true: 0, rows: 0 }));
  for (const scored of folds) {
    const { proba, truth, task, nRows } = scored;
    if (!proba) continue;
    for (let row = 0; row < nRows; row++) {
      const at = row * task.classes.length;
      const label = claimedClass(scored, proba, at);
      const p = proba[at + label];
      const bin = bins[Math.min(BINS - 1, Math.max(0, Math.floor(p * BINS)))];
      bin.claimed += p;
      bin.true += Number(truth[row] === label);
      bin.rows++;
    }
  }
  return bins
    .filter(({ rows }) => rows > 0)
    .map(({ claimed, true: came, rows }) => ({ p: claimed / rows, share: came / rows, rows }));
}

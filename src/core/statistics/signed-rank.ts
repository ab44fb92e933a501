/**
 * Wilcoxon's signed-rank test (Wilcoxon 1945, Biometrics Bulletin 1): are paired differences symmetric about 0? Zeros are
 * dropped, as he did. Up to 50 differences all 2^n patterns of signs are counted, on the midranks if there are ties;
 * beyond, the normal law with a continuity correction of 1/2.
 */
import { normalSurvival } from './normal.js';
import { midranks } from './ranks.js';

/** The most differences whose patterns of signs are counted. */
const EXACT_UP_TO = 50;

export interface SignedRank {
  /** The smaller of the two sums of ranks, of positive and of negative differences. */
  readonly statistic: number;
  /** Two-sided. */
  readonly p: number;
  /** By counting, not by the normal law. */
  readonly exact: boolean;
}

/**
 * P(W <= w) where each rank counts with probability 1/2: patterns by their sum. Twice a midrank is whole, and the counts
 * are below 2^50, so the numbers are exact.
 */
function exactTail(ranks: Float64Array, w: number): number {
  const most = Math.round(2 * w);
  const patterns = new Float64Array(most + 1);
  patterns[0] = 1;
  for (const rank of ranks) {
    const twice = Math.round(2 * rank);
    for (let sum = most; sum >= twice; sum--) patterns[sum] += patterns[sum - twice];
  }
  return patterns.reduce((sum, count) => sum + count, 0) / 2 ** ranks.length;
}

/** Two-sided p by the normal law, variance corrected for ties, half a rank towards the mean. */
function normalP(w: number, n: number, ties: number): number {
  const distance = (n * (n + 1)) / 4 - w;
  const variance = (n * (n + 1) * (2 * n + 1) - ties / 2) / 24;
  const z = (distance - (distance > 0 ? 0.5 : 0)) / Math.sqrt(variance);
  return 2 * normalSurvival(z);
}

/**
 * Two-sided, as SciPy's `wilcoxon` by default, but exact with ties or zeros too.
 * @param differences finite; equal ones must be equal to the last bit to count as ties. None but zeros: p is 1
 */
export function wilcoxonSignedRank(differences: readonly number[]): SignedRank {
  const kept = differences.filter((difference) => difference !== 0);
  const { ranks, ties } = midranks(kept.map(Math.abs));
  const positive = kept.reduce((sum, difference, i) => (difference > 0 ? sum + ranks[i] : sum), 0);
  const statistic = Math.min(positive, (kept.length * (kept.length + 1)) / 2 - positive);
  const exact = kept.length <= EXACT_UP_TO;
  const p = exact ? 2 * exactTail(ranks, statistic) : normalP(statistic, kept.length, ties);
  return { statistic, p: Math.min(1, p), exact };
}

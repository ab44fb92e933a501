/**
 * Permutation importance (Breiman 2001, "Random Forests"): how much worse the score is when a column's cells are those of
 * other rows. Rows swap with rows other than themselves, so that the mean is the unbiased e_switch of Fisher, Rudin &
 * Dominici (2019, "All Models are Wrong, but Many are Useful", JMLR 20:177).
 */
import { jackknifeInterval } from '../statistics/jackknife.js';
import { mean, variance } from '../statistics/moments.js';
import type { MaybeScore, PermuteOutcome } from './permuted-scores.js';

export interface Importance {
  /** The mean over repeats of the score's loss; null when a score is undefined. */
  readonly value: number | null;
  /** Of the value for the fitted model: rows and swaps are drawn anew, the model is not. */
  readonly ci95: [number, number] | null;
  /** Over repeats, n - 1: what the swaps alone do. */
  readonly std: number | null;
  /** By repeat. */
  readonly values: MaybeScore[];
}

const isDefined = (value: MaybeScore): value is number => value !== null;

/** @param direction of the metric  @param base scored as the rows are */
export function summariseImportance(
  direction: 'max' | 'min',
  base: PermuteOutcome,
  permuted: PermuteOutcome,
): Importance {
  const loss = (before: MaybeScore, after: MaybeScore): MaybeScore => {
    if (before === null || after === null) return null;
    return direction === 'max' ? before - after : after - before;
  };
  const values = permuted.scores.map((score) => loss(base.scores[0], score));
  const known = values.filter(isDefined);
  if (known.length < values.length) return { value: null, ci95: null, std: null, values };
  const value = mean(known);
  const spread = variance(known);
  const without = base.without[0].map((before, block) => {
    const losses = permuted.without.map((scores) => loss(before, scores[block])).filter(isDefined);
    return losses.length < values.length ? null : mean(losses);
  });
  const replicates = without.filter(isDefined);
  return {
    value,
    ci95: replicates.length < without.length ? null : jackknifeInterval(value, replicates, 0.95),
    std: spread === null ? null : Math.sqrt(spread),
    values,
  };
}

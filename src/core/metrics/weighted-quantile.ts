/** Quantiles of weighted values: those of the rows repeated as often as they weigh. */
import { argsort } from '../argsort.js';

/** Values that were sorted once, to be weighed ever anew. */
export interface SortedValues {
  /** [n] without NaN, as they were given. */
  readonly values: Float64Array;
  /** [n] */
  readonly order: Uint32Array;
}

export const sortedValues = (values: Float64Array): SortedValues => ({ values, order: argsort(values) });

/** Cumulative weights are sums: two that differ by less are equal. Relative to all weight. */
const SAME = 1e-14;

/**
 * The averaged inverted distribution function (Hyndman & Fan 1996, definition 2; scikit-learn's weighted percentile):
 * the smallest value with at least `share` of the weight at or below it; where that is exactly `share`, the mean of it
 * and the next. Of share 0.5 the median. O(n).
 * @param weights [n] not all 0; undefined: all 1  @param share 0..1
 */
export function weightedQuantile(
  { values, order }: SortedValues,
  weights: Float64Array | undefined,
  share: number,
): number {
  const weightAt = (i: number) => (weights === undefined ? 1 : weights[order[i]]);
  let total = 0;
  for (let i = 0; i < order.length; i++) total += weightAt(i);
  let at = 0; // of the last row that weighs something
  for (let i = 0, below = 0; i < order.length; i++) {
    const weight = weightAt(i);
    if (weight === 0) continue;
    // Met exactly by the rows before: the mean with the one that follows.
    if (below > 0 && below - share * total >= -SAME * total)
      return (values[order[at]] + values[order[i]]) / 2;
    below += weight;
    at = i;
    if (below - share * total > SAME * total) return values[order[i]];
  }
  return values[order[at]];
}

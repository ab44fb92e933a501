/** Quantiles of weighted values: those of the rows repeated as often as they weigh. */
import { argsort } from '../argsort.js';

/** Cumulative weights are sums: two that differ by less are equal. Relative to all weight. */
const SAME = 1e-14;

/**
 * The averaged inverted distribution function (Hyndman & Fan 1996, definition 2; scikit-learn's weighted percentile):
 * the smallest value with at least `share` of the weight at or below it; where that is exactly `share`, the mean of it
 * and the next. Of share 0.5 the median. O(n log n).
 * @param values [n] without NaN  @param weights [n] not all 0; undefined: all 1  @param share 0..1
 */
export function weightedQuantile(
  values: Float64Array,
  weights: Float64Array | undefined,
  share: number,
): number {
  const weightOf = (row: number) => (weights === undefined ? 1 : weights[row]);
  const order = argsort(values).filter((row) => weightOf(row) > 0);
  const total = order.reduce((sum, row) => sum + weightOf(row), 0);
  let below = 0;
  for (let i = 0; i < order.length; i++) {
    below += weightOf(order[i]);
    const over = below - share * total;
    const value = values[order[i]];
    if (over > SAME * total) return value;
    if (over >= -SAME * total) return (value + values[order[Math.min(i + 1, order.length - 1)]]) / 2;
  }
  return values[order[order.length - 1]];
}

/** Quantiles of rows, weighted or not: where absolute and quantile losses start, and what their leaves hold. */

/** Linear between neighbours at (n - 1) * level, numpy's default and LightGBM's (regression_objective.hpp). */
function plainQuantile(sorted: Float64Array, level: number): number {
  const at = (sorted.length - 1) * level;
  const below = sorted[Math.floor(at)];
  const above = sorted[Math.min(Math.floor(at) + 1, sorted.length - 1)];
  return below + (above - below) * (at - Math.floor(at));
}

/** The first value at which more than `level` of the weight is reached; the mean of two when it is just reached. */
function weightedQuantile(values: Float64Array, weights: Float64Array, level: number): number {
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a] - values[b] || a - b);
  const threshold = level * order.reduce((sum, i) => sum + weights[i], 0);
  let reached = 0;
  for (let at = 0; at < order.length; at++) {
    reached += weights[order[at]];
    if (reached > threshold) return values[order[at]];
    if (reached === threshold && at + 1 < order.length)
      return (values[order[at]] + values[order[at + 1]]) / 2;
  }
  return values[order[order.length - 1]];
}

/**
 * The value that a share `level` of the rows lies below.
 *
 * Weights count as repeated rows (scikit-learn's averaged percentile; LightGBM's weighted rule may lie outside of the
 * values it stands between, and is not followed). At level 0.5 all weights 1 are the same as none.
 * @param values [n >= 1] @param weights [n] positive, or null @param level 0..1
 */
export const quantile = (values: Float64Array, weights: Float64Array | null, level: number): number =>
  weights ? weightedQuantile(values, weights, level) : plainQuantile(values.toSorted(), level);

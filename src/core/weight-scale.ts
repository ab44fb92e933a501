/** The size of weights: where only their ratios count, it is taken out, so that no product of them runs out of range. */

/** The largest power of two that is not above the largest weight. @param weights [n >= 1] positive */
function unitOf(weights: Float64Array): number {
  const largest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  let unit = 1;
  while (unit > largest) unit /= 2;
  while (unit <= largest / 2) unit *= 2;
  return unit;
}

/**
 * Weights over a power of two, the largest from 1 to below 2. Exact, so weights that differ by a power of two become the
 * same ones.
 * @param weights [n >= 1] positive
 */
export function unitWeights(weights: Float64Array): Float64Array {
  const unit = unitOf(weights);
  return unit === 1 ? weights : weights.map((weight) => weight / unit);
}

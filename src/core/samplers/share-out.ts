/** Whole shares of a count. */

/** The nearest whole number; halves to the even one (IEEE 754 roundToIntegralTiesToEven). */
export function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const part = value - below;
  if (part !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

/**
 * Parts of a whole that add up to it, in proportion to weights: each its share rounded down, and what is left over one each
 * to the largest remainders (Hamilton's method); ties to the first.
 * @param weights at least 0, and not all 0
 */
export function shareOut(whole: number, weights: Float64Array): Uint32Array {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const exact = weights.map((weight) => (weight / sum) * whole);
  const parts = Uint32Array.from(exact, Math.floor);
  const left = whole - parts.reduce((total, part) => total + part, 0);
  const order = [...exact.keys()].sort((a, b) => exact[b] - parts[b] - (exact[a] - parts[a]) || a - b);
  for (const at of order.slice(0, left)) parts[at]++;
  return parts;
}

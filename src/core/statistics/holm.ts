/** Holm's step-down correction for many comparisons (Holm 1979, Scandinavian Journal of Statistics 6). */

/**
 * Adjusted p-values, in the order given: the i-th smallest of m times (m - i + 1), made non-decreasing, at most 1.
 * A hypothesis is rejected at level alpha when its adjusted p is below alpha.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((i, j) => pValues[i] - pValues[j]);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  order.forEach((index, position) => {
    largest = Math.max(largest, Math.min(1, pValues[index] * (pValues.length - position)));
    adjusted[index] = largest;
  });
  return adjusted;
}

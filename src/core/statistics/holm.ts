/** Holm's step-down correction for many comparisons (Holm 1979, Scandinavian Journal of Statistics 6). */
import { smallestFirst } from './smallest-first.js';

/**
 * Adjusted p-values, in the order given: the i-th smallest of m times (m - i + 1), made non-decreasing, at most 1.
 * A hypothesis is rejected at level alpha when its adjusted p is below alpha.
 * @param family m, at least as many as are given. More where those given were picked after looking: who compares the best
 *   of k learners with the others has looked at all k (k - 1) / 2 pairs, and the best is far from the others by its choice
 *   alone. Those left out count as larger, so what comes out is at least what Holm's correction of all m would give
 */
export function holm(pValues: readonly number[], family = pValues.length): number[] {
  const order = smallestFirst(pValues);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  for (let position = 0; position < order.length; position++) {
    const index = order[position];
    largest = Math.max(largest, Math.min(1, pValues[index] * (family - position)));
    adjusted[index] = largest;
  }
  return adjusted;
}

/** The step-up correction of the false discovery rate (Benjamini & Hochberg 1995, Journal of the Royal Statistical Society B 57). */
import { smallestFirst } from '../statistics/smallest-first.js';

/**
 * Adjusted p-values, in the order given: the i-th smallest of m times m / i, made non-decreasing from the largest down.
 * Among the hypotheses whose adjusted p is below alpha, at most the share alpha is expected to be true, where the tests
 * are independent or positively dependent.
 * @param family m, at least as many as are given; those left out count as 1. More where those given were picked after
 *   looking, as in `holm`
 */
export function benjaminiHochberg(pValues: readonly number[], family = pValues.length): number[] {
  const order = smallestFirst(pValues);
  const adjusted = new Array<number>(pValues.length);
  let smallest = 1;
  for (let position = order.length - 1; position >= 0; position--) {
    const index = order[position];
    smallest = Math.min(smallest, (pValues[index] * family) / (position + 1));
    adjusted[index] = smallest;
  }
  return adjusted;
}

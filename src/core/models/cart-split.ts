/**
 * A fast `bestSplit` for the library ml-cart, whose own tries every cut with a full pass over the rows (O(n^2) a
 * feature). One sort a feature and running sums find the same cut in O(n log n).
 *
 * The same cut, to the letter: candidates stand between neighbours of different answer in the stable order of the
 * feature (so also inside a run of equal values), the first of the best wins. Only the last bits of what a cut is worth
 * differ: the library sums 1/n or squares per row, this takes counts or sums. So where two cuts are worth the same, as
 * they often are in small nodes of numbers or of several classes, rounding may choose another one there. With a least
 * leaf size, which the library does not know, the best cut may stand between rows of one answer, and all cuts between
 * different values are tried.
 */
import { argsort } from '../argsort.js';

/** What ml-cart hands over: features in rows. */
export interface FeatureMatrix {
  readonly rows: number;
  getRow(index: number): number[];
}

/** ml-cart's result; undefined where no cut exists. */
export interface CartSplit {
  maxGain: number;
  maxColumn: number | undefined;
  maxValue: number | undefined;
  numberSamples: number | undefined;
}

/** What a cut is worth, as rows move from its right side to its left. */
interface Criterion {
  /** All rows are on the right. */
  clear(): void;
  moveLeft(answer: number): void;
  /** The decrease of impurity, never negative; exactly 0 for a cut that tells nothing. @param nLeft 1..n-1 */
  decrease(nLeft: number): number;
}

/** Decrease of Gini impurity, written as nl nr / n^2 times the sum over classes of (pl - pr)^2. */
function giniOf(y: readonly number[]): Criterion {
  const n = y.length;
  const all = new Float64Array(y.reduce((most, label) => Math.max(most, label), 0) + 1);
  for (const label of y) all[label]++;
  const left = new Float64Array(all.length);
  return {
    clear: () => left.fill(0),
    moveLeft: (label) => left[label]++,
    decrease(nLeft) {
      const nRight = n - nLeft;
      let squares = 0;
      for (let k = 0; k < all.length; k++) {
        const difference = (left[k] * nRight - (all[k] - left[k]) * nLeft) / (nLeft * nRight);
        squares += difference * difference;
      }
      return (nLeft * nRight * squares) / (n * n);
    },
  };
}

/** Decrease of the sum of squared errors: sl^2 n / (nl nr) with sl the left sum of the answers less their mean. */
function squaresOf(y: readonly number[], mean: number): Criterion {
  const n = y.length;
  let left = 0;
  return {
    clear() {
      left = 0;
    },
    moveLeft(value) {
      left += value - mean;
    },
    decrease: (nLeft) => (left * left * n) / (nLeft * (n - nLeft)),
  };
}

const noSplit = (maxGain: number): CartSplit => ({
  maxGain,
  maxColumn: undefined,
  maxValue: undefined,
  numberSamples: undefined,
});

/** Improves `best` by the cuts of one feature. */
function scanFeature(
  x: readonly number[],
  y: readonly number[],
  criterion: Criterion,
  minLeaf: number,
  column: number,
  best: CartSplit,
): void {
  const n = y.length;
  const order = argsort(x);
  criterion.clear();
  let nLeft = 0;
  for (let i = 1; i < n; i++) {
    const before = order[i - 1];
    const after = order[i];
    if (minLeaf === 1 ? y[before] === y[after] : x[before] === x[after]) continue;
    const cut = (x[before] + x[after]) / 2;
    while (nLeft < n && x[order[nLeft]] < cut) criterion.moveLeft(y[order[nLeft++]]);
    if (nLeft < minLeaf || n - nLeft < minLeaf) continue;
    const decrease = criterion.decrease(nLeft);
    if (decrease > best.maxGain) {
      best.maxGain = decrease;
      best.maxColumn = column;
      best.maxValue = cut;
      best.numberSamples = n;
    }
  }
}

/** The cut of the largest decrease, which is its `maxGain`; -Infinity where no cut exists. */
function largestDecrease(
  features: FeatureMatrix,
  y: readonly number[],
  criterion: Criterion,
  minLeaf: number,
): CartSplit {
  const best = noSplit(Number.NEGATIVE_INFINITY);
  for (let column = 0; column < features.rows; column++) {
    scanFeature(features.getRow(column), y, criterion, minLeaf, column, best);
  }
  return best;
}

const allEqual = (y: readonly number[]) => y.every((answer) => answer === y[0]);

/**
 * The best cut of a node of classes.
 * @param features one row a feature
 * @param y class of each training row, 0 and up
 * @param minLeaf rows that each side must keep, at least 1
 */
export function bestClassSplit(features: FeatureMatrix, y: readonly number[], minLeaf: number): CartSplit {
  if (allEqual(y)) return noSplit(Number.NEGATIVE_INFINITY);
  return largestDecrease(features, y, giniOf(y), minLeaf);
}

/**
 * The best cut of a node of numbers. Its `maxGain` is, as in the library, the squared error that is left, but never 0:
 * the library takes no cut that leaves none, and none at the root that leaves as much as 0.
 * @param y value of each training row
 */
export function bestValueSplit(features: FeatureMatrix, y: readonly number[], minLeaf: number): CartSplit {
  if (allEqual(y)) return noSplit(Number.POSITIVE_INFINITY);
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  const total = y.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const best = largestDecrease(features, y, squaresOf(y, mean), minLeaf);
  return { ...best, maxGain: Math.max(Number.MIN_VALUE, total - best.maxGain) };
}

/** The score of rows by the trees that did not draw them (Breiman 2001, section 3.1). */
import { decide } from '../decide.js';
import type { TrainBlock } from '../models/model.js';
import type { Tree } from './ensemble.js';
import { leafOf, type TrainingBins } from './leaf-of.js';
import type { Centring } from './tree-data.js';

/** Where the rows fell that a tree did not draw. */
export interface OutOfBag {
  /** [nRows / 8] one bit a row: those that were drawn. */
  readonly bag: Uint8Array;
  /** Where the values are of the leaf of each of the others, in their order. */
  readonly fallen: Uint32Array;
}

const isDrawn = (bag: Uint8Array, row: number): boolean => (bag[row >> 3] & (1 << (row & 7))) !== 0;

/**
 * Drops the rows that a tree did not draw down it.
 * @param numbers [nLeaves] where the values of each leaf are
 * @param fallen OUT, as `OutOfBag` has it
 */
export function dropOutOfBag(
  { nodes }: Pick<Tree, 'nodes'>,
  numbers: Uint32Array,
  columns: TrainingBins,
  { bag, fallen }: OutOfBag,
): void {
  let count = 0;
  for (let row = 0; row < columns.nRows; row++) {
    if (!isDrawn(bag, row)) fallen[count++] = numbers[leafOf(nodes, columns, row)];
  }
}

/** A tree, and where the rows fell that it did not draw. */
type Scored = Pick<Tree, 'leaves'> & OutOfBag;

/** @returns sums of leaves [nRows * nValues], added in tree order, and how many trees gave them [nRows] */
function sumOutOfBag(nRows: number, trees: readonly Scored[], nValues: number) {
  const sums = new Float64Array(nRows * nValues);
  const counts = new Uint32Array(nRows);
  for (const { leaves, bag, fallen } of trees) {
    let next = 0;
    for (let row = 0; row < nRows; row++) {
      if (isDrawn(bag, row)) continue;
      const leaf = fallen[next++];
      for (let k = 0; k < nValues; k++) sums[row * nValues + k] += leaves[leaf * nValues + k];
      counts[row]++;
    }
  }
  return { sums, counts };
}

/** Shares of the classes at some rows, as `Fitted.predict` gives them; of two classes the sum is the second one's. */
function sharesOf(rows: readonly number[], sums: Float64Array, counts: Uint32Array, nValues: number) {
  const width = Math.max(2, nValues);
  const shares = new Float64Array(rows.length * width);
  rows.forEach((row, i) => {
    for (let k = 0; k < nValues; k++) {
      shares[(i + 1) * width - nValues + k] = sums[row * nValues + k] / counts[row];
    }
    if (nValues === 1) shares[i * width] = 1 - shares[i * width + 1];
  });
  return shares;
}

/** Coefficient of determination. */
function r2(truth: readonly number[], predicted: readonly number[]): number {
  const mean = truth.reduce((sum, y) => sum + y, 0) / truth.length;
  const squares = (from: (i: number) => number) =>
    truth.reduce((sum, y, i) => sum + (y - from(i)) * (y - from(i)), 0);
  return 1 - squares((i) => predicted[i]) / squares(() => mean);
}

/**
 * Accuracy, or R² for numbers, over the rows that some tree did not draw.
 * @returns null when every tree drew every row, or R² has no meaning
 */
export function outOfBagScore(
  { y, task, nRows }: TrainBlock,
  trees: readonly Scored[],
  { offset, nValues }: Centring,
): number | null {
  const { sums, counts } = sumOutOfBag(nRows, trees, nValues);
  const rows = [...counts.keys()].filter((row) => counts[row] > 0);
  if (rows.length === 0) return null;
  const truth = rows.map((row) => y[row]);
  if (task.kind === 'regression') {
    const score = r2(
      truth,
      rows.map((row) => sums[row] / counts[row] + offset),
    );
    return Number.isFinite(score) ? score : null;
  }
  const answers = decide(task, sharesOf(rows, sums, counts, nValues), 0.5);
  return rows.filter((row, i) => answers[i] === y[row]).length / rows.length;
}

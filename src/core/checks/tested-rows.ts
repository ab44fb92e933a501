/** Test rows that share something with a training row of their fold, and how messages speak of them. */
import { count, percent } from '../shown-numbers.js';
import type { Fold } from '../splitters/splitter.js';

/** Marks test rows whose set has a training row in the same fold. */
function markTested(folds: readonly Fold[], setOfRow: Int32Array): Uint8Array {
  const marked = new Uint8Array(setOfRow.length);
  const trained = new Int32Array(setOfRow.length).fill(-1);
  folds.forEach(({ train, test }, fold) => {
    for (const row of train) trained[setOfRow[row]] = fold;
    for (const row of test) if (trained[setOfRow[row]] === fold) marked[row] = 1;
  });
  return marked;
}

/** Ascending rows that are tested in some fold whose training rows hold one of the same set. */
export function testedWithTwin(folds: readonly Fold[], setOfRow: Int32Array): Uint32Array {
  const marked = markTested(folds, setOfRow);
  return Uint32Array.from(marked.keys()).filter((row) => marked[row] === 1);
}

/** How many rows are tested in some fold. */
export function countTested(folds: readonly Fold[], nRows: number): number {
  const tested = new Uint8Array(nRows);
  for (const { test } of folds) for (const row of test) tested[row] = 1;
  return tested.reduce((sum, one) => sum + one, 0);
}

/** `12 of 3,000 tested rows (0.40 %)` */
export function shareText(found: number, tested: number): string {
  const share = found / tested;
  return `${count(found)} of ${count(tested)} tested rows (${percent(share, share < 0.01 ? 2 : 1)})`;
}

/** Rows drawn without replacement: at random, class by class in their shares, or in whole groups. */
import { dataError, usageError } from '../errors.js';
import type { Params } from '../params.js';
import type { Rng } from '../rng.js';
import type { Problem } from '../task.js';
import { groupSizes } from './fold-params.js';
import { shuffledRows } from './shuffled-rows.js';

/** A share of the rows, or their number, as scikit-learn reads it: a share below 1, else a number. */
export const rowsFor = (size: number, nRows: number, round: 'up' | 'down'): number => {
  if (size >= 1) return size;
  return round === 'up' ? Math.ceil(nRows * size - 1e-9) : Math.floor(nRows * size + 1e-9);
};

/** How many rows of each class are drawn: shares rounded down, the rest by largest remainder, ties to the first. */
function drawnOfEach(counts: readonly number[], total: number, wanted: number): number[] {
  const exact = counts.map((count) => (count * wanted) / total);
  const drawn = exact.map(Math.floor);
  const order = exact.map((_, k) => k).sort((a, b) => exact[b] - drawn[b] - (exact[a] - drawn[a]) || a - b);
  let rest = wanted - drawn.reduce((sum, count) => sum + count, 0);
  for (const k of order) {
    if (rest === 0) break;
    if (drawn[k] < counts[k]) {
      drawn[k]++;
      rest--;
    }
  }
  return drawn;
}

/**
 * @param among rows in random order  @param wanted at most as many
 * @param y class of each row; null: classes do not matter
 * @returns the rows drawn and the others, in the order given
 */
export function drawFrom(
  among: Uint32Array,
  wanted: number,
  y: Float64Array | null,
): { drawn: number[]; others: number[] } {
  const classOf = (row: number) => (y ? y[row] : 0);
  const counts: number[] = [];
  for (const row of among) counts[classOf(row)] = (counts[classOf(row)] ?? 0) + 1;
  const known = Array.from(counts, (count) => count ?? 0);
  const left = drawnOfEach(known, among.length, wanted);
  const drawn: number[] = [];
  const others: number[] = [];
  for (const row of among) {
    if (left[classOf(row)] > 0) drawn.push(row);
    else others.push(row);
    left[classOf(row)]--;
  }
  return { drawn, others };
}

/** Whole groups in random order, until so many rows are reached; one group is left to train on. @returns [nRows] drawn? */
export function drawGroups(groups: Int32Array, wanted: number, rng: Rng, what: string): Uint8Array {
  const sizes = groupSizes(groups);
  if (sizes.length < 2) {
    throw dataError(
      'ASSAY_FEW_GROUPS',
      `${what} by groups needs at least 2 groups, got 1`,
      'use another --groups',
    );
  }
  const drawn = new Set<number>();
  let nDrawn = 0;
  for (const group of shuffledRows(sizes.length, rng).subarray(0, sizes.length - 1)) {
    if (nDrawn >= wanted) break;
    drawn.add(group);
    nDrawn += sizes[group];
  }
  return Uint8Array.from(groups, (group) => (drawn.has(group) ? 1 : 0));
}

/** The numbers of the rows that are marked, and of the others. */
export function parted(isMarked: Uint8Array): { marked: number[]; others: number[] } {
  const rows = Array.from(isMarked, (_, row) => row);
  return { marked: rows.filter((row) => isMarked[row]), others: rows.filter((row) => !isMarked[row]) };
}

/**
 * @param params with `test_size` and `train_size`, that the numbers of rows were made of
 * @throws AssayError exit 2 when test and training rows are more than there are, or either is none; exit 3 for one row
 */
export function demandBoth({ y }: Problem, params: Params, nTest: number, nTrain: number): void {
  if (nTest >= 1 && nTrain >= 1 && nTest + nTrain <= y.length) return;
  if (y.length < 2) {
    throw dataError('ASSAY_FEW_ROWS', `a draw needs at least 2 rows, got ${y.length}`, 'use more rows');
  }
  const size = `--test-size ${params.test_size}`;
  if (params.train_size === null) {
    const message = `${size} leaves no row of ${y.length} to train on`;
    throw usageError('ASSAY_SHARES', message, `use up to ${y.length - 1}, or a share such as 0.2`);
  }
  throw usageError(
    'ASSAY_SHARES',
    `${size} with train_size ${params.train_size}: ${nTest} tested and ${nTrain} training rows of ${y.length}`,
    'both need a row, and together no more than there are: lower one of the two',
  );
}

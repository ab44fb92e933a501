/**
 * Categories of new rows that never stand together in the data: two by two, and all at once. A sampler that votes on each
 * column alone makes such rows. Looked up in all rows of the data; a missing cell is in no pair.
 */
import { equalRowSets } from '../row-hash.js';
import { type CodedColumn, isNumeric, type Table } from '../table.js';
import { type LookedAt, sideRows } from './looked-at.js';

/** Two levels that new rows have and no row of the data. */
export interface UnseenPair {
  readonly columns: readonly [string, string];
  readonly levels: readonly [string, string];
  /** New rows, of those looked at. */
  readonly rows: number;
}

export interface UnseenCategories {
  /** Categorical columns that were looked at, of the first `MOST_COLUMNS`. */
  readonly columns: number;
  /** New rows with two categories that never stand together. */
  readonly pair_rows: number;
  /** New rows whose categories, taken together, are those of no row. */
  readonly rows: number;
  /** The most frequent ones. */
  readonly examples: readonly UnseenPair[];
}

/** Pairs grow with the square of the columns. */
const MOST_COLUMNS = 40;
const MOST_EXAMPLES = 5;

const isCoded = (column: Table['columns'][number]): column is CodedColumn => !isNumeric(column);

/** [rows] pair of codes as one number, -1 where one is missing. */
const pairOf = (a: CodedColumn, b: CodedColumn, row: number): number =>
  a.codes[row] < 0 || b.codes[row] < 0 ? -1 : a.codes[row] * b.levels.length + b.codes[row];

/** New rows by pair, less the pairs that the data has. The data is read until none is left. */
function unseenPairs(made: [CodedColumn, CodedColumn], rows: Uint32Array, real: [CodedColumn, CodedColumn]) {
  const byPair = new Map<number, number[]>();
  for (const row of rows) {
    const pair = pairOf(...made, row);
    if (pair < 0) continue;
    const known = byPair.get(pair);
    if (known) known.push(row);
    else byPair.set(pair, [row]);
  }
  const nRows = real[0].codes.length;
  for (let row = 0; row < nRows && byPair.size > 0; row++) byPair.delete(pairOf(...real, row));
  return byPair;
}

/** New rows whose categories all together are those of no row of the data. */
function unseenWhole(data: Table, looked: LookedAt, names: readonly string[]): number {
  const rows = sideRows(looked, 'new');
  const all = data.select(names).concat(looked.table.select(names).take(rows));
  const sets = equalRowSets(all.columns, all.nRows);
  const nKnown = sets.subarray(0, data.nRows).reduce((most, set) => Math.max(most, set + 1), 0);
  return sets.subarray(data.nRows).reduce((count, set) => count + (set >= nKnown ? 1 : 0), 0);
}

/** @returns null with fewer than two categorical columns */
export function unseenCategories(data: Table, looked: LookedAt): UnseenCategories | null {
  const made = looked.table.columns.filter(isCoded).slice(0, MOST_COLUMNS);
  if (made.length < 2) return null;
  const real = made.map(({ name }) => data.column(name) as CodedColumn);
  const rows = sideRows(looked, 'new');
  const found: UnseenPair[] = [];
  const unseen = new Set<number>();
  for (let i = 0; i < made.length; i++) {
    for (let j = i + 1; j < made.length; j++) {
      const pairs = unseenPairs([made[i], made[j]], rows, [real[i], real[j]]);
      for (const [pair, own] of pairs) {
        const width = made[j].levels.length;
        const levels = [made[i].levels[Math.floor(pair / width)], made[j].levels[pair % width]] as const;
        found.push({ columns: [made[i].name, made[j].name], levels, rows: own.length });
        for (const row of own) unseen.add(row);
      }
    }
  }
  return {
    columns: made.length,
    pair_rows: unseen.size,
    rows: unseenWhole(
      data,
      looked,
      made.map(({ name }) => name),
    ),
    examples: found.sort((a, b) => b.rows - a.rows).slice(0, MOST_EXAMPLES),
  };
}

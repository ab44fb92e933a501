/**
 * The table that `resample` writes, from the whole file and what the sampler kept and made: kept rows in file order,
 * then repeats, then new rows. Columns that were no features are blank in repeats and new rows, but for those that are carried
 * along (weights, groups, times): there a row has the cell of the one that it repeats or grew from.
 */
import type { Resampled } from './samplers/sampler.js';
import { type Column, isNumeric, sharedFloats, sharedInts, Table } from './table.js';
import type { Problem } from './task.js';

export interface Assembled {
  readonly table: Table;
  /** Rows of `table` that the sampler made or repeated. */
  readonly madeRows: Uint32Array;
  readonly nRepeated: number;
  /** Usable rows that the sampler took away. */
  readonly nRemoved: number;
}

/** First appearances and repeats, each in the order of `keep`. */
function partRepeats(keep: Uint32Array, nRows: number): { first: Uint32Array; repeats: Uint32Array } {
  const seen = new Uint8Array(nRows);
  const first: number[] = [];
  const repeats: number[] = [];
  for (const row of keep) {
    (seen[row] ? repeats : first).push(row);
    seen[row] = 1;
  }
  return { first: Uint32Array.from(first).sort(), repeats: Uint32Array.from(repeats) };
}

/** The column's cells at `rows`, -1 being blank, then those of `below`. */
function stack(column: Column, rows: Int32Array, below: Column | null): Column {
  if (isNumeric(column)) {
    const added = below && isNumeric(below) ? below.values : new Float64Array(0);
    const values = sharedFloats(rows.length + added.length);
    for (let i = 0; i < rows.length; i++) values[i] = rows[i] < 0 ? Number.NaN : column.values[rows[i]];
    values.set(added, rows.length);
    return { ...column, values };
  }
  const added = below && !isNumeric(below) ? below.codes : new Int32Array(0);
  const codes = sharedInts(rows.length + added.length);
  for (let i = 0; i < rows.length; i++) codes[i] = rows[i] < 0 ? -1 : column.codes[rows[i]];
  codes.set(added, rows.length);
  return { ...column, codes };
}

/** A row of the file for every class, whose target cell new rows of the class take. */
function exampleOfClass({ task, y, rowIds }: Problem): number[] {
  const example = task.classes.map(() => -1);
  for (let row = y.length - 1; row >= 0; row--) example[y[row]] = rowIds[row];
  return example;
}

/** The lists one after the other, filled up with -1 to `length`. */
function joinRows(length: number, ...lists: Int32Array[]): Int32Array {
  const rows = new Int32Array(length).fill(-1);
  let at = 0;
  for (const list of lists) {
    rows.set(list, at);
    at += list.length;
  }
  return rows;
}

/**
 * Builds the written table. Pure; O(rows * columns).
 * @param file every column and row of the file; the problem's features are columns of it, with the same levels
 * @param carried columns of the file whose cells go along; of no effect on features
 */
export function assemble(
  file: Table,
  problem: Problem,
  resampled: Resampled,
  carried: readonly string[] = [],
): Assembled {
  const { rowIds, table: features, task } = problem;
  const { first, repeats } = partRepeats(resampled.keep, features.nRows);
  const kept = Int32Array.from(first, (row) => rowIds[row]).sort();
  const repeated = Int32Array.from(repeats, (row) => rowIds[row]);
  const example = exampleOfClass(problem);
  const likeNew = Int32Array.from(resampled.syntheticY, (label) => example[label]);
  const nWritten = kept.length + repeated.length + likeNew.length;

  const targetRows = joinRows(nWritten, kept, repeated, likeNew);
  const featureRows = joinRows(kept.length + repeated.length, kept, repeated);
  const otherRows = joinRows(nWritten, kept);
  const origins = Int32Array.from(resampled.origin, (row) => rowIds[row]);
  const carriedRows = joinRows(nWritten, kept, repeated, origins);
  const columns = file.columns.map((column) => {
    if (column.name === task.target) return stack(column, targetRows, null);
    if (features.has(column.name)) {
      return stack(column, featureRows, resampled.synthetic.column(column.name));
    }
    return stack(column, carried.includes(column.name) ? carriedRows : otherRows, null);
  });
  return {
    table: new Table(nWritten, columns),
    madeRows: Uint32Array.from({ length: nWritten - kept.length }, (_, i) => kept.length + i),
    nRepeated: repeated.length,
    nRemoved: features.nRows - kept.length,
  };
}

/** The table with a column that is 1 in rows that the sampler made or repeated, and 0 in the rows of the data, once each. */
export function withSyntheticFlag({ table, madeRows }: Assembled, name: string): Table {
  const values = sharedFloats(table.nRows);
  for (const row of madeRows) values[row] = 1;
  return new Table(table.nRows, [...table.columns, { name, type: 'number', values, integer: true }]);
}

/** Rows of a table as the search wants them: numbers in their units, then codes. */
import { powerOfTwoFor } from '../numeric.js';
import { type CodedColumn, isNumeric } from '../table.js';
import type { DistanceSpace, Unit } from './space.js';

export interface Numbers extends Unit {
  readonly values: Float64Array;
}

/** Columns in the order of a search, and what they hold in the rows that take part. */
export interface SearchedTable {
  readonly numbers: readonly Numbers[];
  readonly codes: readonly CodedColumn[];
  /** [numbers.length] is it missing in some row? */
  readonly holey: readonly boolean[];
  /** A power of two by which numbers come to lie in -1..1 and costs in 0..1. */
  readonly scale: number;
}

/** Rows that are written at once: they stay in the cache while column after column passes. */
const BLOCK_ROWS = 512;

/** What a column holds in some rows, in its units. */
export interface Look {
  /** Without its sign; 0 when there is none. */
  readonly largest: number;
  /** Is one missing? */
  readonly holey: boolean;
}

function lookAt({ values, centre, size }: Numbers, rows: Uint32Array): Look {
  let largest = 0;
  let holey = false;
  for (let i = 0; i < rows.length; i++) {
    const x = Math.abs((values[rows[i]] - centre) / size);
    if (x > largest) largest = x;
    else if (Number.isNaN(x)) holey = true;
  }
  return { largest, holey };
}

/** The columns of numbers in the order of a search. */
export const numbersOf = ({ columns, units }: DistanceSpace): Numbers[] =>
  columns.flatMap((column, i): Numbers[] =>
    isNumeric(column) ? [{ values: column.values, ...(units[i] as Unit) }] : [],
  );

/** What each column holds in some rows. */
export const lookAtAll = (numbers: readonly Numbers[], rows: Uint32Array): Look[] =>
  numbers.map((column) => lookAt(column, rows));

/** @param looks [parts][numbers] what columns of numbers hold in the rows that will be compared */
export function searchedTable(space: DistanceSpace, looks: readonly (readonly Look[])[]): SearchedTable {
  const numbers = numbersOf(space);
  const codes = space.columns.filter((column): column is CodedColumn => !isNumeric(column));
  const holey = numbers.map((_, k) => looks.some((ofPart) => ofPart[k].holey));
  let largest = Math.max(0, ...looks.flat().map((one) => one.largest));
  if (codes.length > 0) largest = Math.max(largest, Math.sqrt(space.categoryCost));
  return { numbers, codes, holey, scale: powerOfTwoFor(largest) };
}

/** @param out OUT [rows.length * width] row-major; missing numbers are NaN, missing categories -1 */
export function writeTableRows(table: SearchedTable, rows: Uint32Array, out: Float64Array): void {
  const { numbers, codes, scale } = table;
  const width = numbers.length + codes.length;
  for (let first = 0; first < rows.length; first += BLOCK_ROWS) {
    const end = Math.min(rows.length, first + BLOCK_ROWS);
    numbers.forEach(({ values, centre, size }, k) => {
      for (let i = first; i < end; i++) out[i * width + k] = ((values[rows[i]] - centre) / size) * scale;
    });
  }
  writeCodes(table, rows, out);
}

/** Writes the codes alone, as `writeTableRows` does. */
export function writeCodes({ numbers, codes }: SearchedTable, rows: Uint32Array, out: Float64Array): void {
  const width = numbers.length + codes.length;
  codes.forEach((column, c) => {
    const k = numbers.length + c;
    for (let i = 0; i < rows.length; i++) out[i * width + k] = column.codes[rows[i]];
  });
}

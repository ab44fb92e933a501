/** A failed rule as the validation hands it on: what results.json says, and every row concerned. */
import { cellValue } from '../cell-value.js';
import type { ValidationFailure } from '../schemas/validate.js';
import type { Column } from '../table.js';

const EXAMPLES = 5;

export interface Failure extends ValidationFailure {
  /** Every row concerned, ascending; empty when the rule is about the column as a whole. */
  readonly badRows: Uint32Array;
}

export interface Broken {
  readonly rule: string;
  readonly severity: ValidationFailure['severity'];
  readonly message: string;
}

/** A failure of cells: counted, with the first few shown. */
export function cellFailure(broken: Broken, column: Column, badRows: Uint32Array): Failure {
  const examples = Array.from(badRows.subarray(0, EXAMPLES), (row) => ({
    row,
    value: cellValue(column, row),
  }));
  return { ...broken, column: column.name, count: badRows.length, examples, badRows };
}

/** A failure of a column as a whole, or (null) of the table. */
export const columnFailure = (broken: Broken, column: string | null): Failure => ({
  ...broken,
  column,
  count: 1,
  examples: [],
  badRows: new Uint32Array(0),
});

/** A failure of whole rows. */
export const rowFailure = (broken: Broken, badRows: Uint32Array): Failure => ({
  ...broken,
  column: null,
  count: badRows.length,
  examples: Array.from(badRows.subarray(0, EXAMPLES), (row) => ({ row, value: null })),
  badRows,
});

/** The rows for which `isBad` holds, ascending. */
export function rowsWhere(nRows: number, isBad: (row: number) => boolean): Uint32Array {
  const rows = new Uint32Array(nRows);
  let n = 0;
  for (let row = 0; row < nRows; row++) if (isBad(row)) rows[n++] = row;
  return rows.slice(0, n);
}

/** The first rows of a table as plain objects, the way assay reads them. */
import { type Column, isMissing, isNumeric, type Table } from '../core/table.js';
import { isoDate } from './date-text.js';

export type HeadCell = number | string | null;

/** A number, the text of a level, or a date as ISO text; null = missing. */
function cellValue(column: Column, row: number): HeadCell {
  if (isMissing(column, row)) return null;
  if (!isNumeric(column)) return column.levels[column.codes[row]];
  return column.type === 'date' ? isoDate(column.values[row]) : column.values[row];
}

/**
 * @param n rows wanted, >= 0; a shorter table gives all it has
 * @returns one object a row, keys in the order of the columns but for names that are whole numbers: JavaScript puts
 * those first
 */
export function headRows(table: Table, n: number): Record<string, HeadCell>[] {
  return Array.from({ length: Math.min(n, table.nRows) }, (_, row) =>
    Object.fromEntries(table.columns.map((column) => [column.name, cellValue(column, row)])),
  );
}

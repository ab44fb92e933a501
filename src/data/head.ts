/** The first rows of a table as plain objects, the way assay reads them. */
import { type CellValue, cellValue } from '../core/cell-value.js';
import type { Table } from '../core/table.js';

/**
 * @param n rows wanted, >= 0; a shorter table gives all it has
 * @returns one object a row, keys in the order of the columns but for names that are whole numbers: JavaScript puts
 * those first
 */
export function headRows(table: Table, n: number): Record<string, CellValue>[] {
  return Array.from({ length: Math.min(n, table.nRows) }, (_, row) =>
    Object.fromEntries(table.columns.map((column) => [column.name, cellValue(column, row)])),
  );
}

/** A cell of a table as people and JSON see it. */
import { isoDate } from './dates.js';
import { type Column, isMissing, isNumeric } from './table.js';

/** A number, the text of a level, or a date as ISO text; null = missing. */
export type CellValue = number | string | null;

export function cellValue(column: Column, row: number): CellValue {
  if (isMissing(column, row)) return null;
  if (!isNumeric(column)) return column.levels[column.codes[row]];
  return column.type === 'date' ? isoDate(column.values[row]) : column.values[row];
}

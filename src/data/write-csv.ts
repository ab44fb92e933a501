/**
 * A table as CSV that reads back as the same table: RFC 4180, UTF-8, LF, numbers at full precision.
 *
 * What no CSV can hold: a text column all of whose values look like numbers or dates, and a level that is one of the
 * texts that mean missing; whoever reads such a file has to say `--types` and `--na`.
 */

import { isoDate } from '../core/dates.js';
import { type Column, isMissing, isNumeric, type Table } from '../core/table.js';
import { DEFAULT_MISSING } from './column-options.js';

const ROWS_PER_CHUNK = 2048;
/** From here on JavaScript writes an exponent. */
const EXPONENT_FROM = 1e21;

/** Shortest text that reads back as the number; whole numbers never with an exponent. */
export function numberText(value: number): string {
  const isLarge = Math.abs(value) >= EXPONENT_FROM && Number.isInteger(value);
  return isLarge ? BigInt(value).toString() : String(value);
}

const missingTexts = new Set(DEFAULT_MISSING);

/** The text as a cell: in quotes where it would be read as another text without them. */
export function csvCell(text: string): string {
  const isSafe = text !== '' && !/[",\n\r;|]|^[\s\uFEFF]|\s$/.test(text) && !missingTexts.has(text);
  return isSafe ? text : `"${text.replaceAll('"', '""')}"`;
}

/** Writes one column's cells; levels are quoted once each. */
function cellWriter(column: Column, blank: string): (row: number) => string {
  if (isNumeric(column)) {
    const write = column.type === 'date' ? isoDate : numberText;
    return (row) => (isMissing(column, row) ? blank : write(column.values[row]));
  }
  const cells = column.levels.map(csvCell);
  return (row) => (isMissing(column, row) ? blank : cells[column.codes[row]]);
}

/** The table as text, header first, in pieces of some thousand rows. */
export function* csvChunks(table: Table): Generator<string> {
  // A blank line is no row: the missing cell of a table of one column needs its quotes.
  const blank = table.columns.length === 1 ? '""' : '';
  const writers = table.columns.map((column) => cellWriter(column, blank));
  yield `${table.names.map(csvCell).join(',')}\n`;
  for (let first = 0; first < table.nRows; first += ROWS_PER_CHUNK) {
    const end = Math.min(table.nRows, first + ROWS_PER_CHUNK);
    let chunk = '';
    for (let row = first; row < end; row++) chunk += `${writers.map((write) => write(row)).join(',')}\n`;
    yield chunk;
  }
}

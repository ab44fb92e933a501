/** Text that assay wrote, read back record by record: UTF-8, commas, nothing guessed. */
import { CsvCursor } from './csv-cursor.js';

const COMMA = 44;

/** The cells of each record, the header first. @throws AssayError exit 3 for an unclosed quote */
export function* csvRecords(bytes: Uint8Array): Generator<string[]> {
  const cursor = new CsvCursor(bytes, COMMA, 0);
  let cells: string[] = [];
  while (cursor.next()) {
    cells.push(cursor.text());
    if (!cursor.last) continue;
    yield cells;
    cells = [];
  }
}

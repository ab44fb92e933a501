/** Text that assay wrote, read back record by record: UTF-8, commas, nothing guessed. */
import { CsvCursor } from './csv-cursor.js';

const COMMA = 44;
const QUOTE = 34;

/** The cells of each record, the header first. @throws AssayError exit 3 for an unclosed quote */
export function* csvRecords(bytes: Uint8Array): Generator<string[]> {
  const cursor = new CsvCursor({ bytes, start: 0, delimiter: COMMA, quote: QUOTE });
  let cells: string[] = [];
  while (cursor.next()) {
    cells.push(cursor.text());
    if (!cursor.last) continue;
    yield cells;
    cells = [];
  }
}

/**
 * The shape of delimited text: its width, its records, whether DuckDB may read it as it stands, and if not a copy
 * that it can read: one line end, every record full, no blank lines, blanks cut where they do not count. After that
 * a cell of DuckDB's table is exactly the cell of the file.
 */
import { dataError } from '../core/errors.js';
import type { CellsFile } from './cells-file.js';
import { CsvCursor, type CsvText } from './csv-cursor.js';

const QUOTE = 34;

export interface CsvLayout {
  /** Fields of the first record. */
  readonly width: number;
  readonly firstRecord: readonly string[];
  /** Blank lines are none. */
  readonly nRecords: number;
  readonly nShort: number;
  /** Line (from 1) of the first short record; 0 when there is none. */
  readonly firstShortLine: number;
  readonly longestRecordBytes: number;
  /** DuckDB reads the bytes as they are to the same cells. */
  readonly regular: boolean;
}

const longRow = (line: number, width: number, expected: number, delimiter: number) =>
  dataError(
    'ASSAY_LONG_ROW',
    `line ${line} has more than the ${expected} fields of the first row: ${width}`,
    `quote a cell that holds "${String.fromCharCode(delimiter)}", or name another --delimiter`,
  );

/**
 * One pass over all fields.
 * @throws exit 3 for a record longer than the first, with its line, and for an unclosed quote
 */
export function scanCsv(text: CsvText): CsvLayout {
  const { start, delimiter, quote } = text;
  const cursor = new CsvCursor(text);
  const firstRecord: string[] = [];
  const newlines = new Set<string>();
  let [nRecords, nShort, firstShortLine, longestRecordBytes] = [0, 0, 0, 0];
  let [nFields, recordLine, recordStart] = [0, 1, start];
  let regular = true;
  while (cursor.next()) {
    if (nFields === 0) recordLine = cursor.line;
    nFields++;
    if (cursor.irregular) regular = false;
    if (nRecords === 0 && !(nFields === 1 && cursor.blankLine)) firstRecord.push(cursor.text());
    if (!cursor.last) continue;
    if (cursor.newline !== 'none') newlines.add(cursor.newline);
    longestRecordBytes = Math.max(longestRecordBytes, cursor.position - recordStart);
    recordStart = cursor.position;
    if (nFields === 1 && cursor.blankLine) regular = false;
    else {
      nRecords++;
      if (nFields > firstRecord.length) throw longRow(recordLine, nFields, firstRecord.length, delimiter);
      if (nFields < firstRecord.length) {
        nShort++;
        firstShortLine ||= recordLine;
      }
    }
    nFields = 0;
  }
  regular &&= quote === QUOTE && nShort === 0 && newlines.size <= 1 && !newlines.has('cr');
  return {
    width: firstRecord.length,
    firstRecord,
    nRecords,
    nShort,
    firstShortLine,
    longestRecordBytes,
    regular,
  };
}

/** Writes the cursor's cell. */
function copyCell(cursor: CsvCursor, { bytes, quote }: CsvText, out: CellsFile): void {
  if (cursor.start === cursor.end && cursor.tailStart === cursor.tailEnd) out.blank();
  else if (!cursor.quoted && !cursor.holdsQuote && quote === QUOTE)
    out.plain(bytes, cursor.start, cursor.end);
  else {
    out.open();
    out.quoted(bytes, cursor.start, cursor.end, cursor.quoted ? quote : 0);
    out.quoted(bytes, cursor.tailStart, cursor.tailEnd, 0);
    out.close();
  }
}

/** Writes the same records in the form that DuckDB reads to the same cells. */
export function copyRegular(text: CsvText, { width }: CsvLayout, out: CellsFile): void {
  const cursor = new CsvCursor(text);
  let nFields = 0;
  while (cursor.next()) {
    if (nFields === 0 && cursor.blankLine) continue;
    copyCell(cursor, text, out);
    nFields++;
    if (!cursor.last) continue;
    for (; nFields < width; nFields++) out.blank();
    out.endRow();
    nFields = 0;
  }
}

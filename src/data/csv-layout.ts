/**
 * The shape of delimited text: its width, its records, whether DuckDB may read it as it stands, and if not a copy
 * that it can read: one line end, every record full, no blank lines, blanks cut where they do not count. After that
 * a cell of DuckDB's table is exactly the cell of the file.
 */
import { dataError } from '../core/errors.js';
import { CsvCursor } from './csv-cursor.js';

const QUOTE = 34;
const LF = 10;

export interface CsvText {
  readonly bytes: Uint8Array;
  /** Where the text begins: 3 after a byte-order mark. */
  readonly start: number;
  /** One byte. */
  readonly delimiter: number;
}

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
export function scanCsv({ bytes, start, delimiter }: CsvText): CsvLayout {
  const cursor = new CsvCursor(bytes, delimiter, start);
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
  regular &&= nShort === 0 && newlines.size <= 1 && !newlines.has('cr');
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

/** Copies `from[start..end)` to `to` at `at`, each quote doubled; where it ends. */
function copyDoubling(from: Uint8Array, start: number, end: number, to: Uint8Array, at: number): number {
  let out = at;
  for (let i = start; i < end; i++) {
    if (from[i] === QUOTE) to[out++] = QUOTE;
    to[out++] = from[i];
  }
  return out;
}

function copyBytes(from: Uint8Array, start: number, end: number, to: Uint8Array, at: number): number {
  for (let i = start; i < end; i++) to[at + i - start] = from[i];
  return at + end - start;
}

/** Writes the cursor's cell in the regular form; where it ends. */
function copyCell(cursor: CsvCursor, bytes: Uint8Array, out: Uint8Array, at: number): number {
  if (!cursor.quoted && !cursor.holdsQuote && cursor.start !== cursor.end) {
    return copyBytes(bytes, cursor.start, cursor.end, out, at);
  }
  let to = at;
  out[to++] = QUOTE;
  const copy = cursor.quoted ? copyBytes : copyDoubling;
  to = copy(bytes, cursor.start, cursor.end, out, to);
  if (cursor.quoted) to = copyDoubling(bytes, cursor.tailStart, cursor.tailEnd, out, to);
  out[to++] = QUOTE;
  return to;
}

/** The same records in the form that DuckDB reads to the same cells. */
export function regularCopy({ bytes, start, delimiter }: CsvText, layout: CsvLayout): Uint8Array {
  const cursor = new CsvCursor(bytes, delimiter, start);
  const out = Buffer.allocUnsafe(2 * bytes.length + 3 * layout.width * layout.nRecords + 8);
  let at = 0;
  let nFields = 0;
  while (cursor.next()) {
    if (nFields === 0 && cursor.blankLine) continue;
    at = copyCell(cursor, bytes, out, at);
    nFields++;
    if (!cursor.last) out[at++] = delimiter;
    else {
      for (; nFields < layout.width; nFields++) out[at++] = delimiter;
      out[at++] = LF;
      nFields = 0;
    }
  }
  return out.subarray(0, at);
}

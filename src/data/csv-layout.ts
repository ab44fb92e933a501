/**
 * The shape of delimited text: its width, its records, whether DuckDB may read it as it stands, and if not a copy
 * that it can read: one line end, every record full, no blank lines, blanks cut where they do not count. After that
 * a cell of DuckDB's table is exactly the cell of the file.
 */
import { AssayError, dataError } from '../core/errors.js';
import type { CellsFile } from './cells-file.js';
import { CsvCursor, type CsvText, type Newline } from './csv-cursor.js';

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

/** Is it a quote that the text ends before it is closed? More text may close it. */
const isUnclosed = (error: unknown): boolean =>
  error instanceof AssayError && error.code === 'ASSAY_UNCLOSED_QUOTE';

/** The shape of text that comes in pieces. */
export class CsvScan {
  /** Bytes of the piece that brought the first record, up to its end. */
  firstRecordEnd = 0;
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #newlines = new Set<Newline>();
  #firstRecord: readonly string[] = [];
  #counts = { nRecords: 0, nShort: 0, firstShortLine: 0, longestRecordBytes: 0 };
  #line = 1;
  #regular = true;

  constructor({ delimiter, quote }: Pick<CsvText, 'delimiter' | 'quote'>) {
    this.#delimiter = delimiter;
    this.#quote = quote;
  }

  get layout(): CsvLayout {
    const oneNewline = this.#newlines.size <= 1 && !this.#newlines.has('cr');
    return {
      ...this.#counts,
      width: this.#firstRecord.length,
      firstRecord: this.#firstRecord,
      regular: this.#regular && this.#quote === QUOTE && this.#counts.nShort === 0 && oneNewline,
    };
  }

  /**
   * One pass over all fields of a piece.
   * @param start where the text begins  @param isEnd nothing follows; else a record that the piece may cut is left
   * @returns the end of the last record that was taken
   * @throws exit 3 for a record longer than the first, with its line, and for an unclosed quote
   */
  add(bytes: Uint8Array, start: number, isEnd: boolean): number {
    let taken = start;
    try {
      const text = { bytes, start, delimiter: this.#delimiter, quote: this.#quote, line: this.#line };
      for (const end of this.#records(new CsvCursor(text), start, isEnd ? bytes.length + 2 : bytes.length)) {
        taken = end;
      }
    } catch (error) {
      if (isEnd || !isUnclosed(error)) throw error;
    }
    return Math.min(taken, bytes.length);
  }

  /** Takes the records that end before `limit`. @yields the end of each */
  *#records(cursor: CsvCursor, start: number, limit: number): Generator<number> {
    let [nFields, recordLine, recordStart] = [0, this.#line, start];
    let texts: string[] = [];
    while (cursor.next()) {
      if (nFields === 0) recordLine = cursor.line;
      nFields++;
      if (cursor.irregular) this.#regular = false;
      if (this.#counts.nRecords === 0) texts.push(cursor.text());
      if (!cursor.last) continue;
      if (cursor.position >= limit) return;
      if (cursor.newline !== 'none') this.#newlines.add(cursor.newline);
      this.#counts.longestRecordBytes = Math.max(
        this.#counts.longestRecordBytes,
        cursor.position - recordStart,
      );
      recordStart = cursor.position;
      this.#line = cursor.nextLine;
      if (nFields === 1 && cursor.blankLine) this.#regular = false;
      else this.#take(nFields, recordLine, texts, cursor.position);
      texts = [];
      nFields = 0;
      yield cursor.position;
    }
  }

  #take(nFields: number, line: number, texts: readonly string[], end: number): void {
    if (this.#counts.nRecords++ === 0) {
      this.#firstRecord = texts;
      this.firstRecordEnd = end;
    }
    const width = this.#firstRecord.length;
    if (nFields > width) throw longRow(line, nFields, width, this.#delimiter);
    if (nFields === width) return;
    this.#counts.nShort++;
    this.#counts.firstShortLine ||= line;
  }
}

/** The shape of a whole text. @throws as `CsvScan.add` */
export function scanCsv(text: CsvText): CsvLayout {
  const scan = new CsvScan(text);
  scan.add(text.bytes, text.start, true);
  return scan.layout;
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

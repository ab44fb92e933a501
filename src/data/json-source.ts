/** JSON Lines, or an array of flat objects: the union of their keys, a missing key is a missing cell. */
import { dataError } from '../core/errors.js';
import { loadCopy } from './cell-table.js';
import { type CellSource, textCell } from './cells.js';
import type { CellsFile } from './cells-file.js';
import { headerNames } from './column-names.js';
import type { ReadNote } from './data-file.js';
import type { DecodedText } from './encoding.js';
import { JsonRows } from './json-rows.js';
import { emptyFile } from './read-errors.js';

const SPACE = 32;
const TAB = 9;
/** More keys mean that keys are data. */
const MAX_KEYS = 100_000;

interface JsonLayout {
  readonly names: readonly string[];
  readonly nRows: number;
  /** Names of the columns that hold arrays or objects. */
  readonly nested: readonly string[];
  readonly longestRowBytes: number;
}

/** The shape of JSON Lines that come in pieces, or of a whole text. */
export class JsonScan {
  /** Keys in order of first sight. */
  keys: readonly string[] = [];
  nRows = 0;
  readonly #isNested: boolean[] = [];
  #longestRowBytes = 0;
  #line = 1;

  constructor(readonly path: string) {}

  get layout(): JsonLayout {
    const names = headerNames(this.keys);
    const nested = names.filter((_, column) => this.#isNested[column]);
    return { names, nRows: this.nRows, nested, longestRowBytes: this.#longestRowBytes };
  }

  /**
   * One pass over the objects of a piece.
   * @param start where the text begins  @param isEnd nothing follows; else what is no whole object is left
   * @returns the end of the last object that was taken
   * @throws exit 3 for broken JSON, with its line
   */
  add(bytes: Uint8Array, start: number, isEnd: boolean): number {
    const rows = new JsonRows(bytes, start, this.keys, this.#line);
    let taken = start;
    try {
      while (rows.next()) {
        this.#take(rows);
        taken = rows.end.position;
        this.#line = rows.end.line;
      }
    } catch (error) {
      if (isEnd || rows.names.length > MAX_KEYS) throw error;
    }
    this.keys = rows.names;
    return isEnd ? bytes.length : taken;
  }

  #take({ kinds, starts, ends, names }: JsonRows): void {
    this.nRows++;
    let rowBytes = 0;
    for (let column = 0; column < kinds.length; column++) {
      if (kinds[column] === 'nested') this.#isNested[column] = true;
      if (kinds[column] !== 'missing') rowBytes += ends[column] - starts[column] + 3;
    }
    this.#longestRowBytes = Math.max(this.#longestRowBytes, rowBytes);
    if (names.length > MAX_KEYS) throw tooManyKeys(this.path, names);
  }
}

const tooManyKeys = (path: string, names: readonly string[]) =>
  dataError(
    'ASSAY_JSON_KEYS',
    `"${path}" has more than ${MAX_KEYS} different keys, such as ${names
      .slice(-2)
      .map((name) => JSON.stringify(name))
      .join(', ')}`,
    'a key is a column: write what varies as a value',
  );

export const nestedNote = (names: readonly string[]): ReadNote => ({
  id: 'nested-values',
  severity: 'note',
  columns: names,
  message: `${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}: arrays and objects are kept as JSON text`,
});

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] !== SPACE && bytes[at] !== TAB) return false;
  return true;
}

/** A text of blanks alone is missing, as in a CSV. */
function copyText(bytes: Uint8Array, start: number, end: number, out: CellsFile): void {
  if (isBlank(bytes, start, end)) {
    out.blank();
    return;
  }
  out.open();
  out.quoted(bytes, start, end, 0);
  out.close();
}

function copyCell(rows: JsonRows, column: number, bytes: Uint8Array, out: CellsFile): void {
  const kind = rows.kinds[column];
  const [start, end] = [rows.starts[column], rows.ends[column]];
  if (kind === 'missing') out.blank();
  else if (kind === 'literal') out.plain(bytes, start, end);
  else if (kind === 'text') copyText(bytes, start, end, out);
  else {
    const text = Buffer.from(rows.text(column));
    copyText(text, 0, text.length, out);
  }
}

function copyRows(rows: JsonRows, width: number, bytes: Uint8Array, out: CellsFile): void {
  while (rows.next()) {
    for (let column = 0; column < width; column++) {
      if (column < rows.kinds.length) copyCell(rows, column, bytes, out);
      else out.blank();
    }
    out.endRow();
  }
}

/**
 * @param keys that other pieces of the file have, each with its column
 * @throws exit 3 when it is broken or holds no rows
 */
export function jsonSource(
  path: string,
  { text, start, encoding, notes }: DecodedText,
  keys: readonly string[] = [],
): CellSource {
  const scan = new JsonScan(path);
  scan.keys = keys;
  scan.add(text, start, true);
  const { names, nRows, nested, longestRowBytes } = scan.layout;
  if (nRows === 0) throw emptyFile(path, 'it holds no objects');
  if (names.length === 0) throw emptyFile(path, 'its objects have no keys');
  const { inArray } = new JsonRows(text, start);
  return {
    format: { kind: 'json', encoding, shape: inArray ? 'array' : 'lines' },
    async shape() {
      return { names, notes: nested.length > 0 ? [...notes, nestedNote(nested)] : notes };
    },
    async load(duck, missing) {
      const facts = { delimiter: ',', header: false, nRows, longestRecordBytes: longestRowBytes };
      const rows = new JsonRows(text, start, keys);
      await loadCopy(duck, facts, missing, (out) => copyRows(rows, names.length, text, out));
      return names.map(textCell);
    },
  };
}

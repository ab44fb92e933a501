/** The names of a file's columns from its first bytes alone: for completion, which has no time to read a data set. */
import { closeSync, openSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import { headerNames, looksLikeData, positionNames } from './column-names.js';
import { CsvCursor } from './csv-cursor.js';
import { chooseDialect } from './csv-dialect.js';
import { decodeText } from './encoding.js';
import { isJson, isParquet, startsWith } from './file-kind.js';
import { JsonRows } from './json-rows.js';
import { findFile } from './locate.js';

const HEAD_BYTES = 1 << 18;
const JSON_ROWS = 20;
const NEWLINE = 10;

/** What of `ReadOptions` changes names. */
export interface PeekOptions {
  readonly delimiter: string | null;
  readonly encoding: string | null;
  /** Null: as the first row looks. */
  readonly header: boolean | null;
}

interface Head {
  readonly bytes: Uint8Array;
  /** The file goes on. */
  readonly isCut: boolean;
}

function headOf(file: string): Head {
  const handle = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(HEAD_BYTES);
    const nRead = readSync(handle, buffer, 0, HEAD_BYTES, 0);
    return { bytes: buffer.subarray(0, nRead), isCut: nRead === HEAD_BYTES };
  } finally {
    closeSync(handle);
  }
}

/** As much of packed bytes as their beginning holds. */
function unzstd(bytes: Uint8Array): Uint8Array {
  const { Decompress } = createRequire(import.meta.url)('fzstd') as typeof import('fzstd');
  const chunks: Uint8Array[] = [];
  new Decompress((chunk) => chunks.push(chunk.slice())).push(bytes);
  return Buffer.concat(chunks);
}

function unpackedHead(head: Head): Head {
  const { bytes } = head;
  if (startsWith(bytes, 0x1f, 0x8b)) {
    return { ...head, bytes: gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }) };
  }
  return startsWith(bytes, 0x28, 0xb5, 0x2f, 0xfd) ? { ...head, bytes: unzstd(bytes) } : head;
}

/** Whole lines, when there is more than one. */
function wholeLines({ bytes, isCut }: Head): Uint8Array {
  const end = isCut ? bytes.lastIndexOf(NEWLINE) : -1;
  return end > 0 ? bytes.subarray(0, end + 1) : bytes;
}

function jsonNames(text: Uint8Array, start: number): string[] {
  const rows = new JsonRows(text, start);
  try {
    for (let row = 0; row < JSON_ROWS && rows.next(); row++);
  } catch {
    // Cut off inside a row: the names seen so far are names.
  }
  return [...rows.names];
}

function csvNames(text: Uint8Array, start: number, name: string, options: PeekOptions): string[] {
  const { delimiter, quote } = chooseDialect(options.delimiter, name, text, start);
  const csv = { bytes: text, start, delimiter: delimiter.charCodeAt(0), quote: quote.charCodeAt(0) };
  const cursor = new CsvCursor(csv);
  const first: string[] = [];
  while (cursor.next()) {
    if (first.length === 0 && cursor.blankLine) continue;
    first.push(cursor.text());
    if (cursor.last) break;
  }
  return (options.header ?? !looksLikeData(first)) ? headerNames(first) : positionNames(first.length);
}

async function parquetNames(file: string): Promise<string[]> {
  const { isPattern, withDuck } = await import('./duckdb.js');
  if (isPattern(file)) return [];
  const { parquetSource } = await import('./parquet-source.js');
  const { names } = await withDuck(1, (duck) => parquetSource(file, file).shape(duck));
  return [...names];
}

/**
 * @param typed a path, or the name of a shipped data set
 * @returns the names in order; none for what is not there or cannot be read
 */
export async function peekColumns(typed: string, options: PeekOptions): Promise<string[]> {
  const file = findFile(typed);
  if (file === null) return [];
  try {
    const raw = headOf(file);
    if (isParquet(raw.bytes)) return await parquetNames(file);
    const { text, start } = decodeText(typed, wholeLines(unpackedHead(raw)), options.encoding);
    const name = basename(file)
      .toLowerCase()
      .replace(/\.(gz|zst)$/, '');
    return isJson(text, start, name) ? jsonNames(text, start) : csvNames(text, start, name, options);
  } catch {
    return [];
  }
}

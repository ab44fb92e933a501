/** CSV and JSON Lines in pieces: one pass finds where records end, then each piece is read by itself. */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { interruptedError } from '../core/errors.js';
import { chooseDialect, type Dialect } from './csv-dialect.js';
import { CsvScan } from './csv-layout.js';
import { csvSource, readHeader } from './csv-source.js';
import type { ReadNote, ReadOptions } from './data-file.js';
import { isJson, startsWith, strangerOf } from './file-kind.js';
import { JsonScan, jsonSource, nestedNote } from './json-source.js';
import type { Located } from './locate.js';
import { readSource, refuseTextOptions } from './read.js';
import { changed, emptyFile } from './read-errors.js';
import { singleQuotesNote } from './read-notes.js';
import type { RowFile, RowPiece } from './row-pieces.js';
import type { StoredText } from './stored-text.js';

/** A text with a longer record is not read in pieces. */
const MOST_RECORD_BYTES = 1 << 28;
const UTF_8 = 'utf-8';

/** Bytes of the stored text: whole records, at least one. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Looks at text that comes in pieces. */
interface Scan {
  /** Records, or objects, so far. */
  readonly nRecords: number;
  add(bytes: Uint8Array, start: number, isEnd: boolean): number;
  /** What was found, when all was looked at. */
  close(spans: readonly Span[]): Found;
}

/** What is read of the pieces, besides their bytes. */
interface Found extends Pick<RowFile, 'format' | 'names' | 'nRows' | 'notes'> {
  readonly spans: readonly Span[];
  read(bytes: Uint8Array): Promise<RowPiece>;
}

const isText = (bytes: Uint8Array): boolean => isUtf8(bytes) && bytes.indexOf(0) < 0;

/** Reads until the buffer is full. @param position in the file @returns where in the buffer the file ended */
async function fill(handle: FileHandle, buffer: Buffer, from: number, position: number): Promise<number> {
  let at = from;
  while (at < buffer.length) {
    const { bytesRead } = await handle.read(buffer, at, buffer.length - at, position + at - from);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return at;
}

interface Looked {
  readonly scan: Scan;
  readonly spans: readonly Span[];
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * One pass over a file.
 * @param begin makes the scan from the first piece; null: this text is not to be read in pieces
 * @returns null as `begin` has it, or when it is no UTF-8
 */
async function lookOver(
  handle: FileHandle,
  pieceBytes: number,
  begin: (bytes: Uint8Array, start: number) => Scan | null,
  signal: AbortSignal | undefined,
): Promise<Looked | null> {
  const hash = createHash('sha256');
  const spans: Span[] = [];
  let buffer = Buffer.allocUnsafe(pieceBytes);
  let [base, kept] = [0, 0];
  let scan: Scan | null = null;
  for (;;) {
    if (signal?.aborted) throw interruptedError('interrupted');
    const filled = await fill(handle, buffer, kept, base + kept);
    hash.update(buffer.subarray(kept, filled));
    const isEnd = filled < buffer.length;
    const bytes = buffer.subarray(0, filled);
    const start = base === 0 && startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0;
    scan ??= begin(bytes, start);
    if (scan === null) return null;
    const before: number = scan.nRecords;
    const taken = scan.add(bytes, start, isEnd);
    if (!isText(bytes.subarray(0, taken))) return null;
    if (scan.nRecords > before) spans.push({ start: base + start, end: base + taken });
    if (isEnd) return { scan, spans, bytes: base + filled, sha256: hash.digest('hex') };
    kept = filled;
    if (taken > start) {
      buffer.copyWithin(0, taken, filled);
      base += taken;
      kept -= taken;
    } else if (filled < MOST_RECORD_BYTES) buffer = Buffer.concat([bytes], 2 * buffer.length);
    else return null;
  }
}

/** A header that names the columns, whatever the first record of the file was. */
const headerLine = (names: readonly string[], { delimiter, quote }: Dialect): Buffer =>
  Buffer.from(
    `${names.map((name) => quote + name.replaceAll(quote, quote + quote) + quote).join(delimiter)}\n`,
  );

function beginCsv(file: Located, options: ReadOptions, name: string, bytes: Uint8Array, start: number): Scan {
  const known = options.format?.kind === 'csv' ? options.format : null;
  const { delimiter, quote } = known ?? chooseDialect(options.delimiter, name, bytes, start);
  const scan = new CsvScan({ delimiter: delimiter.charCodeAt(0), quote: quote.charCodeAt(0) });
  return {
    get nRecords() {
      return scan.layout.nRecords;
    },
    add: (...piece) => scan.add(...piece),
    close(spans) {
      const { layout } = scan;
      const typed = known?.header ?? options.header ?? options.headerOtherwise ?? null;
      const { header, names, notes } = readHeader(file.path, layout, typed);
      const format = { kind: 'csv', encoding: UTF_8, delimiter, quote, header } as const;
      const line = headerLine(names, { delimiter, quote });
      const quoteNotes = quote === "'" ? [singleQuotesNote] : [];
      return {
        format,
        names,
        nRows: layout.nRecords - (header ? 1 : 0),
        notes: [...quoteNotes, ...notes],
        spans: header ? withoutFirst(spans, scan.firstRecordEnd) : spans,
        read: (cells) =>
          readSource(
            csvSource(
              { onDisk: false, resolved: file.resolved, packing: 'none' },
              { text: Buffer.concat([line, cells]), start: 0, encoding: UTF_8, notes: [] },
              { ...options, format: { ...format, header: true } },
              name,
            ),
            options,
          ),
      };
    },
  };
}

/** The spans behind the first record. @param end of that record, in the first span's piece of the file */
function withoutFirst([first, ...rest]: readonly Span[], end: number): readonly Span[] {
  return end < first.end ? [{ ...first, start: end }, ...rest] : rest;
}

function beginJson(file: Located, options: ReadOptions): Scan {
  refuseTextOptions(options, 'JSON');
  const scan = new JsonScan(file.path);
  return {
    get nRecords() {
      return scan.nRows;
    },
    add: (...piece) => scan.add(...piece),
    close(spans) {
      const { names, nRows, nested } = scan.layout;
      if (nRows === 0) throw emptyFile(file.path, 'it holds no objects');
      if (names.length === 0) throw emptyFile(file.path, 'its objects have no keys');
      const notes: ReadNote[] = nested.length > 0 ? [nestedNote(nested)] : [];
      const { keys } = scan;
      return {
        format: { kind: 'json', encoding: UTF_8, shape: 'lines' },
        names,
        nRows,
        notes,
        spans,
        read: (text) =>
          readSource(jsonSource(file.path, { text, start: 0, encoding: UTF_8, notes: [] }, keys), options),
      };
    },
  };
}

/** Is it one JSON array? Its objects have no lines of their own. */
const isArray = (bytes: Uint8Array, start: number): boolean =>
  /^\s*\[/.test(Buffer.from(bytes.subarray(start, start + 4096)).toString('latin1'));

/** @returns null for text that is not to be read in pieces: of another encoding, binary, or a JSON array */
function begin(file: Located, options: ReadOptions, bytes: Uint8Array, start: number): Scan | null {
  const { encoding, format } = options;
  if (strangerOf(bytes) !== null) return null;
  if (encoding && !/^utf-?8$/i.test(encoding)) return null;
  const name = file.resolved.toLowerCase().replace(/\.(gz|zst)$/, '');
  if (format ? format.kind !== 'json' : !isJson(bytes, start, name)) {
    return beginCsv(file, options, name, bytes, start);
  }
  return isArray(bytes, start) ? null : beginJson(file, options);
}

/** @param name of the file as typed @param path where it stands unpacked */
async function* readPieces(name: string, path: string, { spans, read }: Found): AsyncGenerator<RowPiece> {
  const handle = await open(path);
  try {
    for (const { start, end } of spans) {
      const bytes = Buffer.allocUnsafe(end - start);
      if ((await fill(handle, bytes, 0, start)) < bytes.length) throw changed(name);
      const piece = await read(bytes);
      yield { ...piece, notes: piece.notes.filter(({ columns }) => columns.length > 0) };
    }
  } finally {
    await handle.close();
  }
}

/**
 * Looks over a text and is ready to read it in pieces.
 * @returns null when it can only be read as a whole
 * @throws as `readData` has it
 */
export async function openText(
  file: Located,
  { path, source }: StoredText,
  options: ReadOptions,
  pieceBytes: number,
): Promise<Omit<RowFile, 'close'> | null> {
  const handle = await open(path);
  try {
    const beginHere = (bytes: Uint8Array, start: number) => begin(file, options, bytes, start);
    const looked = await lookOver(handle, pieceBytes, beginHere, options.signal);
    if (looked === null) return null;
    const found = looked.scan.close(looked.spans);
    const { bytes, sha256 } = source ?? looked;
    return { ...file, bytes, sha256, ...found, pieces: () => readPieces(file.path, path, found) };
  } finally {
    await handle.close();
  }
}

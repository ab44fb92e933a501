/**
 * The rows of a file a piece at a time, so that no file is too large: looked over once (names, shape, hash), then each
 * piece is read as a small file of its own. What a cell becomes must not depend on other rows: `ReadOptions.like` says
 * how every column is read.
 */
import type { ReadNote, ReadOptions } from './data-file.js';
import { locate, STANDARD_INPUT } from './locate.js';
import { openParquet } from './parquet-pieces.js';
import { readData } from './read.js';
import { changed } from './read-errors.js';
import type { RowFile, RowPiece } from './row-pieces.js';
import { storeUnpacked } from './stored-text.js';
import { openText } from './text-pieces.js';

/** How much is read at once. */
export interface PieceSize {
  /** Of unpacked text. */
  readonly bytes: number;
  /** Of a Parquet file. */
  readonly rows: number;
}

const USUAL: PieceSize = { bytes: 1 << 24, rows: 1 << 17 };

const nothing = async () => {};

/** A file that is held as a whole. */
async function wholeFile(options: ReadOptions): Promise<RowFile> {
  const file = await readData({ ...options, only: undefined });
  const { table, notes, unparsable, present } = file;
  const isOfCells = ({ tally }: ReadNote) => tally !== undefined;
  return {
    ...file,
    names: table.names,
    nRows: table.nRows,
    notes: notes.filter((note) => !isOfCells(note)),
    async *pieces() {
      yield { table, unparsable, present, notes: notes.filter(isOfCells) };
    },
    close: nothing,
  };
}

/** All pieces of a file; whoever looked it over has counted its rows. */
async function* allRows({ path, nRows, pieces }: Omit<RowFile, 'close'>): AsyncGenerator<RowPiece> {
  let nRead = 0;
  for await (const piece of pieces()) {
    nRead += piece.table.nRows;
    yield piece;
  }
  if (nRead !== nRows) throw changed(path);
}

/**
 * Opens a file of any size, or standard input. Parquet, CSV and JSON Lines in UTF-8, plain or packed, come in pieces;
 * what is small or written in another way is held as a whole.
 * @throws as `readData`, exit 130 when it is stopped; reading pieces, exit 4 when the file has changed meanwhile
 */
export async function openRows(options: ReadOptions, size: PieceSize = USUAL): Promise<RowFile> {
  const file = locate(options.path);
  const stored = await storeUnpacked({ ...file, signal: options.signal }, options.stdin, size.bytes);
  const close = stored.close;
  try {
    if (stored.kind === 'small') {
      const { stdin } = stored;
      return await wholeFile(file.path === STANDARD_INPUT ? { ...options, stdin } : options);
    }
    const opened =
      stored.kind === 'parquet'
        ? await openParquet(file, options, size.rows)
        : await openText(file, stored, options, size.bytes);
    if (opened) return { ...opened, pieces: () => allRows(opened), close };
    const whole = await wholeFile({ ...options, stdin: stored.raw() });
    await close();
    return whole;
  } catch (error) {
    await close();
    throw error;
  }
}

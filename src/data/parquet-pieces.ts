/** Parquet in pieces: DuckDB finds the rows of each in the file. */
import { availableParallelism } from 'node:os';
import type { ReadOptions } from './data-file.js';
import { isPattern, withDuck } from './duckdb.js';
import { hashFile } from './file-hash.js';
import type { Located } from './locate.js';
import { parquetSource, ROW_NUMBER } from './parquet-source.js';
import { readSource, refuseTextOptions } from './read.js';
import type { RowFile, RowPiece } from './row-pieces.js';

/** @returns null for a file that has to be read as a whole: small, or of a name that DuckDB takes for a pattern */
export async function openParquet(
  file: Located,
  options: ReadOptions,
  pieceRows: number,
): Promise<Omit<RowFile, 'close'> | null> {
  refuseTextOptions(options, 'Parquet');
  if (isPattern(file.resolved)) return null;
  const source = parquetSource(file.path, file.resolved);
  const { names, notes, nRows } = await withDuck(options.threads ?? availableParallelism(), async (duck) => ({
    ...(await source.shape(duck)),
    nRows: await source.countRows(duck),
  }));
  if (nRows <= pieceRows || names.includes(ROW_NUMBER)) return null;
  async function* pieces(): AsyncGenerator<RowPiece> {
    for (let first = 0; first < nRows; first += pieceRows) {
      const rows = { first, end: Math.min(nRows, first + pieceRows) };
      const piece = await readSource(parquetSource(file.path, file.resolved, rows), options);
      yield { ...piece, notes: piece.notes.filter(({ id }) => id !== 'nested-values') };
    }
  }
  return { ...file, ...(await hashFile(file.resolved)), format: source.format, names, nRows, notes, pieces };
}

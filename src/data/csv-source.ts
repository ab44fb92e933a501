/**
 * Delimited text. A scan of the bytes decides what only bytes tell (which delimiter? ragged? quoted?), DuckDB splits.
 * When the text has anything that the two would see differently, DuckDB reads a regular copy of it instead.
 */
import { shownNames } from '../core/shown-names.js';
import { loadCopy, loadCsv } from './cell-table.js';
import { type CellSource, textCell } from './cells.js';
import { headerNames, looksLikeData, positionNames } from './column-names.js';
import type { CsvText } from './csv-cursor.js';
import { chooseDialect } from './csv-dialect.js';
import { type CsvLayout, copyRegular, scanCsv } from './csv-layout.js';
import type { ReadNote, ReadOptions } from './data-file.js';
import { isPattern } from './duckdb.js';
import type { DecodedText } from './encoding.js';
import type { Input } from './input.js';
import { emptyFile } from './read-errors.js';
import { headerNote, shortRowsNote, singleQuotesNote } from './read-notes.js';

/** Header or data, names, and what is to be said about it. @throws exit 3 when no row is left */
export function readHeader(path: string, layout: CsvLayout, typed: boolean | null) {
  if (layout.nRecords === 0) throw emptyFile(path, 'it holds blank lines only');
  const header = typed ?? !looksLikeData(layout.firstRecord);
  const names = header ? headerNames(layout.firstRecord) : positionNames(layout.width);
  if (header && layout.nRecords === 1) {
    throw emptyFile(path, `it holds a header (${shownNames(names, 5)}) and no rows`);
  }
  const notes: ReadNote[] = [];
  if (typed === null && !header) notes.push(headerNote(layout.firstRecord));
  if (layout.nShort > 0) notes.push(shortRowsNote(layout));
  return { header, names, notes };
}

/** DuckDB can open the file by its path, and finds the text's bytes there, not those of another encoding. */
const isReadable = ({ onDisk, resolved }: Pick<Input, 'onDisk' | 'resolved'>, encoding: string): boolean =>
  onDisk && encoding === 'utf-8' && !isPattern(resolved);

/**
 * @param name the file's name, lower case, without `.gz` or `.zst`
 * @throws exit 2 for a bad delimiter, exit 3 when there are no rows, or one is longer than the first
 */
export function csvSource(
  input: Pick<Input, 'onDisk' | 'resolved' | 'packing'>,
  { text, start, encoding, notes: decodingNotes }: DecodedText,
  options: ReadOptions,
  name: string,
): CellSource {
  const known = options.format?.kind === 'csv' ? options.format : null;
  const { delimiter, quote } = known ?? chooseDialect(options.delimiter, name, text, start);
  const csv: CsvText = { bytes: text, start, delimiter: delimiter.charCodeAt(0), quote: quote.charCodeAt(0) };
  const layout = scanCsv(csv);
  const { header, names, notes } = readHeader(
    options.path,
    layout,
    known?.header ?? options.header ?? options.headerOtherwise ?? null,
  );
  const quoteNotes = quote === "'" ? [singleQuotesNote] : [];
  return {
    format: { kind: 'csv', encoding, delimiter, quote, header },
    shape: async () => ({ names, notes: [...decodingNotes, ...quoteNotes, ...notes] }),
    async load(duck, missing) {
      const { longestRecordBytes, nRecords, regular } = layout;
      const facts = { delimiter, header, longestRecordBytes, nRows: nRecords - (header ? 1 : 0) };
      if (regular && isReadable(input, encoding)) {
        await loadCsv(duck, { path: input.resolved, packing: input.packing }, facts, missing);
      } else await loadCopy(duck, facts, missing, (out) => copyRegular(csv, layout, out));
      return names.map(textCell);
    },
  };
}

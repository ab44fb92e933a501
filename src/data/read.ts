/**
 * Reading a data set: delimited text, plain or gzipped, to typed columns in shared memory.
 *
 * Two readers share the work. A scan of the bytes decides what only bytes tell (text at all? which delimiter? ragged?
 * quoted?) and DuckDB splits, counts and converts. When the text has anything that the two would see differently,
 * DuckDB reads a regular copy of it instead.
 */
import { availableParallelism } from 'node:os';
import type { ColumnReading } from '../core/column-reading.js';
import { type Column, countMissing, isNumeric, Table } from '../core/table.js';
import { foldBooleans } from './bool-column.js';
import { type CellSource, loadCells } from './cell-table.js';
import { headerNames, looksLikeData, positionNames } from './column-names.js';
import { type ColumnPlan, columnPlans } from './column-options.js';
import { type TypedColumn, typeColumns } from './column-types.js';
import { type CsvLayout, type CsvText, scanCsv } from './csv-layout.js';
import type { DataFile, ReadNote, ReadOptions } from './data-file.js';
import { chooseDelimiter } from './delimiter.js';
import { withDuck } from './duckdb.js';
import { extractColumns } from './extract-columns.js';
import { emptyFile, readText } from './file-text.js';
import { locate } from './locate.js';
import { headerNote, shortRowsNote, typingNotes, unfitNote } from './read-notes.js';
import { findSpellings } from './spellings.js';

/** DuckDB takes a path with one of these for a pattern of many files. */
const GLOB = /[*?[\]{}]/;

interface Cells {
  readonly columns: readonly Column[];
  readonly spellings: DataFile['spellings'];
  readonly readings: DataFile['readings'];
  readonly unparsable: DataFile['unparsable'];
  readonly notes: readonly ReadNote[];
}

/** Folds the columns declared `bool`, and says which cells were neither. */
function withBooleans(columns: readonly Column[]) {
  const notes: ReadNote[] = [];
  const unfitCounts = new Map<string, number>();
  const folded = columns.map((column) => {
    if (isNumeric(column) || column.type !== 'bool') return column;
    const nBefore = column.codes.length - countMissing(column);
    const { column: result, unfit } = foldBooleans(column);
    const nUnfit = nBefore - (result.codes.length - countMissing(result));
    if (nUnfit === 0) return result;
    notes.push(unfitNote(column.name, 'bool', nUnfit, nBefore, unfit.slice(0, 3)));
    unfitCounts.set(column.name, nUnfit);
    return result;
  });
  return { columns: folded, notes, unfitCounts };
}

/** How a column was read, for a reader of other rows. */
const readingOf = ({ type, quote }: TypedColumn, { declared, missing }: ColumnPlan): ColumnReading => ({
  type,
  declared,
  missing,
  quote,
});

function readCells(
  source: CellSource,
  names: readonly string[],
  plans: readonly ColumnPlan[],
  threads: number,
): Promise<Cells> {
  return withDuck(threads, async (duck) => {
    await loadCells(duck, source);
    const typed = await typeColumns(duck, plans);
    const nRows = source.layout.nRecords - (source.header ? 1 : 0);
    const extracted = await extractColumns(duck, typed, names, nRows);
    const spellings = await findSpellings(duck, extracted, typed);
    const notes = await typingNotes(duck, typed, extracted);
    const booleans = withBooleans(extracted.map(({ column }) => column));
    const unfitCounts = typed.flatMap(({ nUnfit }, at) => (nUnfit > 0 ? [[names[at], nUnfit] as const] : []));
    return {
      columns: booleans.columns,
      spellings,
      readings: new Map(typed.map((column, at) => [names[at], readingOf(column, plans[at])])),
      unparsable: new Map([...unfitCounts, ...booleans.unfitCounts]),
      notes: [...notes, ...booleans.notes],
    };
  });
}

/** Header or data, names, and what is to be said about it. @throws exit 3 when no row is left */
function readHeader(path: string, layout: CsvLayout, typed: boolean | null) {
  if (layout.nRecords === 0) throw emptyFile(path, 'it holds blank lines only');
  const header = typed ?? !looksLikeData(layout.firstRecord);
  const names = header ? headerNames(layout.firstRecord) : positionNames(layout.width);
  if (header && layout.nRecords === 1) {
    throw emptyFile(
      path,
      `it holds a header (${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}) and no rows`,
    );
  }
  const notes: ReadNote[] = [];
  if (typed === null && !header) notes.push(headerNote(layout.firstRecord));
  if (layout.nShort > 0) notes.push(shortRowsNote(layout));
  return { header, names, notes };
}

/**
 * Reads a whole file.
 * @throws exit 1 when it cannot be read; exit 2 for a file, column, type or delimiter that does not exist; exit 3 for
 * a file that is empty, binary, of another encoding, or has a row longer than the first
 */
export async function readData(options: ReadOptions): Promise<DataFile> {
  const file = locate(options.path);
  const { bytes, sha256, isGzip, encoding, text, start } = await readText(file, options.encoding ?? null);
  const name = file.resolved.toLowerCase().replace(/\.gz$/, '');
  const delimiter = chooseDelimiter(options.delimiter, name, text, start);
  const csv: CsvText = { bytes: text, start, delimiter: delimiter.charCodeAt(0) };
  const layout = scanCsv(csv);
  const { header, names, notes } = readHeader(options.path, layout, options.header);
  const plans = columnPlans(options, names);
  const { resolved } = file;
  const source: CellSource = {
    resolved,
    isGzip,
    asStored: encoding === 'utf-8' && !GLOB.test(resolved),
    text: csv,
    layout,
    header,
    missing: plans.map(({ missing }) => missing),
  };
  const cells = await readCells(source, names, plans, options.threads ?? availableParallelism());
  const nRows = layout.nRecords - (header ? 1 : 0);
  return {
    ...file,
    bytes,
    sha256,
    table: new Table(nRows, cells.columns),
    spellings: cells.spellings,
    readings: cells.readings,
    unparsable: cells.unparsable,
    format: { encoding, delimiter, header },
    notes: [...notes, ...cells.notes],
  };
}

/**
 * Reading a data set: delimited text, JSON or Parquet, plain or packed, from a file or from standard input, to typed
 * columns in shared memory. Each format brings its cells into one DuckDB table of text; what the cells mean is decided
 * there, by the same rules for all.
 */
import { symlink, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { ColumnReading } from '../core/column-reading.js';
import { usageError } from '../core/errors.js';
import { type Column, countMissing, isNumeric, Table } from '../core/table.js';
import { foldBooleans } from './bool-column.js';
import type { CellSource } from './cells.js';
import { type ColumnPlan, columnPlans } from './column-options.js';
import { type TypedColumn, typeColumns } from './column-types.js';
import { csvSource } from './csv-source.js';
import type { DataFile, ReadNote, ReadOptions } from './data-file.js';
import { type Duck, isPattern, withDuck } from './duckdb.js';
import { decodeText } from './encoding.js';
import { extractColumns } from './extract-columns.js';
import { isJson, isParquet } from './file-kind.js';
import { type Input, readInput } from './input.js';
import { jsonSource } from './json-source.js';
import { locate } from './locate.js';
import { parquetSource } from './parquet-source.js';
import { emptyFile } from './read-errors.js';
import { typingNotes, unfitNote } from './read-notes.js';
import { findSpellings } from './spellings.js';
import { withTempFolder } from './temp-folder.js';

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
    const tally = { type: 'bool', nCells: nUnfit, nPresent: nBefore, examples: unfit.slice(0, 3) } as const;
    notes.push(unfitNote(column.name, tally));
    unfitCounts.set(column.name, nUnfit);
    return result;
  });
  return { columns: folded, notes, unfitCounts };
}

/** How a column was read, for a reader of other rows. */
const readingOf = (
  { type, quote, spelling }: TypedColumn,
  { declared, missing }: ColumnPlan,
): ColumnReading => ({ type, declared, missing, quote, spelling: spelling?.id ?? null });

/** Nobody but the person knows whether 01/02/2024 is in January. (Dates read as in another file have its spelling.) */
function checkDeclaredDates(typed: readonly TypedColumn[], names: readonly string[]): void {
  const index = typed.findIndex(({ type, ambiguous }) => type === 'date' && ambiguous);
  if (index < 0) return;
  throw usageError(
    'ASSAY_DATE_ORDER',
    `--types ${names[index]}=date: its dates can be read with the day first and with the month first`,
    `name the order: --types '${names[index]}=date:dmy' or '${names[index]}=date:mdy'`,
  );
}

type Read = Pick<
  DataFile,
  'table' | 'spellings' | 'readings' | 'unparsable' | 'format' | 'notes' | 'present'
>;

/** The columns of a file that are read, with what is known of them before their cells are looked at. */
async function loadCells(duck: Duck, source: CellSource, allNames: readonly string[], options: ReadOptions) {
  const allPlans = columnPlans(options, allNames);
  const allCells = await source.load(
    duck,
    allPlans.map(({ missing }) => missing),
  );
  const isRead = (_: unknown, at: number) => options.only?.has(allNames[at]) ?? true;
  return {
    names: allNames.filter(isRead),
    plans: allPlans.filter(isRead),
    cells: allCells.filter(isRead),
  };
}

/** Cells of a source as columns. @throws as `readData` has it */
async function readCells(duck: Duck, source: CellSource, options: ReadOptions): Promise<Read> {
  const { names: allNames, notes } = await source.shape(duck);
  const { names, plans, cells } = await loadCells(duck, source, allNames, options);
  const typed = await typeColumns(duck, cells, plans);
  checkDeclaredDates(typed, names);
  const [[nRows]] = await duck.rows('select count(*)::double from cells');
  const extracted = await extractColumns(duck, typed, names, nRows as number);
  const spellings = await findSpellings(duck, extracted, typed);
  const cellNotes = await typingNotes(duck, typed, extracted);
  const booleans = withBooleans(extracted.map(({ column }) => column));
  const unfitCounts = typed.flatMap(({ nUnfit }, at) => (nUnfit > 0 ? [[names[at], nUnfit] as const] : []));
  return {
    table: new Table(nRows as number, booleans.columns),
    spellings,
    readings: new Map(typed.map((column, at) => [names[at], readingOf(column, plans[at])])),
    unparsable: new Map([...unfitCounts, ...booleans.unfitCounts]),
    format: source.format,
    notes: [...notes, ...cellNotes, ...booleans.notes],
    present: new Map(typed.map(({ nPresent }, at) => [names[at], nPresent])),
  };
}

/** Cells of a source as columns, in a DuckDB of its own. @throws as `readData` has it */
export const readSource = (source: CellSource, options: ReadOptions): Promise<Read> =>
  withDuck(options.threads ?? availableParallelism(), (duck) => readCells(duck, source, options));

/** Options of delimited text, given for a file that is none. @throws exit 2 */
export function refuseTextOptions({ path, delimiter, encoding, header }: ReadOptions, kind: string): void {
  const typed = [
    delimiter === null ? null : '--delimiter',
    (encoding ?? null) === null ? null : '--encoding',
    header === null ? null : header ? '--header' : '--no-header',
  ].find((option) => option !== null);
  if (typed === undefined) return;
  throw usageError(
    'ASSAY_NOT_DELIMITED',
    `${typed} is for CSV and TSV; "${path}" is ${kind}`,
    `leave ${typed} out`,
  );
}

/** @throws exit 2 or 3, as the formats have it */
function textSource(input: Input, content: Uint8Array, options: ReadOptions): CellSource {
  if (content.length === 0) throw emptyFile(options.path);
  const name = input.resolved.toLowerCase().replace(/\.(gz|zst)$/, '');
  const text = decodeText(options.path, content, options.encoding ?? null);
  const { format } = options;
  if (format ? format.kind !== 'json' : !isJson(text.text, text.start, name)) {
    return csvSource(input, text, options, name);
  }
  refuseTextOptions(options, 'JSON');
  return jsonSource(options.path, text);
}

/** The path of a Parquet file that DuckDB takes for no pattern: its own, or one in a folder that is gone afterwards. */
function withParquetPath<T>({ content, resolved }: Input, use: (path: string) => Promise<T>): Promise<T> {
  if (content === null && !isPattern(resolved)) return use(resolved);
  return withTempFolder((folder) => {
    const path = join(folder, 'data.parquet');
    const stored = content === null ? symlink(resolved, path) : writeFile(path, content, { mode: 0o600 });
    return stored.then(() => use(path));
  });
}

/**
 * Reads a whole file, or standard input.
 * @throws exit 1 when it cannot be read; exit 2 for a file, column, type, encoding or delimiter that does not exist;
 * exit 3 for a file that is empty, binary, broken or damaged, or has a row longer than the first
 */
export async function readData(options: ReadOptions): Promise<DataFile> {
  const file = locate(options.path);
  const input = await readInput(file, options.stdin);
  const { bytes, sha256, content } = input;
  if (content !== null && !isParquet(content)) {
    return { ...file, bytes, sha256, ...(await readSource(textSource(input, content, options), options)) };
  }
  refuseTextOptions(options, 'Parquet');
  const found = await withParquetPath(input, (path) =>
    readSource(parquetSource(options.path, path), options),
  );
  return { ...file, bytes, sha256, ...found };
}

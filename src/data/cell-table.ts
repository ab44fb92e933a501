/** The file's cells as a DuckDB table of text: `cells(c0, c1, …)`, NULL = missing, rows in the file's order. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runtimeError } from '../core/errors.js';
import { type CsvLayout, type CsvText, regularCopy } from './csv-layout.js';
import { type Duck, literal } from './duckdb.js';

/** DuckDB refuses a longer line unless told. */
const DEFAULT_MAX_LINE_BYTES = 2_000_000;

export interface CellSource {
  /** The file on disk; read as it is when its layout is regular and `asStored` holds. */
  readonly resolved: string;
  readonly isGzip: boolean;
  /** DuckDB can open the file by its path, and finds the text's bytes there, not those of another encoding. */
  readonly asStored: boolean;
  readonly text: CsvText;
  readonly layout: CsvLayout;
  readonly header: boolean;
  /** By column: the texts that mean missing. */
  readonly missing: readonly (readonly string[])[];
}

/** The column of `cells` at a position. */
export const cellName = (index: number): string => `c${index}`;

/** `expression`, or NULL when it is one of `missing`. (Not `IN`: over many columns it costs a join each.) */
export function orMissing(expression: string, missing: readonly string[]): string {
  if (missing.length === 0) return expression;
  return `case when list_contains([${missing.map(literal).join(', ')}], ${expression}) then null else ${expression} end`;
}

/**
 * The one list that DuckDB may look for while it parses, the cheapest place; null when columns have lists of their own
 * or a text holds what DuckDB forbids there.
 */
function commonMissing({ missing, text }: CellSource): readonly string[] | null {
  const [first = []] = missing;
  const forbidden = new Set(['"', '\n', '\r', String.fromCharCode(text.delimiter)]);
  const isPlain = first.every((marker) => ![...marker].some((character) => forbidden.has(character)));
  return isPlain && missing.every((list) => list === first) ? first : null;
}

function readCsvSql(path: string, source: CellSource, isCopy: boolean): string {
  const { text, layout, header, missing } = source;
  const nulls = ['', ...(commonMissing(source) ?? [])].map(literal).join(', ');
  const options = [
    'auto_detect = false, all_varchar = true, strict_mode = true, allow_quoted_nulls = true',
    `header = ${header}, delim = ${literal(String.fromCharCode(text.delimiter))}, nullstr = [${nulls}]`,
    `quote = '"', escape = '"', comment = ''`,
    `parallel = ${!isCopy}, compression = ${source.isGzip && !isCopy ? "'gzip'" : "'none'"}`,
    `columns = {${missing.map((_, index) => `'${cellName(index)}': 'VARCHAR'`).join(', ')}}`,
  ];
  // A copy may be longer than its source: quotes are doubled, rows are filled.
  const maxLineBytes = 2 * layout.longestRecordBytes + 3 * layout.width;
  if (maxLineBytes > DEFAULT_MAX_LINE_BYTES) options.push(`max_line_size = ${maxLineBytes}`);
  return `read_csv(${literal(path)}, ${options.join(', ')})`;
}

async function createCells(duck: Duck, path: string, source: CellSource, isCopy: boolean): Promise<void> {
  const isCommon = commonMissing(source) !== null;
  const columns = source.missing.map((missing, index) => {
    const cell = cellName(index);
    return `${isCommon ? cell : orMissing(cell, missing)} as ${cell}`;
  });
  await duck.run(
    `create temp table cells as select ${columns.join(', ')} from ${readCsvSql(path, source, isCopy)}`,
  );
}

/** Through a regular copy in a folder of its own, readable by nobody else and gone afterwards. */
async function createFromCopy(duck: Duck, source: CellSource): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-'));
  try {
    const path = join(folder, 'cells.csv');
    await writeFile(path, regularCopy(source.text, source.layout), { mode: 0o600 });
    await createCells(duck, path, source, true);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws exit 1 when DuckDB sees other rows than the scan did: a fault of assay, never of the file */
export async function loadCells(duck: Duck, source: CellSource): Promise<void> {
  if (source.layout.regular && source.asStored) await createCells(duck, source.resolved, source, false);
  else await createFromCopy(duck, source);
  const [[nRows]] = await duck.rows('select count(*)::double from cells');
  const expected = source.layout.nRecords - (source.header ? 1 : 0);
  if (nRows === expected) return;
  throw runtimeError(
    'ASSAY_ROWS_DIFFER',
    `${nRows} rows were read where the file has ${expected}`,
    'please report this file',
  );
}

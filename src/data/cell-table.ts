/** `cells` from CSV that DuckDB can read as it stands: a file, or a regular copy in a folder of its own. */
import { join } from 'node:path';
import { runtimeError } from '../core/errors.js';
import { cellName, orMissing } from './cells.js';
import { CellsFile } from './cells-file.js';
import { type Duck, literal } from './duckdb.js';
import { withTempFolder } from './temp-folder.js';

/** DuckDB refuses a longer line unless told. */
const DEFAULT_MAX_LINE_BYTES = 2_000_000;

export interface CsvFacts {
  readonly delimiter: string;
  readonly header: boolean;
  /** Without the header. */
  readonly nRows: number;
  readonly longestRecordBytes: number;
}

/** A file on disk, as it is. */
export interface StoredCsv {
  readonly path: string;
  readonly packing: 'none' | 'gzip' | 'zstd';
}

/** By column: the texts that mean missing. */
type Missing = readonly (readonly string[])[];

/**
 * The one list that DuckDB may look for while it parses, the cheapest place; null when columns have lists of their own
 * or a text holds what DuckDB forbids there.
 */
function commonMissing(missing: Missing, delimiter: string): readonly string[] | null {
  const [first = []] = missing;
  const forbidden = new Set(['"', '\n', '\r', delimiter]);
  const isPlain = first.every((marker) => ![...marker].some((character) => forbidden.has(character)));
  return isPlain && missing.every((list) => list.join('\n') === first.join('\n')) ? first : null;
}

function readCsvSql(csv: StoredCsv, facts: CsvFacts, missing: Missing, isCopy: boolean): string {
  const { delimiter, header, longestRecordBytes } = facts;
  const nulls = ['', ...(commonMissing(missing, delimiter) ?? [])].map(literal).join(', ');
  const options = [
    'auto_detect = false, all_varchar = true, strict_mode = true, allow_quoted_nulls = true',
    `header = ${header}, delim = ${literal(delimiter)}, nullstr = [${nulls}]`,
    `quote = '"', escape = '"', comment = ''`,
    `parallel = ${!isCopy}, compression = ${literal(csv.packing)}`,
    `columns = {${missing.map((_, index) => `'${cellName(index)}': 'VARCHAR'`).join(', ')}}`,
  ];
  // A copy may be longer than its source: quotes are doubled, rows are filled.
  const maxLineBytes = 2 * longestRecordBytes + 3 * missing.length;
  if (maxLineBytes > DEFAULT_MAX_LINE_BYTES) options.push(`max_line_size = ${maxLineBytes}`);
  return `read_csv(${literal(csv.path)}, ${options.join(', ')})`;
}

/**
 * @param isCopy lines may hold line ends in quotes, so that only one thread can read them
 * @throws exit 1 when DuckDB sees other rows than the scan did: a fault of assay, never of the file
 */
export async function loadCsv(
  duck: Duck,
  csv: StoredCsv,
  facts: CsvFacts,
  missing: Missing,
  isCopy = false,
): Promise<void> {
  const isCommon = commonMissing(missing, facts.delimiter) !== null;
  const columns = missing.map((list, index) => {
    const cell = cellName(index);
    return `${isCommon ? cell : orMissing(cell, list)} as ${cell}`;
  });
  const from = readCsvSql(csv, facts, missing, isCopy);
  await duck.run(`create temp table cells as select ${columns.join(', ')} from ${from}`);
  const [[nRows]] = await duck.rows('select count(*)::double from cells');
  if (nRows === facts.nRows) return;
  throw runtimeError(
    'ASSAY_ROWS_DIFFER',
    `${nRows} rows were read where the file has ${facts.nRows}`,
    'please report this file',
  );
}

/** Through a regular copy that is gone afterwards. @param write fills it, header first if the facts name one */
export function loadCopy(
  duck: Duck,
  facts: CsvFacts,
  missing: Missing,
  write: (out: CellsFile) => void,
): Promise<void> {
  return withTempFolder(async (folder) => {
    const path = join(folder, 'cells.csv');
    const out = new CellsFile(path, facts.delimiter.charCodeAt(0));
    try {
      write(out);
    } finally {
      out.end();
    }
    await loadCsv(duck, { path, packing: 'none' }, facts, missing, true);
  });
}

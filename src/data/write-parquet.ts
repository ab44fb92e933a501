/**
 * A table as Parquet that reads back as the same table: numbers as DOUBLE, or BIGINT where all are whole, dates as DATE or
 * TIMESTAMP, all else as text; missing is null. DuckDB writes it from the CSV of the same table, in one thread, so that the
 * same table gives the same bytes.
 */

import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { usageError } from '../core/errors.js';
import { type Column, isNumeric, type NumericColumn, type Table } from '../core/table.js';
import { cellName } from './cells.js';
import { literal, withDuck } from './duckdb.js';
import { withTempFolder } from './temp-folder.js';
import { csvChunks } from './write-csv.js';

/** Of whole numbers beyond, a double holds some only. */
const MOST_WHOLE = Number.MAX_SAFE_INTEGER;
/** A line longer than a program would write is DuckDB's to read as well. */
const MOST_LINE = 1 << 27;

const isWhole = ({ integer, values }: NumericColumn) =>
  integer && values.every((value) => Number.isNaN(value) || Math.abs(value) <= MOST_WHOLE);

function sqlType(column: Column): string {
  if (!isNumeric(column)) return 'VARCHAR';
  if (column.type === 'date') return column.integer ? 'DATE' : 'TIMESTAMP';
  return isWhole(column) ? 'BIGINT' : 'DOUBLE';
}

const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** DuckDB does not tell such names apart. */
function checkNames(names: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const other = seen.get(name.toLowerCase());
    seen.set(name.toLowerCase(), name);
    if (other === undefined) continue;
    throw usageError(
      'ASSAY_PARQUET_NAMES',
      `Parquet: the columns "${other}" and "${name}" differ in case alone`,
      'write a CSV: -o FILE.csv',
    );
  }
}

function copySql({ columns }: Table, csv: string, parquet: string): string {
  const cells = columns.map((_, i) => `${literal(cellName(i))}: 'VARCHAR'`);
  const selected = columns.map((column, i) => {
    const cell = cellName(i);
    return `cast(${cell} as ${sqlType(column)}) as ${identifier(column.name)}`;
  });
  const options = [
    "header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', new_line = '\\n'",
    `nullstr = '', allow_quoted_nulls = false, max_line_size = ${MOST_LINE}`,
    `columns = {${cells.join(', ')}}`,
  ];
  const from = `read_csv(${literal(csv)}, ${options.join(', ')})`;
  return `copy (select ${selected.join(', ')} from ${from}) to ${literal(parquet)} (format parquet, compression zstd)`;
}

/** @throws AssayError exit 2 for names that Parquet's writer cannot tell apart, exit 1 when DuckDB or the disk fails */
export async function parquetBytes(table: Table): Promise<Uint8Array> {
  checkNames(table.names);
  return withTempFolder(async (folder) => {
    const [csv, parquet] = ['table.csv', 'table.parquet'].map((name) => join(folder, name));
    await pipeline(Readable.from(csvChunks(table)), createWriteStream(csv));
    await withDuck(1, (duck) => duck.run(copySql(table, csv, parquet)));
    return readFile(parquet);
  });
}

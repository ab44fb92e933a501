/** Parquet: numbers and dates as the file has them, all else by its text. */
import { dataError } from '../core/errors.js';
import { type CellColumn, type CellSource, cellName, orMissing } from './cells.js';
import { headerNames } from './column-names.js';
import type { ReadNote } from './data-file.js';
import { type Duck, literal } from './duckdb.js';
import { emptyFile } from './read-errors.js';

const MICROS_PER_DAY = 86_400_000_000;
/** A whole number of more digits keeps its exponent. */
const MAX_WHOLE = 1e15;

const FLOATS = /^(FLOAT|DOUBLE)$/;
const NUMBERS = /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL\(.*\)|BIGNUM)$/;
const DATES = /^(DATE|TIMESTAMP.*)$/;
const NESTED = /(\[\d*\]$|^STRUCT\(|^MAP\(|^UNION\(|^JSON$|^VARIANT$)/;

/** SQL: the text of a value; of a whole number in floating point without `.0`. */
function textSql(cell: string, type: string): string {
  if (FLOATS.test(type)) {
    return `case when ${cell} = trunc(${cell}) and abs(${cell}) < ${MAX_WHOLE} then ${cell}::bigint::varchar else ${cell}::varchar end`;
  }
  if (NESTED.test(type)) return `to_json(${cell})::varchar`;
  return type === 'BLOB' ? `coalesce(try(decode(${cell})), ${cell}::varchar)` : `${cell}::varchar`;
}

/** The missing texts that a number can be. */
const missingNumbers = (missing: readonly string[]) => missing.map(Number).filter(Number.isFinite);

/** The missing texts that a date can be. */
const missingDates = (missing: readonly string[]) => missing.filter((text) => /^\d/.test(text));

/** SQL: what is kept in `cells`; missing is NULL. */
function storedSql(cell: string, type: string, missing: readonly string[]): string {
  if (NUMBERS.test(type)) {
    const numbers = missingNumbers(missing).map((value) => `${cell}::double = ${value}`);
    const blank = FLOATS.test(type) ? [`isnan(${cell})`] : [];
    const conditions = [...blank, ...numbers];
    return conditions.length > 0 ? `case when ${conditions.join(' or ')} then null else ${cell} end` : cell;
  }
  if (DATES.test(type)) {
    const isMissing = missingDates(missing).map((text) => `${cell}::varchar = ${literal(text)}`);
    return isMissing.length > 0 ? `case when ${isMissing.join(' or ')} then null else ${cell} end` : cell;
  }
  const text = textSql(cell, type);
  const filled = type === 'BOOLEAN' ? text : `case when trim(${text}, ' \t') <> '' then ${text} end`;
  return orMissing(filled, missing);
}

function cellColumn(index: number, type: string): CellColumn {
  const cell = cellName(index);
  if (NUMBERS.test(type)) {
    return { text: textSql(cell, type), native: { type: 'number', value: `${cell}::double` } };
  }
  if (DATES.test(type)) {
    const value = `(epoch_us(${cell})::double / ${MICROS_PER_DAY}::double)`;
    return { text: `${cell}::varchar`, native: { type: 'date', value } };
  }
  return { text: cell, native: null };
}

const nestedNote = (names: readonly string[]): ReadNote => ({
  id: 'nested-values',
  severity: 'note',
  columns: names,
  message: `${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}: lists and structures are kept as JSON text`,
});

/** What DuckDB says of a file that it cannot read, in one line. */
function damaged(path: string, stored: string, cause: unknown): unknown {
  if (!(cause instanceof Error) || /^Out of Memory/i.test(cause.message)) return cause;
  const [line] = cause.message.split('\n');
  const what = line.replace(/^[\w ]+ Error: /, '').replaceAll(stored, path);
  return dataError(
    'ASSAY_DAMAGED',
    `"${path}" is a damaged Parquet file: ${what}`,
    'write or download it again',
    cause,
  );
}

/** Rows of a file: from `first` to before `end`. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

/** The column that DuckDB adds on demand; a file that has one of the name cannot be read in ranges. */
export const ROW_NUMBER = 'file_row_number';

/** SQL: a file, or some of its rows. */
function fromSql(stored: string, rows: RowRange | null): string {
  const file = `read_parquet(${literal(stored)}, hive_partitioning = false`;
  if (rows === null) return `${file})`;
  const numbered = `${file}, ${ROW_NUMBER} = true)`;
  return `(select * exclude (${ROW_NUMBER}) from ${numbered} where ${ROW_NUMBER} >= ${rows.first} and ${ROW_NUMBER} < ${rows.end})`;
}

/** A Parquet file, which knows how many rows it has. */
export interface ParquetSource extends CellSource {
  countRows(duck: Duck): Promise<number>;
}

/**
 * @param path as typed  @param stored where DuckDB finds the file: a path without signs of a pattern
 * @param rows null: all
 */
export function parquetSource(path: string, stored: string, rows: RowRange | null = null): ParquetSource {
  const from = fromSql(stored, rows);
  let types: string[] = [];
  const query = async <T>(ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (cause) {
      throw damaged(path, stored, cause);
    }
  };
  return {
    format: { kind: 'parquet' },
    async shape(duck: Duck) {
      const described = await query(() => duck.rows(`describe select * from ${from}`));
      types = described.map(([, type]) => type as string);
      const names = headerNames(described.map(([name]) => name as string));
      const nested = names.filter((_, index) => NESTED.test(types[index]));
      return { names, notes: nested.length > 0 ? [nestedNote(nested)] : [] };
    },
    async countRows(duck) {
      const [[nRows]] = await query(() => duck.rows(`select count(*)::double from ${from}`));
      return nRows as number;
    },
    async load(duck, missing) {
      const cells = types.map((_, index) => cellName(index));
      const selected = types.map(
        (type, index) => `${storedSql(cells[index], type, missing[index])} as ${cells[index]}`,
      );
      const select = `select ${selected.join(', ')} from ${from} as t(${cells.join(', ')})`;
      await query(() => duck.run(`create temp table cells as ${select}`));
      const [[nRows]] = await duck.rows('select count(*)::double from cells');
      if (nRows === 0) throw emptyFile(path, `it has ${types.length} columns and no rows`);
      return types.map((type, index) => cellColumn(index, type));
    },
  };
}

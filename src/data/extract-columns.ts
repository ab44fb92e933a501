/** From DuckDB's table of text to columns in shared memory, in one ordered pass over the rows. */
import {
  type CodedColumn,
  type Column,
  type NumericColumn,
  sharedFloats,
  sharedInts,
} from '../core/table.js';
import type { TypedColumn } from './column-types.js';
import type { Duck } from './duckdb.js';

const typeName = (index: number) => `levels_${index}`;

/** Levels of a coded column in code unit order, and what DuckDB's codes become. */
interface Dictionary {
  readonly levels: readonly string[];
  /** [DuckDB's code + 1], so that missing (-1) is found at 0. */
  readonly codeOf: Int32Array;
}

/** DuckDB sorts by UTF-8 bytes, which is code unit order but for characters beyond U+FFFF. */
async function createDictionary(duck: Duck, index: number, text: string): Promise<Dictionary> {
  const name = typeName(index);
  await duck.run(
    `create type ${name} as enum (select distinct ${text} as level from cells where level is not null order by level)`,
  );
  // A text that begins with U+FEFF would lose it on the way to JavaScript; behind a letter it does not.
  const rows = await duck.rows(`select 'x' || unnest(enum_range(null::${name}))::varchar`);
  const stored = rows.map(([level]) => (level as string).slice(1));
  const levels = [...stored].sort();
  const rank = new Map(levels.map((level, code) => [level, code]));
  return { levels, codeOf: Int32Array.from([-1, ...stored.map((level) => rank.get(level) ?? -1)]) };
}

/** Column and how many of its values were infinite; these are now missing. */
function numericColumn(name: string, type: NumericColumn['type'], values: Float64Array): Extracted {
  let integer = true;
  let nInfinite = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (Number.isInteger(value))
      values[row] = value + 0; // no negative zero
    else if (Number.isFinite(value)) integer = false;
    else {
      if (!Number.isNaN(value)) nInfinite++;
      values[row] = Number.NaN;
    }
  }
  return { column: { name, type, integer, values }, nInfinite };
}

/** SQL for a column that eachChunk can hand out without nulls. */
const valueSql = (column: TypedColumn, index: number): string =>
  column.type === 'number' || column.type === 'date'
    ? `coalesce(${column.value}, 'nan'::double)`
    : `coalesce(enum_code((${column.text})::${typeName(index)})::integer, -1)`;

export interface Extracted {
  readonly column: Column;
  /** Infinite cells of a number column, counted as missing. */
  readonly nInfinite: number;
}

const isNumericType = ({ type }: TypedColumn): boolean => type === 'number' || type === 'date';

async function createDictionaries(duck: Duck, typed: readonly TypedColumn[]): Promise<(Dictionary | null)[]> {
  const dictionaries: (Dictionary | null)[] = [];
  for (const [index, column] of typed.entries()) {
    const isCoded = !isNumericType(column) && column.nPresent > 0;
    dictionaries.push(isCoded ? await createDictionary(duck, index, column.text) : null);
  }
  return dictionaries;
}

/** All missing until DuckDB's values are copied in. */
const emptyTarget = (column: TypedColumn, nRows: number): Float64Array | Int32Array =>
  isNumericType(column) ? sharedFloats(nRows).fill(Number.NaN) : sharedInts(nRows).fill(-1);

/** @returns by column, all of `nRows` rows; `bool` columns still with every text as a level */
export async function extractColumns(
  duck: Duck,
  typed: readonly TypedColumn[],
  names: readonly string[],
  nRows: number,
): Promise<Extracted[]> {
  const dictionaries = await createDictionaries(duck, typed);
  const targets = typed.map((column) => emptyTarget(column, nRows));
  const wanted = typed.flatMap(({ nPresent }, index) => (nPresent > 0 ? [index] : []));
  if (wanted.length > 0) {
    const select = wanted.map((index) => valueSql(typed[index], index)).join(', ');
    await duck.eachChunk(`select ${select} from cells`, (columns, firstRow) => {
      for (const [at, index] of wanted.entries()) targets[index].set(columns[at], firstRow);
    });
  }
  return typed.map(({ type }, index): Extracted => {
    const target = targets[index];
    const name = names[index];
    if (type === 'number' || type === 'date') return numericColumn(name, type, target as Float64Array);
    return { column: codedColumn(name, type, target as Int32Array, dictionaries[index]), nInfinite: 0 };
  });
}

function codedColumn(
  name: string,
  type: CodedColumn['type'],
  codes: Int32Array,
  dictionary: Dictionary | null,
): CodedColumn {
  if (dictionary === null) return { name, type, codes, levels: [] };
  const { levels, codeOf } = dictionary;
  for (let row = 0; row < codes.length; row++) codes[row] = codeOf[codes[row] + 1];
  return { name, type, codes, levels };
}

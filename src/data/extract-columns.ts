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
  const stored = (await duck.rows(`select unnest(enum_range(null::${name}))`)).map(
    ([level]) => level as string,
  );
  const levels = [...stored].sort();
  const rank = new Map(levels.map((level, code) => [level, code]));
  return { levels, codeOf: Int32Array.from([-1, ...stored.map((level) => rank.get(level) ?? -1)]) };
}

function numericColumn(name: string, type: NumericColumn['type'], values: Float64Array): NumericColumn {
  let integer = true;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (Number.isInteger(value))
      values[row] = value + 0; // no negative zero
    else if (Number.isFinite(value)) integer = false;
    else values[row] = Number.NaN;
  }
  return { name, type, integer, values };
}

/** SQL for a column that eachChunk can hand out without nulls. */
const valueSql = (column: TypedColumn, index: number): string =>
  column.type === 'number' || column.type === 'date'
    ? `coalesce(${column.value}, 'nan'::double)`
    : `coalesce(enum_code((${column.text})::${typeName(index)})::integer, -1)`;

/** @returns by column, all of `nRows` rows; `bool` columns still with every text as a level */
export async function extractColumns(
  duck: Duck,
  typed: readonly TypedColumn[],
  names: readonly string[],
  nRows: number,
): Promise<Column[]> {
  const dictionaries: (Dictionary | null)[] = [];
  for (const [index, { type, text, nPresent }] of typed.entries()) {
    const isCoded = type !== 'number' && type !== 'date';
    dictionaries.push(isCoded && nPresent > 0 ? await createDictionary(duck, index, text) : null);
  }
  const targets = typed.map(({ type }) =>
    type === 'number' || type === 'date' ? sharedFloats(nRows) : sharedInts(nRows).fill(-1),
  );
  const wanted = typed.flatMap(({ nPresent }, index) => (nPresent > 0 ? [index] : []));
  for (const [index, target] of targets.entries()) if (typed[index].nPresent === 0) fillMissing(target);
  if (wanted.length > 0) {
    const select = wanted.map((index) => valueSql(typed[index], index)).join(', ');
    await duck.eachChunk(`select ${select} from cells`, (columns, firstRow) => {
      for (const [at, index] of wanted.entries()) targets[index].set(columns[at], firstRow);
    });
  }
  return typed.map(({ type }, index): Column => {
    const target = targets[index];
    if (type === 'number' || type === 'date')
      return numericColumn(names[index], type, target as Float64Array);
    return codedColumn(names[index], type, target as Int32Array, dictionaries[index]);
  });
}

function fillMissing(target: Float64Array | Int32Array): void {
  target.fill(target instanceof Float64Array ? Number.NaN : -1);
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

/** How the file writes the few values of a number column: labels are the cells' text, `1.0` or `1`. */
import { isNumeric } from '../core/table.js';
import type { TypedColumn } from './column-types.js';
import type { Duck } from './duckdb.js';
import type { Extracted } from './extract-columns.js';

/** A column with more distinct values has no spellings. */
const MAX_DISTINCT = 100;

/** The first row of each distinct value, in order of appearance; null when there are too many. */
function firstRows(values: Float64Array): Map<number, number> | null {
  const rows = new Map<number, number>();
  let previous = Number.NaN;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === previous || Number.isNaN(value)) continue;
    previous = value;
    if (rows.has(value)) continue;
    if (rows.size === MAX_DISTINCT) return null;
    rows.set(value, row);
  }
  return rows;
}

/** For each number column of up to 100 distinct values: value → text of the first cell that has it. */
export async function findSpellings(
  duck: Duck,
  extracted: readonly Extracted[],
  typed: readonly TypedColumn[],
): Promise<Map<string, Map<number, string>>> {
  const found = extracted.flatMap(({ column }, index) => {
    const rows = isNumeric(column) && column.type === 'number' ? firstRows(column.values) : null;
    return rows ? [{ name: column.name, text: typed[index].text, rows }] : [];
  });
  const wanted = [...new Set(found.flatMap(({ rows }) => [...rows.values()]))];
  if (wanted.length === 0) return new Map(found.map(({ name }) => [name, new Map()]));
  const texts = await duck.rows(
    `select rowid::double, ${found.map(({ text }) => text).join(', ')} from cells where rowid in (${wanted.join(', ')})`,
  );
  const rowOf = new Map(texts.map((row) => [row[0] as number, row]));
  return new Map(
    found.map(({ name, rows }, at) => [
      name,
      new Map([...rows].map(([value, row]) => [value, rowOf.get(row)?.[at + 1] as string])),
    ]),
  );
}

/** Columns from plain values: for recipes and small derived tables. The values are copied into shared memory. */
import { type CodedColumn, type NumericColumn, sharedFloats, sharedInts } from './table.js';

/** @param cells [nRows] finite numbers or days since 1970; null or NaN = missing */
export function numericColumn(
  name: string,
  cells: ArrayLike<number | null>,
  type: NumericColumn['type'] = 'number',
): NumericColumn {
  const values = sharedFloats(cells.length);
  let integer = true;
  for (let row = 0; row < values.length; row++) {
    const value = cells[row] ?? Number.NaN;
    values[row] = value;
    if (!Number.isNaN(value) && !Number.isInteger(value)) integer = false;
  }
  return { name, type, values, integer };
}

/** @param cells [nRows] text; null = missing. Levels are those present, in code unit order. */
export function codedColumn(
  name: string,
  cells: readonly (string | null)[],
  type: CodedColumn['type'] = 'category',
): CodedColumn {
  const levels = [...new Set(cells)].filter((cell) => cell !== null).sort();
  const codeOf = new Map<string | null, number>(levels.map((level, code) => [level, code]));
  const codes = sharedInts(cells.length);
  for (let row = 0; row < codes.length; row++) codes[row] = codeOf.get(cells[row]) ?? -1;
  return { name, type, codes, levels };
}

/**
 * Columns left out by default, with the reason. Decided on the whole table from the column alone: the target is not
 * looked at, so the decision may be shared by all folds.
 */
import { type CodedColumn, type Column, isMissing, isNumeric, type NumericColumn } from './table.js';

const ID_FROM_ROWS = 20;
const LEVELS_FLOOR = 50;
const LEVELS_SHARE = 0.05;
const ID_NAME = /^(id|index|key)$|id$/i;

/** All present cells are the same value and none is missing (a missing cell among them is information). */
export function isConstant(column: Column, nRows: number): boolean {
  const cells = isNumeric(column) ? column.values : column.codes;
  for (let row = 0; row < nRows; row++) if (cells[row] !== cells[0]) return false;
  return nRows > 0 && !isMissing(column, 0);
}

function isAllMissing(column: Column, nRows: number): boolean {
  for (let row = 0; row < nRows; row++) if (!isMissing(column, row)) return false;
  return true;
}

/** What one pass over the cells present tells. */
interface Extent {
  readonly nPresent: number;
  readonly low: number;
  readonly high: number;
  /** Each cell is larger than the one present before it. */
  readonly rises: boolean;
}

function extentOf(values: Float64Array): Extent {
  let nPresent = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let rises = true;
  let previous = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (Number.isNaN(value)) continue;
    nPresent++;
    if (value < low) low = value;
    if (value > high) high = value;
    if (value <= previous) rises = false;
    previous = value;
  }
  return { nPresent, low, high, rises };
}

/** Are the whole numbers present all distinct, from their least to their greatest without a gap, in any order? O(cells). */
function fillsRange(values: Float64Array, { nPresent, low, high }: Extent): boolean {
  if (high - low + 1 !== nPresent) return false;
  const seen = new Uint8Array(nPresent);
  for (const value of values) if (!Number.isNaN(value)) seen[value - low] = 1;
  return !seen.includes(0);
}

/** O(cells log cells). */
function allDistinct(values: Float64Array, { nPresent }: Extent): boolean {
  const sorted = values.slice().sort(); // NaN last
  for (let i = 1; i < nPresent; i++) if (sorted[i] === sorted[i - 1]) return false;
  return true;
}

/** What makes whole numbers an id, as a phrase; null when nothing does. */
function numberIdClause({ name, values }: NumericColumn): string | null {
  const extent = extentOf(values);
  if (extent.nPresent < 2) return null;
  if (extent.rises) return 'whole numbers rising through the file';
  if (fillsRange(values, extent)) return 'all distinct whole numbers without gaps';
  return ID_NAME.test(name) && allDistinct(values, extent) ? 'all distinct, and named like an id' : null;
}

function textAllDistinct({ codes, levels }: CodedColumn): boolean {
  const seen = new Uint8Array(levels.length);
  let present = 0;
  for (const code of codes) {
    if (code < 0) continue;
    if (seen[code] === 1) return false;
    seen[code] = 1;
    present++;
  }
  return present > 1;
}

/** Why the column looks like an identifier, as a phrase; null when it does not. Never for dates, booleans or under 20 rows. */
export function idClause(column: Column, nRows: number): string | null {
  if (nRows < ID_FROM_ROWS || column.type === 'date' || column.type === 'bool') return null;
  if (isNumeric(column)) return column.integer ? numberIdClause(column) : null;
  return textAllDistinct(column) ? 'text, all distinct' : null;
}

/** More text levels than max(50, 5 % of rows)? */
const hasTooManyLevels = (column: Column, nRows: number) =>
  !isNumeric(column) && column.levels.length > Math.max(LEVELS_FLOOR, LEVELS_SHARE * nRows);

/**
 * The reason for which a column is left out unless `--keep` names it; null for a usable column.
 * @returns `text`, `all missing`, `constant`, `id-like`, `too many levels`
 */
export function whyUseless(column: Column, nRows: number): string | null {
  if (isAllMissing(column, nRows)) return 'all missing';
  if (isConstant(column, nRows)) return 'constant';
  if (column.type === 'text') return 'text';
  if (idClause(column, nRows) !== null) return 'id-like';
  return hasTooManyLevels(column, nRows) ? 'too many levels' : null;
}

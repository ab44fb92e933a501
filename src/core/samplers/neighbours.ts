/**
 * Exact nearest neighbours between rows of one class, on columns of any type: SMOTE-NC's mixed distance (Chawla et al.
 * 2002, section 6.1). The inner loop is kernels/wasm/nearest.ts.
 */
import type { Engine } from '../arena.js';
import { powerOfTwoFor } from '../numeric.js';
import type { CodedColumn, Column, NumericColumn } from '../table.js';
import { isNumeric } from '../table.js';

/** Where a numeric column's zero lies and what one unit of it is, in a distance. */
interface Unit {
  readonly centre: number;
  readonly size: number;
}

export interface DistanceSpace {
  readonly columns: readonly Column[];
  /** [columns.length]; null for categories. */
  readonly units: readonly (Unit | null)[];
  /** What a differing category adds to the squared distance. */
  readonly categoryCost: number;
}

/** Mean and population standard deviation of the cells present, two passes in row order; both 0 without cells. */
export function meanAndStd(values: Float64Array, rows: Uint32Array): { mean: number; std: number } {
  let present = 0;
  let sum = 0;
  for (const row of rows) {
    if (Number.isNaN(values[row])) continue;
    present++;
    sum += values[row];
  }
  if (present === 0) return { mean: 0, std: 0 };
  const mean = sum / present;
  let squares = 0;
  for (const row of rows) if (!Number.isNaN(values[row])) squares += (values[row] - mean) ** 2;
  return { mean, std: Math.sqrt(squares / present) };
}

/**
 * The centre is the training mean (whole for whole numbers, so that their differences stay exact); the size is the
 * training standard deviation, or 1 for `none` and for a column that does not vary.
 */
function unitOf(column: NumericColumn, training: Uint32Array, scale: 'standard' | 'none'): Unit {
  const { mean, std } = meanAndStd(column.values, training);
  const centre = Number.isFinite(mean) ? mean : 0; // the sum of the largest doubles overflows
  const whole = scale === 'none' && column.integer;
  return { centre: whole ? Math.round(centre) : centre, size: scale === 'standard' && std > 0 ? std : 1 };
}

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The distance between rows of one class.
 * A differing category costs the median of the standard deviations of the numbers in the class (Chawla et al. 2002,
 * section 6.1); 1 where that is 0 or there are no numbers, so that categories still count.
 * @param training all training rows, for the scale @param members the rows of the class
 */
export function distanceSpace(
  columns: readonly Column[],
  training: Uint32Array,
  members: Uint32Array,
  scale: 'standard' | 'none',
): DistanceSpace {
  const units = columns.map((column) => (isNumeric(column) ? unitOf(column, training, scale) : null));
  const spreads: number[] = [];
  columns.forEach((column, i) => {
    const unit = units[i];
    if (unit && isNumeric(column)) spreads.push(meanAndStd(column.values, members).std / unit.size);
  });
  const cost = (spreads.length ? median(spreads) : 0) || 1;
  return { columns, units, categoryCost: cost * cost };
}

/**
 * Writes the class as rows of numbers, then codes. A missing number stands at the centre, for the distance alone; a
 * missing category is a level of its own.
 * @param X OUT [members.length * width] @returns the largest absolute number
 */
function fillRows(space: DistanceSpace, members: Uint32Array, X: Float64Array): number {
  const numbers = space.columns.flatMap((column, i) =>
    isNumeric(column) ? [{ values: column.values, unit: space.units[i] as Unit }] : [],
  );
  const codes = space.columns.filter((column): column is CodedColumn => !isNumeric(column));
  const width = space.columns.length;
  let largest = 0;
  numbers.forEach(({ values, unit }, k) => {
    for (let i = 0; i < members.length; i++) {
      const value = values[members[i]];
      const x = Number.isNaN(value) ? 0 : (value - unit.centre) / unit.size;
      X[i * width + k] = x;
      if (Math.abs(x) > largest) largest = Math.abs(x);
    }
  });
  codes.forEach((column, c) => {
    const k = numbers.length + c;
    for (let i = 0; i < members.length; i++) X[i * width + k] = column.codes[members[i]];
  });
  return largest;
}

/**
 * The k nearest other members of each query, nearest first, ties to the lower position.
 * @param members rows of the class, ascending @param queries positions in `members`
 * @param k 1 <= k < members.length
 * @returns [queries.length * k] positions in `members`
 */
export function nearestMembers(
  space: DistanceSpace,
  members: Uint32Array,
  queries: Uint32Array,
  k: number,
  { arena, kernels }: Engine,
): Int32Array {
  const width = space.columns.length;
  const dn = space.columns.filter(isNumeric).length;
  const n = members.length;
  const nPacked = (n + 7) & ~7;
  const nAsked = (queries.length + 3) & ~3;
  if (queries.length === 0) return new Int32Array(0);
  return arena.scope((scratch) => {
    const X = scratch.alloc(8 * n * width);
    const PACK = scratch.alloc(4 * nPacked * width);
    const NORM = scratch.alloc(4 * nPacked);
    const Q = scratch.alloc(4 * nAsked);
    const W = scratch.alloc(16 * width);
    const DIST = scratch.alloc(8 * nAsked * k);
    const INDEX = scratch.alloc(4 * nAsked * k);
    const rows = scratch.f64(X, n * width);
    const largest = fillRows(space, members, rows);
    const scale = powerOfTwoFor(dn < width ? Math.max(largest, Math.sqrt(space.categoryCost)) : largest);
    if (scale !== 1) {
      for (let i = 0; i < n; i++) for (let j = 0; j < dn; j++) rows[i * width + j] *= scale;
    }
    const asked = scratch.u32(Q, nAsked);
    asked.set(queries);
    asked.fill(queries[queries.length - 1], queries.length);
    const cost = space.categoryCost * scale * scale;
    kernels.packNearest(X, n, dn, width - dn, cost, PACK, NORM);
    kernels.nearest(X, PACK, NORM, n, dn, width - dn, cost, Q, nAsked, k, W, DIST, INDEX);
    return scratch.i32(INDEX, queries.length * k).slice();
  });
}

/**
 * When a search goes down a k-d tree: from 256 points on, twice as many with each column that matters, and without holes
 * and codes, of which boxes say nothing. Either way finds the same.
 */
import type { SearchedTable } from './table-rows.js';

/** About where both ways take as long, on normal columns, which are the hardest. */
const TREE_POINTS = 128;
/** A tree takes as long to grow as some queries take without it. */
const QUERY_POINTS = 16;
const SAMPLE_ROWS = 256;

/** From the tenth of ten parts to the first: outliers do not count. */
function spreadOf(values: Float64Array): number {
  const sorted = values.toSorted();
  const last = sorted.length - 1;
  return sorted[Math.floor(0.9 * last)] - sorted[Math.floor(0.1 * last)];
}

/** How many columns the distance hangs on: (sum of s^2)^2 / sum of s^4 over their spreads s, all of them when equal. */
function countMattering({ numbers }: SearchedTable, points: Uint32Array): number {
  const step = Math.max(1, Math.floor(points.length / SAMPLE_ROWS));
  const sample = Uint32Array.from({ length: Math.ceil(points.length / step) }, (_, i) => points[i * step]);
  const squares = numbers.map(
    ({ values, centre, size }) =>
      spreadOf(Float64Array.from(sample, (row) => (values[row] - centre) / size)) ** 2,
  );
  const largest = Math.max(0, ...squares);
  if (!(largest > 0) || largest === Number.POSITIVE_INFINITY) return numbers.length;
  const sum = squares.reduce((total, square) => total + square / largest, 0);
  return sum ** 2 / squares.reduce((total, square) => total + (square / largest) ** 2, 0);
}

/** @param points rows that may be found */
export function paysTree(table: SearchedTable, points: Uint32Array, nQueries: number): boolean {
  if (table.codes.length > 0 || table.holey.includes(true)) return false;
  const enough = Math.min(points.length, QUERY_POINTS * nQueries) / TREE_POINTS;
  return enough >= 2 && enough >= 2 ** countMattering(table, points);
}

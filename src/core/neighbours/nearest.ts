/**
 * Exact nearest neighbours among rows of a table: those of the direct sum of squares in doubles, ties to the lower
 * position. The inner loop is kernels/wasm/nearest.ts.
 */
import type { Engine } from '../arena.js';
import { powerOfTwoFor } from '../numeric.js';
import { type CodedColumn, isNumeric } from '../table.js';
import type { DistanceSpace, Unit } from './space.js';

/** The neighbours of each query. */
export interface Nearest {
  readonly k: number;
  /** [nQueries * k] positions among the candidates, nearest first, ties to the lower one. */
  readonly index: Int32Array;
  /** [nQueries * k] squared distances. */
  readonly squared: Float64Array;
}

/**
 * Writes rows as numbers, then codes. A missing number stands at the centre, for the distance alone; a missing
 * category is a level of its own.
 * @param X OUT [rows.length * width] @returns the largest absolute number
 */
function fillRows(space: DistanceSpace, rows: Uint32Array, X: Float64Array): number {
  const numbers = space.columns.flatMap((column, i) =>
    isNumeric(column) ? [{ values: column.values, unit: space.units[i] as Unit }] : [],
  );
  const codes = space.columns.filter((column): column is CodedColumn => !isNumeric(column));
  const width = space.columns.length;
  let largest = 0;
  numbers.forEach(({ values, unit }, k) => {
    for (let i = 0; i < rows.length; i++) {
      const value = values[rows[i]];
      const x = Number.isNaN(value) ? 0 : (value - unit.centre) / unit.size;
      X[i * width + k] = x;
      if (Math.abs(x) > largest) largest = Math.abs(x);
    }
  });
  codes.forEach((column, c) => {
    const k = numbers.length + c;
    for (let i = 0; i < rows.length; i++) X[i * width + k] = column.codes[rows[i]];
  });
  return largest;
}

/** The position of each query among the candidates; behind all of them, one after the other, when it is none. */
function placesOf(
  candidates: Uint32Array,
  queries: Uint32Array,
): { places: Uint32Array; others: Uint32Array } {
  const positions = new Map<number, number>();
  candidates.forEach((row, at) => {
    positions.set(row, at);
  });
  const others: number[] = [];
  const places = queries.map((row) => positions.get(row) ?? candidates.length - 1 + others.push(row));
  return { places, others: Uint32Array.from(others) };
}

/**
 * The k nearest candidates of each query.
 * @param candidates distinct rows of the table
 * @param queries rows of the table, of any class; one that is a candidate is not its own neighbour
 * @param k from 1 to the number of candidates, less one when a query is a candidate
 */
export function nearestRows(
  space: DistanceSpace,
  candidates: Uint32Array,
  queries: Uint32Array,
  k: number,
  { arena, kernels }: Engine,
): Nearest {
  const nFound = queries.length * k;
  if (nFound === 0) return { k, index: new Int32Array(0), squared: new Float64Array(0) };
  const width = space.columns.length;
  const dn = space.columns.filter(isNumeric).length;
  const n = candidates.length;
  const nPacked = (n + 7) & ~7;
  const nAsked = (queries.length + 3) & ~3;
  const { places, others } = placesOf(candidates, queries);
  const all = new Uint32Array(n + others.length);
  all.set(candidates);
  all.set(others, n);
  return arena.scope((scratch) => {
    const X = scratch.alloc(8 * all.length * width);
    const PACK = scratch.alloc(4 * nPacked * width);
    const NORM = scratch.alloc(4 * nPacked);
    const Q = scratch.alloc(4 * nAsked);
    const W = scratch.alloc(16 * width);
    const DIST = scratch.alloc(8 * nAsked * k);
    const INDEX = scratch.alloc(4 * nAsked * k);
    const rows = scratch.f64(X, all.length * width);
    const largest = fillRows(space, all, rows);
    const scale = powerOfTwoFor(dn < width ? Math.max(largest, Math.sqrt(space.categoryCost)) : largest);
    for (let i = 0; i < all.length && scale !== 1; i++) {
      for (let j = 0; j < dn; j++) rows[i * width + j] *= scale;
    }
    const asked = scratch.u32(Q, nAsked);
    asked.set(places);
    asked.fill(places[places.length - 1], places.length);
    const cost = space.categoryCost * scale * scale;
    kernels.packNearest(X, n, dn, width - dn, cost, PACK, NORM);
    kernels.nearest(X, PACK, NORM, n, dn, width - dn, cost, Q, nAsked, k, W, DIST, INDEX);
    return {
      k,
      index: scratch.i32(INDEX, nFound).slice(),
      squared: scratch.f64(DIST, nFound).map((squared) => squared / scale / scale),
    };
  });
}

/**
 * The k nearest others of each row, of which each pair is measured once.
 * @param rows distinct rows of the table @param k from 1 to one less than the rows
 */
export const nearestOfAll = (space: DistanceSpace, rows: Uint32Array, k: number, engine: Engine): Nearest =>
  nearestRows(space, rows, rows, k, engine);

/**
 * Equal rows of a table. Two 32-bit hashes of every row are built column by column, rows are sorted by both together
 * (53 bits), and rows of equal hash are compared cell by cell, so that the answer is exact.
 */
import { argsort, runEnd } from './argsort.js';
import { type Column, isNumeric } from './table.js';

/** MurmurHash3's finaliser (Appleby 2008, public domain). */
function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Adds a column to the hashes of all rows. Missing cells are equal to each other, and -0 is 0. */
function hashColumn(column: Column, high: Int32Array, low: Int32Array) {
  const number = new Float64Array(1);
  const words = new Uint32Array(number.buffer);
  const numeric = isNumeric(column);
  const cells = numeric ? column.values : column.codes;
  for (let row = 0; row < cells.length; row++) {
    number[0] = Number.isNaN(cells[row]) ? Number.NaN : cells[row] + 0;
    high[row] = mix(Math.imul(high[row], 31) + words[0] + Math.imul(words[1], 0x9e3779b1));
    low[row] = mix(Math.imul(low[row], 37) + words[1] + Math.imul(words[0], 0x85ebca77));
  }
}

const sameCell = (column: Column, a: number, b: number): boolean =>
  isNumeric(column)
    ? column.values[a] === column.values[b] ||
      (Number.isNaN(column.values[a]) && Number.isNaN(column.values[b]))
    : column.codes[a] === column.codes[b];

/**
 * The sets of two or more equal rows; rows ascending within a set, sets by their hash.
 * @param columns of one length; without columns no row equals another
 */
export function equalRows(columns: readonly Column[], nRows: number): Uint32Array[] {
  if (columns.length === 0) return [];
  const high = new Int32Array(nRows);
  const low = new Int32Array(nRows);
  for (const column of columns) hashColumn(column, high, low);
  const keys = new Float64Array(nRows);
  for (let row = 0; row < nRows; row++) keys[row] = (high[row] >>> 11) * 4294967296 + (low[row] >>> 0);
  const order = argsort(keys);
  const sets: Uint32Array[] = [];
  for (let from = 0; from < nRows; ) {
    const to = runEnd(keys, order, from);
    if (to - from > 1) {
      const first = order[from];
      const set = order
        .subarray(from, to)
        .filter((row) => columns.every((column) => sameCell(column, first, row)));
      if (set.length > 1) sets.push(set);
    }
    from = to;
  }
  return sets;
}

/**
 * 64-bit hashes of rows over typed cells, in two 32-bit lanes: MurmurHash3's block step and finaliser (Appleby, public
 * domain), the second lane with xxHash32's primes. Equal rows have equal hashes; the converse is to be verified where
 * it matters.
 *
 * What is hashed is the content: numbers by their double (-0 is 0), dates by microseconds, text by its UTF-16 units;
 * text that reads as a plain decimal number is that number, since the same cells may be typed either way by the rest of
 * their file. A missing cell is one value whatever its type.
 */
import { type CodedColumn, type Column, isNumeric, type NumericColumn } from './table.js';

/** Rows' hashes: two lanes a row. */
export interface RowHashes {
  /** [nRows] */
  readonly low: Uint32Array;
  /** [nRows] */
  readonly high: Uint32Array;
}

const NUMBER = 1;
const DATE = 2;
const TEXT = 3;
const MISSING_LOW = 0x9e3779b9;
const MISSING_HIGH = 0x7f4a7c15;
const MICROSECONDS_PER_DAY = 86400e6;

const rotl = (x: number, k: number) => (x << k) | (x >>> (32 - k));

/** Two words into one, lane one. */
function mixLow(a: number, b: number, seed: number): number {
  let h = seed ^ Math.imul(rotl(Math.imul(a, 0xcc9e2d51), 15), 0x1b873593);
  h = (Math.imul(rotl(h, 13), 5) + 0xe6546b64) | 0;
  h ^= Math.imul(rotl(Math.imul(b, 0xcc9e2d51), 15), 0x1b873593);
  h = (Math.imul(rotl(h, 13), 5) + 0xe6546b64) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Two words into one, lane two. */
function mixHigh(a: number, b: number, seed: number): number {
  let h = (seed + 0x165667b1 + Math.imul(a, 0xc2b2ae3d)) | 0;
  h = Math.imul(rotl(h, 17), 0x27d4eb2f);
  h = (h + Math.imul(b, 0xc2b2ae3d)) | 0;
  h = Math.imul(rotl(h, 17), 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca77);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae3d);
  return (h ^ (h >>> 16)) >>> 0;
}

const double = new Float64Array(1);
const doubleWords = new Uint32Array(double.buffer);

/** Hashes of one column's distinct texts. */
function hashLevels(levels: readonly string[]): RowHashes {
  const low = new Uint32Array(levels.length);
  const high = new Uint32Array(levels.length);
  levels.forEach((text, i) => {
    if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text))) {
      double[0] = Number(text) + 0;
      low[i] = mixLow(doubleWords[0], doubleWords[1], NUMBER);
      high[i] = mixHigh(doubleWords[0], doubleWords[1], NUMBER);
      return;
    }
    let a = TEXT;
    let b = TEXT;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      a = mixLow(unit, at, a);
      b = mixHigh(unit, at, b);
    }
    low[i] = mixLow(text.length, TEXT, a);
    high[i] = mixHigh(text.length, TEXT, b);
  });
  return { low, high };
}

const newHashes = (nRows: number): RowHashes => ({
  low: new Uint32Array(nRows),
  high: new Uint32Array(nRows),
});

function hashCodes({ codes, levels }: CodedColumn, { low, high }: RowHashes): void {
  const ofLevel = hashLevels(levels);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    low[row] = code < 0 ? MISSING_LOW : ofLevel.low[code];
    high[row] = code < 0 ? MISSING_HIGH : ofLevel.high[code];
  }
}

/** Adding 0 turns -0 into 0. */
function hashValues({ type, values }: NumericColumn, { low, high }: RowHashes): void {
  const isDate = type === 'date';
  const kind = isDate ? DATE : NUMBER;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (Number.isNaN(value)) {
      low[row] = MISSING_LOW;
      high[row] = MISSING_HIGH;
      continue;
    }
    double[0] = (isDate ? Math.round(value * MICROSECONDS_PER_DAY) : value) + 0;
    low[row] = mixLow(doubleWords[0], doubleWords[1], kind);
    high[row] = mixHigh(doubleWords[0], doubleWords[1], kind);
  }
}

/** The content hash of every cell of a column. @param cells OUT [nRows] */
function hashCells(column: Column, cells: RowHashes): void {
  if (isNumeric(column)) hashValues(column, cells);
  else hashCodes(column, cells);
}

/**
 * Hashes rows whatever the order and the names of their columns: cells are summed, then mixed. For recognising a file
 * that was shuffled, renamed or converted. O(rows * columns).
 */
export function hashRowContents(columns: readonly Column[], nRows: number): RowHashes {
  const { low, high } = newHashes(nRows);
  const cells = newHashes(nRows);
  for (const column of columns) {
    hashCells(column, cells);
    for (let row = 0; row < nRows; row++) {
      low[row] += cells.low[row];
      high[row] += cells.high[row];
    }
  }
  for (let row = 0; row < nRows; row++) {
    const a = low[row];
    const b = high[row];
    low[row] = mixLow(a, b, columns.length);
    high[row] = mixHigh(a, b, columns.length);
  }
  return { low, high };
}

/** Hashes rows with each column in its place. O(rows * columns). */
function hashRowsInPlace(columns: readonly Column[], nRows: number): RowHashes {
  const { low, high } = newHashes(nRows);
  const cells = newHashes(nRows);
  columns.forEach((column, place) => {
    hashCells(column, cells);
    for (let row = 0; row < nRows; row++) {
      low[row] = mixLow(cells.low[row], low[row], place);
      high[row] = mixHigh(cells.high[row], high[row], place);
    }
  });
  return { low, high };
}

/** Are the cells equal? Missing equals missing; 0 equals -0. */
function sameCells(column: Column, a: number, b: number): boolean {
  if (!isNumeric(column)) return column.codes[a] === column.codes[b];
  const x = column.values[a];
  const y = column.values[b];
  return x === y || (Number.isNaN(x) && Number.isNaN(y));
}

/**
 * Numbers the sets of equal rows: rows with one number are equal in every column, checked cell by cell. Open
 * addressing on the first lane, about O(rows * columns).
 * @param columns of one length; without columns no row equals another
 * @returns [nRows] number of each row's set, by first appearance
 */
export function equalRowSets(columns: readonly Column[], nRows: number): Int32Array {
  if (columns.length === 0) return Int32Array.from({ length: nRows }, (_, row) => row);
  const { low, high } = hashRowsInPlace(columns, nRows);
  let size = 16;
  while (size < 2 * nRows) size *= 2;
  const first = new Int32Array(size).fill(-1);
  const set = new Int32Array(nRows);
  let nSets = 0;
  for (let row = 0; row < nRows; row++) {
    let slot = low[row] & (size - 1);
    for (; first[slot] >= 0; slot = (slot + 1) & (size - 1)) {
      const other = first[slot];
      if (low[other] !== low[row] || high[other] !== high[row]) continue;
      if (columns.every((column) => sameCells(column, row, other))) break;
    }
    if (first[slot] < 0) {
      first[slot] = row;
      set[row] = nSets++;
    } else {
      set[row] = set[first[slot]];
    }
  }
  return set;
}

/** Rows that equal an earlier one, ascending. @param setOf as `equalRowSets` numbers them: by first appearance */
export function repeatedRows(setOf: Int32Array): Uint32Array {
  let nSets = 0;
  return Uint32Array.from(setOf.keys()).filter((row) => {
    if (setOf[row] < nSets) return true;
    nSets++;
    return false;
  });
}

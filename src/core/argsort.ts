/**
 * The order of a column: a stable radix sort over the bits of its numbers, O(rows), and ranks read off it.
 * Bits of a double sort as unsigned integers once the sign bit is flipped (positive) or all bits are (negative).
 */

const DIGITS = 4;
const BUCKETS = 65536;

/** Sort keys as 16-bit digits, lowest first. @returns [DIGITS][n] */
function digitsOf(values: Float64Array, rows: Uint32Array): Uint16Array[] {
  const number = new Float64Array(1);
  const words = new Uint32Array(number.buffer);
  const digits = Array.from({ length: DIGITS }, () => new Uint16Array(values.length));
  for (const row of rows) {
    number[0] = values[row] + 0; // -0 + 0 is 0: equal values get equal keys
    const negative = words[1] >>> 31 === 1;
    const high = negative ? ~words[1] >>> 0 : (words[1] ^ 0x80000000) >>> 0;
    const low = negative ? ~words[0] >>> 0 : words[0];
    digits[0][row] = low & 0xffff;
    digits[1][row] = low >>> 16;
    digits[2][row] = high & 0xffff;
    digits[3][row] = high >>> 16;
  }
  return digits;
}

function presentRows(values: Float64Array): Uint32Array<ArrayBuffer> {
  const rows = new Uint32Array(values.length);
  let n = 0;
  for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row])) rows[n++] = row;
  return rows.slice(0, n);
}

/**
 * Rows in ascending order of their values, equal values in row order; rows with NaN are not in it.
 * @param values [nRows] @returns [present rows]
 */
export function argsort(values: Float64Array): Uint32Array {
  let rows = presentRows(values);
  let sorted = new Uint32Array(rows.length);
  for (const digit of digitsOf(values, rows)) {
    const starts = new Uint32Array(BUCKETS + 1);
    for (const row of rows) starts[digit[row] + 1]++;
    if (rows.length > 0 && starts[digit[rows[0]] + 1] === rows.length) continue;
    for (let bucket = 0; bucket < BUCKETS; bucket++) starts[bucket + 1] += starts[bucket];
    for (const row of rows) sorted[starts[digit[row]]++] = row;
    [rows, sorted] = [sorted, rows];
  }
  return rows;
}

/** Where the run of equal values that begins at `from` ends (exclusive). */
export function runEnd(values: Float64Array, order: Uint32Array, from: number): number {
  const value = values[order[from]];
  let to = from + 1;
  while (to < order.length && values[order[to]] === value) to++;
  return to;
}

/** Mid-ranks from 1, ties share their mean. @returns [nRows], NaN where the value is */
export function midRanks(values: Float64Array, order: Uint32Array): Float64Array {
  const ranks = new Float64Array(values.length).fill(Number.NaN);
  for (let from = 0; from < order.length; ) {
    const to = runEnd(values, order, from);
    for (let i = from; i < to; i++) ranks[order[i]] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

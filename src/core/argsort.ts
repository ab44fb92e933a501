/**
 * The order of a column: a stable radix sort over the bytes of its numbers, O(rows), and ranks read off it.
 * Bits of a double sort as unsigned integers once the sign bit is flipped (positive) or all bits are (negative).
 */

const FEW = 200;
const BYTES = 8;
const key = new Float64Array(1);
const keyWords = new Uint32Array(key.buffer); // little-endian: [low, high]

/** Order-preserving keys as [low, high] words, a pair a row. */
function sortableWords(values: ArrayLike<number>): Uint32Array {
  const words = new Uint32Array(2 * values.length);
  for (let i = 0; i < values.length; i++) {
    key[0] = values[i] + 0; // -0 + 0 is 0: equal values get equal keys
    const negative = keyWords[1] >>> 31 === 1;
    words[2 * i] = negative ? ~keyWords[0] : keyWords[0];
    words[2 * i + 1] = negative ? ~keyWords[1] : keyWords[1] | 0x80000000;
  }
  return words;
}

/** [BYTES * 256] how often each value of each byte occurs, lowest byte first. */
function byteCounts(words: Uint32Array): Uint32Array {
  const counts = new Uint32Array(BYTES * 256);
  for (let i = 0; i < words.length; i++) {
    const first = (i & 1) * 1024;
    const word = words[i];
    counts[first + (word & 255)]++;
    counts[first + 256 + ((word >>> 8) & 255)]++;
    counts[first + 512 + ((word >>> 16) & 255)]++;
    counts[first + 768 + (word >>> 24)]++;
  }
  return counts;
}

/** Counts of one byte to the place where each of its values starts. */
function toStarts(counts: Uint32Array): void {
  let start = 0;
  for (let digit = 0; digit < 256; digit++) {
    const count = counts[digit];
    counts[digit] = start;
    start += count;
  }
}

/** The order of values without NaN. @param inOrder 0..n-1, overwritten */
function orderOf(values: ArrayLike<number>, inOrder: Uint32Array): Uint32Array {
  const n = values.length;
  let order = inOrder;
  if (n < FEW) return order.sort((a, b) => values[a] - values[b] || a - b);
  const words = sortableWords(values);
  const counts = byteCounts(words);
  let next: Uint32Array = new Uint32Array(n);
  for (let byte = 0; byte < BYTES; byte++) {
    const starts = counts.subarray(byte * 256, byte * 256 + 256);
    if (starts.includes(n)) continue;
    toStarts(starts);
    const word = byte >> 2;
    const shift = (byte & 3) * 8;
    for (let i = 0; i < n; i++) next[starts[(words[2 * order[i] + word] >>> shift) & 255]++] = order[i];
    [order, next] = [next, order];
  }
  return order;
}

function presentRows(values: ArrayLike<number>): Uint32Array {
  const rows = new Uint32Array(values.length);
  let n = 0;
  for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row])) rows[n++] = row;
  return rows.subarray(0, n);
}

/**
 * Rows in ascending order of their values, equal values in row order; rows with NaN are not in it.
 * @param values [nRows] @returns [present rows]
 */
export function argsort(values: ArrayLike<number>): Uint32Array {
  const rows = presentRows(values);
  if (rows.length === values.length) return orderOf(values, rows);
  const present = Float64Array.from(rows, (row) => values[row]);
  const inOrder = rows.map((_, i) => i);
  return orderOf(present, inOrder).map((i) => rows[i]);
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

/**
 * Quantile bins: each column becomes one byte a row. Cut points come from training rows alone.
 *
 * At most 255 bins of values, and bin 255 for missing. With few distinct values each is its own bin, cut half-way;
 * else bins hold about equally many rows, and frequent values their own.
 * A coded column is binned by its codes in level order.
 */
import { MISSING_BIN } from '../../kernels/exports.js';
import { type Column, isNumeric } from '../table.js';

const MAX_BINS = 255;

/** Half-way between a < b, but never b itself: `x <= cut` must part them. */
function between(a: number, b: number): number {
  const middle = a + (b - a) / 2;
  return middle < b ? middle : a;
}

/** A column's present values, ascending. */
function sortedValues(column: Column): Float64Array {
  if (isNumeric(column)) return column.values.filter((value) => !Number.isNaN(value)).sort();
  return Float64Array.from(column.codes.filter((code) => code >= 0)).sort();
}

/**
 * Where bins end when there are more distinct values than bins: values as frequent as a bin get their own, the others
 * share what bins are left evenly by rows. Ties thus cost one bin, and thin tails keep their resolution
 * (the greedy rule of LightGBM's GreedyFindBin; Ke et al. 2017).
 * @param counts rows of each distinct value, ascending values
 * @returns indices of the last distinct value of each bin but the last
 */
function greedyEnds(counts: readonly number[], nRows: number): number[] {
  const isBig = counts.map((count) => count * MAX_BINS >= nRows);
  let restRows = nRows;
  let restBins = MAX_BINS;
  counts.forEach((count, i) => {
    if (!isBig[i]) return;
    restRows -= count;
    restBins--;
  });
  const ends: number[] = [];
  let inBin = 0;
  for (let i = 0; i < counts.length - 1 && ends.length < MAX_BINS - 1; i++) {
    inBin += counts[i];
    if (!isBig[i]) restRows -= counts[i];
    const mean = (restRows + (isBig[i] ? 0 : inBin)) / Math.max(1, restBins);
    const closes = isBig[i] || inBin >= mean || (isBig[i + 1] && inBin >= mean / 2);
    if (!closes) continue;
    if (!isBig[i]) restBins--;
    ends.push(i);
    inBin = 0;
  }
  return ends;
}

/** The cuts of a column: a value x is in bin b when b cuts are below x. O(rows log rows). */
export function fitCuts(column: Column): Float64Array {
  const values = sortedValues(column);
  const starts: number[] = [];
  for (let i = 0; i < values.length; i++) if (i === 0 || values[i] !== values[i - 1]) starts.push(i);
  const counts = starts.map((at, i) => (starts[i + 1] ?? values.length) - at);
  const ends =
    starts.length <= MAX_BINS ? starts.slice(1).map((_, i) => i) : greedyEnds(counts, values.length);
  return Float64Array.from(ends, (i) => between(values[starts[i]], values[starts[i + 1]]));
}

/** Index of the first cut not below x: its bin. */
function binOf(cuts: Float64Array, x: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cuts[middle] >= x) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Writes a column's bins. @param out OUT [nRows] */
export function binColumn(column: Column, cuts: Float64Array, out: Uint8Array): void {
  if (isNumeric(column)) {
    const { values } = column;
    for (let row = 0; row < values.length; row++) {
      out[row] = Number.isNaN(values[row]) ? MISSING_BIN : binOf(cuts, values[row]);
    }
    return;
  }
  const binOfCode = Uint8Array.from(column.levels, (_, code) => binOf(cuts, code));
  const { codes } = column;
  for (let row = 0; row < codes.length; row++)
    out[row] = codes[row] < 0 ? MISSING_BIN : binOfCode[codes[row]];
}

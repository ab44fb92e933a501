/**
 * Quantile bins: each column becomes one byte a row. Cut points come from training rows alone.
 *
 * At most 255 bins of values, and bin 255 for missing. With few distinct values each is its own bin, cut half-way;
 * else cuts stand half-way between the values around the quantiles (as scikit-learn's HistGradientBoosting does).
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

/** The cuts of a column: a value x is in bin b when b cuts are below x. O(rows log rows). */
export function fitCuts(column: Column): Float64Array {
  const values = sortedValues(column);
  const starts: number[] = [];
  for (let i = 0; i < values.length; i++) if (i === 0 || values[i] !== values[i - 1]) starts.push(i);
  if (starts.length <= MAX_BINS) {
    return Float64Array.from(starts.slice(1), (at) => between(values[at - 1], values[at]));
  }
  const cuts: number[] = [];
  for (let b = 1; b < MAX_BINS; b++) {
    const at = Math.ceil((b * values.length) / MAX_BINS);
    const value = values[at - 1];
    const next = firstAbove(values, value);
    if (next === values.length) break;
    const cut = between(value, values[next]);
    if (cuts.length === 0 || cut > cuts[cuts.length - 1]) cuts.push(cut);
  }
  return Float64Array.from(cuts);
}

/** Index of the first of the sorted values above x. */
function firstAbove(sorted: Float64Array, x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] > x) high = middle;
    else low = middle + 1;
  }
  return low;
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

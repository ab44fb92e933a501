/**
 * Bins: each column becomes one byte a row. Where bins end comes from training rows alone.
 *
 * At most 255 bins of values, and bin 255 for missing. With few distinct values each is its own bin, cut half-way;
 * else bins hold about equally many rows, and frequent values their own. Levels have bins of their own in level order;
 * beyond 255 of them the rarest share the last bin.
 */
import { MISSING_BIN } from '../../kernels/exports.js';
import type { Block } from '../models/model.js';
import { type CodedColumn, isNumeric, type NumericColumn } from '../table.js';
import type { BinnedColumns } from './binned-columns.js';
import type { CategoryBins, FeatureBins, NumberBins } from './feature-bins.js';

const MAX_BINS = 255;

/** Half-way between a < b, but never b itself: `x <= cut` must part them. */
function between(a: number, b: number): number {
  const middle = a + (b - a) / 2;
  return middle < b ? middle : a;
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

interface Fitted<B extends FeatureBins> {
  readonly feature: B;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Bins of numbers. O(rows log rows). */
export function fitNumberBins({ name, values: cells }: NumericColumn): Fitted<NumberBins> {
  const values = cells.filter((value) => !Number.isNaN(value)).sort();
  const starts: number[] = [];
  for (let i = 0; i < values.length; i++) if (i === 0 || values[i] !== values[i - 1]) starts.push(i);
  const counts = starts.map((at, i) => (starts[i + 1] ?? values.length) - at);
  const ends =
    starts.length <= MAX_BINS ? starts.slice(1).map((_, i) => i) : greedyEnds(counts, values.length);
  const cuts = Float64Array.from(ends, (i) => between(values[starts[i]], values[starts[i + 1]]));
  const low = Float64Array.from([0, ...ends.map((i) => i + 1)], (i) => values[starts[i] ?? 0] ?? 0);
  const high = Float64Array.from([...ends, starts.length - 1], (i) => values[starts[i] ?? 0] ?? 0);
  return { feature: { kind: 'number', name, cuts }, low, high };
}

/** Bins of levels. */
export function fitCategoryBins({ name, codes, levels }: CodedColumn): Fitted<CategoryBins> {
  const counts = new Uint32Array(levels.length);
  for (const code of codes) if (code >= 0) counts[code]++;
  const seen = [...counts.keys()].filter((code) => counts[code] > 0);
  const kept = new Set(
    seen.length <= MAX_BINS
      ? seen
      : seen.toSorted((a, b) => counts[b] - counts[a] || a - b).slice(0, MAX_BINS - 1),
  );
  const binOfCode = new Uint8Array(levels.length).fill(MISSING_BIN);
  let nBins = 0;
  for (const code of seen) if (kept.has(code)) binOfCode[code] = nBins++;
  if (kept.size < seen.length) {
    for (const code of seen) if (!kept.has(code)) binOfCode[code] = nBins;
    nBins++;
  }
  const low = Float64Array.from({ length: nBins }, (_, bin) => bin);
  return { feature: { kind: 'category', name, nBins, binOfCode }, low, high: low };
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

/**
 * Writes one column's bins; a level that no training row had is missing.
 * @param out OUT [nRows]
 * @throws Error when the column is of another kind than the feature: a bug
 */
export function binColumn(column: Block['columns'][number], feature: FeatureBins, out: Uint8Array): void {
  if (isNumeric(column) && feature.kind === 'number') {
    const { values } = column;
    for (let row = 0; row < values.length; row++) {
      out[row] = Number.isNaN(values[row]) ? MISSING_BIN : binOf(feature.cuts, values[row]);
    }
    return;
  }
  if (isNumeric(column) || feature.kind === 'number') throw new Error(`column ${column.name}: another kind`);
  const { codes } = column;
  const { binOfCode } = feature;
  for (let row = 0; row < codes.length; row++) out[row] = binOfCode[codes[row]] ?? MISSING_BIN;
}

/** By code unit. */
const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** Fits bins to training columns and fills them. */
export function binTraining({ columns, nRows }: Block): BinnedColumns {
  const order = [...columns.keys()].sort((a, b) => byName(columns[a], columns[b]));
  const fitted = order.map((at) => {
    const column = columns[at];
    return isNumeric(column) ? fitNumberBins(column) : fitCategoryBins(column);
  });
  const bins = new Uint8Array(new SharedArrayBuffer(nRows * columns.length));
  order.forEach((at, f) => {
    binColumn(columns[at], fitted[f].feature, bins.subarray(f * nRows, (f + 1) * nRows));
  });
  return {
    nRows,
    features: fitted.map(({ feature }) => feature),
    columns: order,
    bins,
    ranges: fitted.map(({ low, high }) => ({ low, high })),
  };
}

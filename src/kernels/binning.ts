/** The naive twin of wasm/binning.ts: the same bins by a sort of JavaScript and a search for each cell. */
import { MAX_BINS, MISSING_BIN } from './exports.js';

/** Bins of a column of numbers. */
export interface NaiveBins {
  /** [nBins - 1] ascending: a value x is in bin b when b cuts are below x. */
  readonly cuts: number[];
  /** [nBins] smallest and largest value of each bin. */
  readonly low: number[];
  readonly high: number[];
}

/** Half-way between a < b, but never b itself. */
function between(a: number, b: number): number {
  const middle = a + (b - a) / 2;
  return middle < b ? middle : a;
}

/**
 * Where bins end when there are more distinct values than bins (the greedy rule of LightGBM's GreedyFindBin).
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

/** @param cells NaN is missing */
export function naiveBins(cells: Float64Array): NaiveBins {
  const counts = new Map<number, number>();
  for (const cell of cells) {
    const value = cell === 0 ? 0 : cell;
    if (!Number.isNaN(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const values = [...counts.keys()].sort((a, b) => a - b);
  if (values.length === 0) return { cuts: [], low: [0], high: [0] };
  const nRows = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const ends =
    values.length <= MAX_BINS
      ? values.slice(1).map((_, i) => i)
      : greedyEnds(
          values.map((value) => counts.get(value) ?? 0),
          nRows,
        );
  return {
    cuts: ends.map((i) => between(values[i], values[i + 1])),
    low: [0, ...ends.map((i) => i + 1)].map((i) => values[i]),
    high: [...ends, values.length - 1].map((i) => values[i]),
  };
}

/** How many cuts are below x; missing for NaN. */
export const naiveBin = (cuts: readonly number[], x: number): number =>
  Number.isNaN(x) ? MISSING_BIN : cuts.filter((cut) => cut < x).length;

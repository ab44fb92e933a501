/**
 * Bins: each column becomes one byte a row. Where bins end comes from training rows alone.
 *
 * At most 255 bins of values, and bin 255 for missing. With few distinct values each is its own bin, cut half-way;
 * else bins hold about equally many rows, and frequent values their own (kernels/wasm/binning.ts has the rule). Levels
 * have bins of their own in level order; beyond 255 of them the rarest share the last bin.
 */
import { BIN_BUCKETS, EDGE_ROOM } from '../../kernels/exports.js';
import type { Engine } from '../arena.js';
import type { Block } from '../models/model.js';
import { type CodedColumn, type Column, isNumeric, takeColumn } from '../table.js';
import type { BinnedColumns } from './binned-columns.js';
import { binCodes, fitCategoryBins } from './category-bins.js';
import { type CategoryBins, countBins, type FeatureBins } from './feature-bins.js';
import { binNumberColumns, type NumberEdges, type NumberTarget } from './number-bins.js';

/** Indices of columns in the order of their names, by code unit. */
export function nameOrder(columns: readonly Column[]): number[] {
  const names = columns.map(({ name }) => name);
  return [...columns.keys()].sort((a, b) => (names[a] < names[b] ? -1 : names[a] > names[b] ? 1 : 0));
}

/** The codes that bins of levels stand for in `ranges`. */
export const codeRange = (nBins: number) => {
  const low = Float64Array.from({ length: nBins }, (_, bin) => bin);
  return { low, high: low };
};

/** Fits bins to a column of levels and fills them. @param rows as `binTraining` has them */
function binLevels(column: CodedColumn, rows: Uint32Array | null, bins: Uint8Array): CategoryBins {
  const taken = rows ? takeColumn(column, rows) : column;
  const feature = fitCategoryBins(taken);
  binCodes(taken, feature, bins);
  return feature;
}

/**
 * Fits bins to training columns and fills them. O(rows) a column.
 * @param rows rows of the columns that train, `nRows` of them, in this order; null for all
 * @param bins OUT [nColumns * nRows] in shared memory; made when not given
 */
export function binTraining(
  { columns, nRows }: Block,
  engine: Engine,
  rows: Uint32Array | null = null,
  bins: Uint8Array = new Uint8Array(new SharedArrayBuffer(nRows * columns.length)),
): BinnedColumns {
  const order = nameOrder(columns);
  const binsOf = (f: number) => bins.subarray(f * nRows, (f + 1) * nRows);
  const numbers = order.flatMap((at, f): NumberTarget[] => {
    const column = columns[at];
    return isNumeric(column) ? [{ values: column.values, rows, bins: binsOf(f) }] : [];
  });
  const categories: CategoryBins[] = [];
  const edges = binNumberColumns(numbers, engine, () => {
    order.forEach((at, f) => {
      const column = columns[at];
      if (!isNumeric(column)) categories.push(binLevels(column, rows, binsOf(f)));
    });
  });
  const fitted = order.map((at) => {
    const column = columns[at];
    if (isNumeric(column)) {
      const { cuts, ...range } = edges.shift() as NumberEdges;
      const feature: FeatureBins = { kind: 'number', name: column.name, cuts };
      return { feature, range };
    }
    const feature = categories.shift() as CategoryBins;
    return { feature, range: codeRange(countBins(feature)) };
  });
  return {
    nRows,
    features: fitted.map(({ feature }) => feature),
    columns: order,
    bins,
    ranges: fitted.map(({ range }) => range),
  };
}

/**
 * Writes the bins of one column of new rows; a level that no training row had is missing.
 * @param out offset in the arena of as many bytes as there are rows
 * @throws Error when the column is of another kind than the feature: a bug
 */
export function binColumn(
  column: Column,
  feature: FeatureBins,
  { arena, kernels }: Engine,
  out: number,
): void {
  arena.scope((scratch) => {
    if (isNumeric(column) && feature.kind === 'number') {
      const nRows = column.values.length;
      const values = scratch.alloc(8 * nRows);
      const cuts = scratch.alloc(8 * EDGE_ROOM);
      scratch.f64(values, nRows).set(column.values);
      scratch.f64(cuts, EDGE_ROOM).fill(Number.POSITIVE_INFINITY).set(feature.cuts);
      kernels.binNumbers(values, nRows, cuts, feature.cuts.length, scratch.alloc(BIN_BUCKETS), out);
    } else if (!isNumeric(column) && feature.kind === 'category') {
      binCodes(column, feature, scratch.u8(out, column.codes.length));
    } else throw new Error(`column ${column.name}: another kind`);
  });
}

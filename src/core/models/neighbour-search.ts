/**
 * Exact nearest neighbours of new rows among known rows, in blocks of new rows, so that memory does not grow with them.
 * Nearest first, ties to the lower known row. The inner loops are kernels/wasm/nearest.ts and manhattan.ts.
 */
import type { Engine, Scratch } from '../arena.js';
import { powerOfTwoFor } from '../numeric.js';
import type { DenseRows } from './dense-rows.js';

export type Distance = 'euclidean' | 'manhattan';

/** The neighbours of a block of new rows. */
export interface Neighbours {
  /** [rows of the block * k] known rows, nearest first. */
  readonly rows: Int32Array;
  /** [rows of the block * k] */
  readonly distances: Float64Array;
}

/** New rows of a block at most; fewer when each has many neighbours. */
const BLOCK_ROWS = 1024;
const BLOCK_NEIGHBOURS = 1 << 20;

/**
 * New values are cut at this many times the largest known one. Beyond it doubles cannot tell the known values apart,
 * and the kernels' sums stay finite.
 */
const FARTHEST = 2 ** 55;

/** Where a search keeps its data in the arena. */
interface Layout {
  readonly nKnown: number;
  readonly width: number;
  readonly k: number;
  readonly nBlock: number;
  /** f64 [(nKnown + nBlock) * width] known rows, then the block's. */
  readonly X: number;
  /** f64 [nBlock * k] OUT */
  readonly DIST: number;
  /** i32 [nBlock * k] OUT */
  readonly INDEX: number;
}

/** Finds the neighbours of the first `nAsked` rows of the block, a multiple of 4. */
type BlockSearch = (nAsked: number) => void;

function euclideanSearch(layout: Layout, { kernels }: Engine, scratch: Scratch): BlockSearch {
  const { nKnown, width, k, nBlock, X, DIST, INDEX } = layout;
  const nPacked = (nKnown + 7) & ~7;
  const PACK = scratch.alloc(4 * nPacked * width);
  const NORM = scratch.alloc(4 * nPacked);
  const W = scratch.alloc(16 * width);
  const Q = scratch.alloc(4 * nBlock);
  const asked = scratch.u32(Q, nBlock);
  for (let i = 0; i < nBlock; i++) asked[i] = nKnown + i;
  kernels.packNearest(X, nKnown, width, 0, 0, PACK, NORM);
  return (nAsked) => kernels.nearest(X, PACK, NORM, nKnown, width, 0, 0, Q, nAsked, k, W, DIST, INDEX);
}

function manhattanSearch(layout: Layout, { kernels }: Engine, scratch: Scratch): BlockSearch {
  const { nKnown, width, k, X, DIST, INDEX } = layout;
  const PACK = scratch.alloc(8 * ((nKnown + 7) & ~7) * width);
  kernels.packManhattan(X, nKnown, width, PACK);
  const Q = X + 8 * nKnown * width;
  return (nAsked) => kernels.nearestManhattan(PACK, nKnown, width, Q, nAsked, k, DIST, INDEX);
}

const largestOf = (values: Float64Array) =>
  values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);

/** Copies rows, scaled, from row `first` on. @param out OUT; what the rows leave over is 0 */
function writeRows(rows: DenseRows, first: number, scale: number, limit: number, out: Float64Array): void {
  const from = first * rows.nFeatures;
  const length = Math.min(out.length, rows.values.length - from);
  for (let i = 0; i < length; i++) {
    out[i] = Math.max(-limit, Math.min(limit, rows.values[from + i])) * scale;
  }
  out.fill(0, length);
}

/** Rows of a block: a multiple of 4, as the kernels want it. */
const blockRows = (nAsked: number, k: number) =>
  4 * Math.ceil(Math.max(1, Math.min(nAsked, BLOCK_ROWS, BLOCK_NEIGHBOURS / k)) / 4);

/**
 * Finds the k nearest known rows of each asked row. O(asked * known * features), memory O(known * features).
 * @param known at least k rows of at least one feature, finite
 * @param visit is given each block's first asked row and its neighbours, valid during the call; rows of the block beyond
 * the last asked one are to be ignored
 */
export function forEachBlock(
  known: DenseRows,
  asked: DenseRows,
  { k, distance }: { readonly k: number; readonly distance: Distance },
  engine: Engine,
  visit: (first: number, neighbours: Neighbours) => void,
): void {
  const { nRows: nKnown, nFeatures: width } = known;
  const nBlock = blockRows(asked.nRows, k);
  const largest = largestOf(known.values);
  const squared = distance === 'euclidean';
  const scale = squared ? powerOfTwoFor(largest) : 1;
  engine.arena.scope((scratch) => {
    const X = scratch.alloc(8 * (nKnown + nBlock) * width);
    const DIST = scratch.alloc(8 * nBlock * k);
    const INDEX = scratch.alloc(4 * nBlock * k);
    writeRows(known, 0, scale, largest, scratch.f64(X, nKnown * width));
    const layout = { nKnown, width, k, nBlock, X, DIST, INDEX };
    const search = (squared ? euclideanSearch : manhattanSearch)(layout, engine, scratch);
    const block = scratch.f64(X + 8 * nKnown * width, nBlock * width);
    for (let first = 0; first < asked.nRows; first += nBlock) {
      writeRows(asked, first, scale, FARTHEST * (largest || 1), block);
      search(nBlock);
      const found = scratch.f64(DIST, nBlock * k);
      const distances = squared ? found.map((value) => Math.sqrt(value) / scale) : found;
      visit(first, { rows: scratch.i32(INDEX, nBlock * k), distances });
    }
  });
}

/**
 * Exact nearest neighbours of new rows among known rows, in blocks of new rows, so that memory does not grow with them.
 * Nearest first, ties to the lower known row. The inner loops are kernels/wasm/nearest.ts, for threads to share, and manhattan.ts.
 */
import type { Engine, Scratch } from '../arena.js';
import { findAlone } from '../neighbours/find-blocks.js';
import { askedOf, layAlone, layPoints, laySearch, rowsOf } from '../neighbours/find-job.js';
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
const BLOCK_ROWS = 4096;
const BLOCK_NEIGHBOURS = 1 << 20;

/**
 * New values are cut at this many times the largest known one. Beyond it doubles cannot tell the known values apart,
 * and the kernels' sums stay finite.
 */
const FARTHEST = 2 ** 55;

/** A search that has been laid out in scratch memory. */
interface BlockSearch {
  /** Room for a block of new rows. */
  rows(): Float64Array;
  /** Finds the neighbours of the first `nAsked` rows of the block; distances are squared, of scaled rows, when euclidean. */
  find(nAsked: number): Neighbours;
}

interface SearchShape {
  readonly nBlock: number;
  readonly k: number;
  /** Writes the known rows. @param out OUT [nRows * nFeatures] */
  readonly write: (out: Float64Array) => void;
}

/** The search that samplers use: threads share it. */
function euclideanSearch(
  { nRows, nFeatures }: DenseRows,
  { nBlock, k, write }: SearchShape,
  engine: Engine,
  scratch: Scratch,
): BlockSearch {
  const job = laySearch(
    {
      nPoints: nRows,
      nOwn: 0,
      nOthers: nBlock,
      nNumbers: nFeatures,
      nCodes: 0,
      k,
      places: Uint32Array.from({ length: nRows }, (_, row) => row),
      holey: Array<boolean>(nFeatures).fill(false),
      hasTree: false,
      cost: 0,
      apart: 0,
    },
    scratch,
  );
  write(rowsOf(job, 0, nRows));
  layPoints(job, engine);
  layAlone(job, nBlock);
  askedOf(job, nBlock).forEach((_, i, asked) => {
    asked[i] = nRows + i;
  });
  return {
    rows: () => rowsOf(job, nRows, nBlock),
    find(nAsked) {
      return findAlone(job, nAsked, engine, ({ index, distances }) => ({ rows: index, distances }));
    },
  };
}

function manhattanSearch(
  { nRows, nFeatures }: DenseRows,
  { nBlock, k, write }: SearchShape,
  { kernels }: Engine,
  scratch: Scratch,
): BlockSearch {
  const X = scratch.alloc(8 * nRows * nFeatures);
  const PACK = scratch.alloc(8 * ((nRows + 7) & ~7) * nFeatures);
  const Q = scratch.alloc(8 * nBlock * nFeatures);
  const DIST = scratch.alloc(8 * nBlock * k);
  const INDEX = scratch.alloc(4 * nBlock * k);
  write(scratch.f64(X, nRows * nFeatures));
  kernels.packManhattan(X, nRows, nFeatures, PACK);
  return {
    rows: () => scratch.f64(Q, nBlock * nFeatures),
    find(nAsked) {
      kernels.nearestManhattan(PACK, nRows, nFeatures, Q, nAsked, k, DIST, INDEX);
      return { rows: scratch.i32(INDEX, nAsked * k), distances: scratch.f64(DIST, nAsked * k) };
    },
  };
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

const blockRows = (nAsked: number, k: number) =>
  Math.ceil(Math.max(1, Math.min(nAsked, BLOCK_ROWS, BLOCK_NEIGHBOURS / k)));

/**
 * Finds the k nearest known rows of each asked row. O(asked * known * features), memory O(known * features).
 * @param known at least k rows of at least one feature, finite
 * @param visit is given each block's first asked row and its neighbours, valid during the call
 */
export function forEachBlock(
  known: DenseRows,
  asked: DenseRows,
  { k, distance }: { readonly k: number; readonly distance: Distance },
  engine: Engine,
  visit: (first: number, neighbours: Neighbours) => void,
): void {
  const nBlock = blockRows(asked.nRows, k);
  const largest = largestOf(known.values);
  const squared = distance === 'euclidean';
  const scale = squared ? powerOfTwoFor(largest) : 1;
  const write = (out: Float64Array) => writeRows(known, 0, scale, largest, out);
  engine.arena.scope((scratch) => {
    const search = (squared ? euclideanSearch : manhattanSearch)(
      known,
      { nBlock, k, write },
      engine,
      scratch,
    );
    for (let first = 0; first < asked.nRows; first += nBlock) {
      writeRows(asked, first, scale, FARTHEST * (largest || 1), search.rows());
      const { rows, distances } = search.find(Math.min(nBlock, asked.nRows - first));
      visit(first, {
        rows,
        distances: squared ? distances.map((value) => Math.sqrt(value) / scale) : distances,
      });
    }
  });
}

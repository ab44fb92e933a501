/** Scored rows in blocks of about equal size: what is left out in turn to find an interval, and where values are swapped. */
import type { Rng } from '../rng.js';

/** Enough for Student's t to be near the normal, few enough to score without each. */
const MOST_BLOCKS = 20;
const LEAST_ROWS = 10;

export interface Blocks {
  /** [rows] the rows, block after block. */
  readonly order: Uint32Array;
  /** [blocks + 1] where in `order` each begins; the last is the number of rows. */
  readonly starts: readonly number[];
}

/**
 * Rows in random blocks. They are not stratified: with its block's share of its own class fixed, a row would get cells of
 * other classes too often, by one part in the rows of a block.
 */
export function dealBlocks(nRows: number, rng: Rng): Blocks {
  const nBlocks = Math.max(1, Math.min(MOST_BLOCKS, Math.floor(nRows / LEAST_ROWS)));
  const order = rng.shuffle(Uint32Array.from({ length: nRows }, (_, row) => row));
  const starts = Array.from({ length: nBlocks + 1 }, (_, block) => Math.floor((block * nRows) / nBlocks));
  return { order, starts };
}

/**
 * Another row of its block for every row, all pairs equally likely: a random cycle (Sattolo 1986, "An algorithm to
 * generate a random cyclic permutation"). A row alone in its block stays.
 * @returns [rows] position in the blocks' order
 */
export function swapWithin(starts: readonly number[], rng: Rng): Uint32Array {
  const donors = Uint32Array.from({ length: starts[starts.length - 1] }, (_, i) => i);
  for (let block = 0; block + 1 < starts.length; block++) {
    const first = starts[block];
    for (let i = starts[block + 1] - 1; i > first; i--) {
      const j = first + rng.below(i - first);
      const kept = donors[i];
      donors[i] = donors[j];
      donors[j] = kept;
    }
  }
  return donors;
}

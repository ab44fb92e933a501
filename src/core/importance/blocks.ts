/** Scored rows in blocks of about equal size: what is left out in turn to find an interval, and where values are swapped. */
import type { Rng } from '../rng.js';
import { isClassification, type Task } from '../task.js';

/** Enough for Student's t to be near the normal, few enough to score without each. */
const MOST_BLOCKS = 20;
const LEAST_ROWS = 10;

export interface Blocks {
  /** [rows] the rows, block after block. */
  readonly order: Uint32Array;
  /** [blocks + 1] where in `order` each begins; the last is the number of rows. */
  readonly starts: readonly number[];
}

/** Rows in random order; of classes, class by class. */
function shuffledRows(task: Task, truth: Float64Array, rng: Rng): readonly number[] {
  const rows = rng.shuffle(Array.from(truth.keys()));
  if (!isClassification(task)) return rows;
  const ofClass: number[][] = task.classes.map(() => []);
  for (const row of rows) ofClass[truth[row]].push(row);
  return ofClass.flat();
}

/**
 * Deals rows to blocks as cards are dealt, so that each block has its share of every class.
 * @param truth [rows] class index, or the value  @param rng read once for each row
 */
export function dealBlocks(task: Task, truth: Float64Array, rng: Rng): Blocks {
  const nRows = truth.length;
  const nBlocks = Math.max(1, Math.min(MOST_BLOCKS, Math.floor(nRows / LEAST_ROWS)));
  const dealt = shuffledRows(task, truth, rng);
  const order = new Uint32Array(nRows);
  const starts = [0];
  let at = 0;
  for (let block = 0; block < nBlocks; block++) {
    for (let i = block; i < nRows; i += nBlocks) order[at++] = dealt[i];
    starts.push(at);
  }
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

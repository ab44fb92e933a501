/** Lists of nearest neighbours in scratch memory, and how those of several threads become one. */
import type { Engine, Scratch } from '../arena.js';

/** Lists of k, one after the other: nearest first, ties to the lower name. Empty places are infinitely far and called -1. */
export interface Lists {
  readonly distances: Float64Array;
  readonly index: Int32Array;
}

export const listsAt = (scratch: Scratch, distances: number, index: number, length: number): Lists => ({
  distances: scratch.f64(distances, length),
  index: scratch.i32(index, length),
});

/** Merges lists of the same rows. @param all OUT the first; at least one @param k of each row @returns the first */
export function mergeLists(all: readonly Lists[], k: number, { kernels }: Engine): Lists {
  const [first, ...others] = all;
  for (const { distances, index } of others) {
    const n = index.length / k;
    kernels.mergeLists(
      distances.byteOffset,
      index.byteOffset,
      n,
      k,
      first.distances.byteOffset,
      first.index.byteOffset,
    );
  }
  return first;
}

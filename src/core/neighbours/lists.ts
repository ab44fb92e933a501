/** Lists of nearest neighbours in scratch memory, and how those of several threads become one. */
import type { Scratch } from '../arena.js';

/** Lists of k, one after the other: nearest first, ties to the lower name. Empty places are infinitely far and called -1. */
export interface Lists {
  readonly distances: Float64Array;
  readonly index: Int32Array;
}

export const listsAt = (scratch: Scratch, distances: number, index: number, length: number): Lists => ({
  distances: scratch.f64(distances, length),
  index: scratch.i32(index, length),
});

/** Merges two lists. @param from where both begin @param merged OUT [k] */
function mergeList(a: Lists, b: Lists, from: number, merged: Lists): void {
  let i = from;
  let j = from;
  for (let m = 0; m < merged.index.length; m++) {
    const ofA = a.distances[i] - b.distances[j] || (a.index[i] < 0 ? 1 : a.index[i] - b.index[j]);
    const isA = b.index[j] < 0 || ofA < 0;
    merged.distances[m] = isA ? a.distances[i] : b.distances[j];
    merged.index[m] = isA ? a.index[i++] : b.index[j++];
  }
}

/** Merges lists of the same rows. @param all OUT the first; at least one @returns the first */
export function mergeLists(all: readonly Lists[], k: number): Lists {
  const [first, ...others] = all;
  const merged: Lists = { distances: new Float64Array(k), index: new Int32Array(k) };
  for (const other of others) {
    for (let from = 0; from < first.index.length; from += k) {
      mergeList(first, other, from, merged);
      first.distances.set(merged.distances, from);
      first.index.set(merged.index, from);
    }
  }
  return first;
}

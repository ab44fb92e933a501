/**
 * The starts of k-means++: the first row is drawn from all, each other with a probability as its squared distance from the
 * nearest that was drawn. Arthur & Vassilvitskii 2007, SODA 2007, 1027-1035, section 2.2.
 */
import type { Engine } from '../arena.js';
import { GroupedPoints } from '../neighbours/grouped-points.js';
import type { DistanceSpace } from '../neighbours/space.js';
import type { Rng } from '../rng.js';

/** Starts that are counted as one part of the work. */
const BLOCK_STARTS = 64;

/** A row by its squared distance from the nearest start; where all are 0, the first that is no start yet. */
function drawFar(squared: Float64Array, starts: readonly number[], rng: Rng): number {
  let total = 0;
  for (let i = 0; i < squared.length; i++) total += squared[i];
  let left = rng.uniform() * total;
  let last = -1;
  for (let i = 0; i < squared.length; i++) {
    if (squared[i] === 0) continue;
    last = i;
    left -= squared[i];
    if (left < 0) return i;
  }
  return last >= 0 ? last : squared.findIndex((_, i) => !starts.includes(i));
}

/** @param rows of the space's columns @param k 1..rows @returns [k] distinct positions among the rows */
export function drawCentres(
  space: DistanceSpace,
  rows: Uint32Array,
  k: number,
  rng: Rng,
  { arena, kernels, progress }: Engine,
): Uint32Array {
  return arena.scope((scratch) => {
    const points = new GroupedPoints(scratch, space, rows);
    const { numbers, groups, padded, nNumbers, nCodes } = points;
    const BEST = scratch.alloc(8 * padded);
    const squared = scratch.f64(BEST, padded).fill(Number.POSITIVE_INFINITY).subarray(0, rows.length);
    const starts: number[] = [];
    progress.expect(Math.ceil(k / BLOCK_STARTS));
    while (starts.length < k) {
      const row = starts.length === 0 ? rng.below(rows.length) : drawFar(squared, starts, rng);
      kernels.keepNearer(numbers, points.at(row), groups, padded, nNumbers, nCodes, BEST);
      if (starts.push(row) % BLOCK_STARTS === 0) progress.tick();
    }
    return Uint32Array.from(starts);
  });
}

/** Which classes the rows around a row are of. */
import type { DistanceSpace } from '../neighbours/space.js';
import { distinctRows } from './class-rows.js';
import { neighboursOf } from './draws.js';
import type { SampleInput } from './sampler.js';

/** How many of the k training rows nearest to each of `bases` are of a class. @param bases rows of the table */
export function countAround(
  { rows, y, engine }: SampleInput,
  space: DistanceSpace,
  bases: Uint32Array,
  k: number,
  label: number,
): Uint32Array {
  const near = neighboursOf(space, distinctRows(rows), bases, k, engine);
  const counts = new Uint32Array(bases.length);
  near.forEach((row, at) => {
    if (y[row] === label) counts[Math.floor(at / k)]++;
  });
  return counts;
}

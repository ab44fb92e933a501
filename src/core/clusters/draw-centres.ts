/**
 * The starts of k-means++: the first row is drawn from all, each other with a probability as its squared distance from the
 * nearest that was drawn. Arthur & Vassilvitskii 2007, SODA 2007, 1027-1035, section 2.2.
 *
 * A row is measured only where a new start may be nearer than its own: half as far from that one as both are apart (Raff 2021,
 * "Exact Acceleration of K-Means++ and K-Means||", IJCAI 2021).
 */
import type { FitProgress } from '../arena.js';
import { type Measure, measureOf } from '../neighbours/measure.js';
import type { DistanceSpace } from '../neighbours/space.js';
import type { Rng } from '../rng.js';

/** Starts that were drawn, and how far rows are from them. */
interface Drawn {
  /** Positions of rows. */
  readonly starts: number[];
  /** [nRows] which start is nearest. */
  readonly nearest: Uint32Array;
  /** [nRows] squared distance from it. */
  readonly squared: Float64Array;
}

/** Adds a start. @param drawn OUT */
function addStart({ squared: measure, isMetric }: Measure, drawn: Drawn, row: number): void {
  const { starts, nearest, squared } = drawn;
  const apart = Float64Array.from(starts, (start) => measure(start, row));
  const at = starts.push(row) - 1;
  for (let i = 0; i < squared.length; i++) {
    if (isMetric && at > 0 && apart[nearest[i]] >= 4 * squared[i]) continue;
    const distance = measure(row, i);
    if (distance >= squared[i]) continue;
    squared[i] = distance;
    nearest[i] = at;
  }
}

/** A row by its squared distance; where all are 0, the first that is no start yet. */
function drawFar({ starts, squared }: Drawn, rng: Rng): number {
  const total = squared.reduce((sum, one) => sum + one, 0);
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

/** Starts that are counted as one part of the work. */
const BLOCK_STARTS = 64;

/** @param rows of the space's columns @param k 1..rows @returns [k] distinct positions among the rows */
export function drawCentres(
  space: DistanceSpace,
  rows: Uint32Array,
  k: number,
  rng: Rng,
  progress: FitProgress,
): Uint32Array {
  const nRows = rows.length;
  const measure = measureOf(space, rows);
  const squared = new Float64Array(nRows).fill(Number.POSITIVE_INFINITY);
  const drawn: Drawn = { starts: [], nearest: new Uint32Array(nRows), squared };
  progress.expect(Math.ceil(k / BLOCK_STARTS));
  addStart(measure, drawn, rng.below(nRows));
  while (drawn.starts.length < k) {
    if (drawn.starts.length % BLOCK_STARTS === 0) progress.tick();
    addStart(measure, drawn, drawFar(drawn, rng));
  }
  return Uint32Array.from(drawn.starts);
}

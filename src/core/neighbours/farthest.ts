/**
 * Exact farthest neighbours. Candidates are looked at from the farthest of a hub on: by the triangle inequality none is
 * farther from a row than the row is from the hub and the hub from it, so that the search ends early. O(queries * candidates)
 * where numbers are missing, which breaks the inequality.
 */
import { type Measure, measureOf } from './measure.js';
import type { DistanceSpace } from './space.js';

/** Rows that are tried as the hub, and that it is to be near to. */
const HUB_ROWS = 100;
/** Sums of two distances may be this much too small, by rounding. */
const SLACK = 1 + 1e-9;

/** One in the middle of the first `n` rows: any gives the same result. */
function hubOf({ squared }: Measure, n: number): number {
  const step = Math.ceil(n / HUB_ROWS);
  const tried = Array.from({ length: Math.ceil(n / step) }, (_, i) => i * step);
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const row of tried) {
    const sum = tried.reduce((total, other) => total + Math.sqrt(squared(row, other)), 0);
    if (sum < least) [best, least] = [row, sum];
  }
  return best;
}

/** Puts a distance among the largest so far. @param largest OUT ascending */
function insert(largest: Float64Array, distance: number): void {
  let i = 0;
  for (; i + 1 < largest.length && largest[i + 1] < distance; i++) largest[i] = largest[i + 1];
  largest[i] = distance;
}

/**
 * The sum of the distances of each query to its k farthest candidates, the nearer ones added first.
 * @param candidates rows of the table @param queries rows of the table @param k 1..candidates
 */
export function farthestSums(
  space: DistanceSpace,
  candidates: Uint32Array,
  queries: Uint32Array,
  k: number,
): Float64Array {
  const n = candidates.length;
  const rows = new Uint32Array(n + queries.length);
  rows.set(candidates);
  rows.set(queries, n);
  const measure = measureOf(space, rows);
  const hub = hubOf(measure, n);
  const fromHub = Float64Array.from(candidates, (_, i) => Math.sqrt(measure.squared(hub, i)));
  const order = Uint32Array.from(candidates.keys()).sort((a, b) => fromHub[b] - fromHub[a] || a - b);
  const largest = new Float64Array(k);
  return Float64Array.from(queries, (_, i) => {
    const toHub = Math.sqrt(measure.squared(hub, n + i));
    largest.fill(-1);
    for (const at of order) {
      if (measure.isMetric && (toHub + fromHub[at]) * SLACK < largest[0]) break;
      const distance = Math.sqrt(measure.squared(at, n + i));
      if (distance > largest[0]) insert(largest, distance);
    }
    return largest.reduce((sum, distance) => sum + distance, 0);
  });
}

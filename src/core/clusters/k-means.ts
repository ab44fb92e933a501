/**
 * k-means: Lloyd's iteration (Lloyd 1982, "Least squares quantization in PCM", IEEE Transactions on Information Theory
 * 28(2):129-137) from greedy k-means++ (Arthur & Vassilvitskii 2007, SODA 2007:1027-1035: of some candidates for each next
 * centre the one that leaves the least inertia).
 */
import { log } from '../numeric.js';
import type { Rng } from '../rng.js';

export interface Clusters {
  /** [k * nDims] */
  readonly centres: Float64Array;
  /** [nPoints] the nearest centre; ties to the first. */
  readonly labels: Uint32Array;
  /** Sum of squared distances of points to their centres. */
  readonly inertia: number;
}

function squaredDistance(
  points: Float64Array,
  i: number,
  centres: Float64Array,
  c: number,
  nDims: number,
): number {
  let sum = 0;
  for (let d = 0; d < nDims; d++) {
    const difference = points[i * nDims + d] - centres[c * nDims + d];
    sum += difference * difference;
  }
  return sum;
}

/** A point drawn in proportion to weights; the last one with any where rounding leaves none. */
function drawWeighted(weights: Float64Array, total: number, rng: Rng): number {
  let left = rng.uniform() * total;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    if (!(weights[i] > 0)) continue;
    last = i;
    left -= weights[i];
    if (left < 0) return i;
  }
  return last;
}

const sumOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

/** Squared distances to the nearest centre once the point `chosen` is one too. */
function nearestWith(
  points: Float64Array,
  nearest: Float64Array,
  chosen: number,
  nDims: number,
): Float64Array {
  return nearest.map((squared, i) => Math.min(squared, squaredDistance(points, i, points, chosen, nDims)));
}

/** @returns points that are centres at first, the same point again where there are fewer distinct ones than k */
function firstCentres(points: Float64Array, nPoints: number, nDims: number, k: number, rng: Rng): number[] {
  const nTried = 2 + Math.floor(log(k));
  const chosen = [rng.below(nPoints)];
  const far = new Float64Array(nPoints).fill(Number.POSITIVE_INFINITY);
  let nearest = nearestWith(points, far, chosen[0], nDims);
  while (chosen.length < k) {
    const total = sumOf(nearest);
    let best: { at: number; left: Float64Array; inertia: number } | undefined;
    for (let tried = 0; tried < nTried; tried++) {
      const at = drawWeighted(nearest, total, rng);
      const left = nearestWith(points, nearest, at, nDims);
      const inertia = sumOf(left);
      if (best === undefined || inertia < best.inertia) best = { at, left, inertia };
    }
    chosen.push(best?.at ?? 0);
    nearest = best?.left ?? nearest;
  }
  return chosen;
}

/** Gives each point its nearest centre. @param labels OUT @returns the inertia, and whether a label changed */
function assign(points: Float64Array, centres: Float64Array, labels: Uint32Array, nDims: number) {
  const k = centres.length / nDims;
  let inertia = 0;
  let isChanged = false;
  for (let i = 0; i < labels.length; i++) {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let c = 0; c < k; c++) {
      const squared = squaredDistance(points, i, centres, c, nDims);
      if (squared < least) {
        least = squared;
        best = c;
      }
    }
    inertia += least;
    if (labels[i] !== best) isChanged = true;
    labels[i] = best;
  }
  return { inertia, isChanged };
}

/** Moves each centre to the mean of its points; one without points stays. @param centres OUT */
function moveCentres(points: Float64Array, labels: Uint32Array, centres: Float64Array, nDims: number): void {
  const k = centres.length / nDims;
  const counts = new Uint32Array(k);
  const sums = new Float64Array(centres.length);
  labels.forEach((c, i) => {
    counts[c]++;
    for (let d = 0; d < nDims; d++) sums[c * nDims + d] += points[i * nDims + d];
  });
  for (let at = 0; at < sums.length; at++) {
    const count = counts[Math.floor(at / nDims)];
    if (count > 0) centres[at] = sums[at] / count;
  }
}

/**
 * Clusters of points, once no point changes its own or after `maxIterations` moves of the centres.
 * @param points [nPoints * nDims] row-major, finite @param nPoints at least 1 @param k at least 1; some clusters are
 * empty where there are fewer distinct points
 */
export function kMeans(
  points: Float64Array,
  nPoints: number,
  nDims: number,
  k: number,
  rng: Rng,
  maxIterations: number,
): Clusters {
  const centres = new Float64Array(k * nDims);
  firstCentres(points, nPoints, nDims, k, rng).forEach((at, c) => {
    centres.set(points.subarray(at * nDims, (at + 1) * nDims), c * nDims);
  });
  const labels = new Uint32Array(nPoints);
  let { inertia } = assign(points, centres, labels, nDims);
  for (let moves = 0; moves < maxIterations; moves++) {
    moveCentres(points, labels, centres, nDims);
    const next = assign(points, centres, labels, nDims);
    inertia = next.inertia;
    if (!next.isChanged) break;
  }
  return { centres, labels, inertia };
}

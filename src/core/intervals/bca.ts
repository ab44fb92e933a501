/**
 * The BCa interval: percentiles of the bootstrap, moved by how far its median is off (z0) and by how the spread changes
 * with the value (the acceleration). Efron 1987, "Better bootstrap confidence intervals", JASA 82.
 */
import { normalCdf, normalQuantile } from '../statistics/normal.js';

/** A value that `times` equal things have when one of them is left out. */
export interface LeftOutValue {
  readonly value: number;
  readonly times: number;
}

/**
 * The acceleration by the jackknife: sum (mean - value)^3 / (6 (sum (mean - value)^2)^1.5) over the values without each
 * row, or without each block of rows (Efron & Tibshirani 1993, "An Introduction to the Bootstrap", 14.15). 0 without spread.
 * @param without at least one
 */
export function acceleration(without: readonly LeftOutValue[]): number {
  const n = without.reduce((sum, { times }) => sum + times, 0);
  const first = without[0].value;
  const mean = first + without.reduce((sum, { value, times }) => sum + times * (value - first), 0) / n;
  let squares = 0;
  let cubes = 0;
  for (const { value, times } of without) {
    const off = mean - value;
    squares += times * off * off;
    cubes += times * off * off * off;
  }
  return squares === 0 ? 0 : cubes / (6 * squares * Math.sqrt(squares));
}

/** Between the order statistics around p * (n + 1) - 1. @param sorted at least one, ascending */
function percentile(sorted: Float64Array, p: number): number {
  const at = Math.min(sorted.length - 1, Math.max(0, p * (sorted.length + 1) - 1));
  const below = Math.floor(at);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

/** The share of values under the estimate, equal ones by half. */
function shareBelow(values: Float64Array, estimate: number): number {
  let doubled = 0;
  for (const value of values) doubled += value < estimate ? 2 : value === estimate ? 1 : 0;
  return doubled / (2 * values.length);
}

/**
 * @param values of the resamples, finite  @param level e.g. 0.95
 * @returns null where the resamples are all on one side of the estimate, or all equal to it: they do not bracket it
 */
export function bcaInterval(
  estimate: number,
  values: Float64Array,
  accelerated: number,
  level: number,
): [number, number] | null {
  if (values.length === 0) return null;
  const share = shareBelow(values, estimate);
  if (share === 0 || share === 1) return null;
  const sorted = values.slice().sort();
  if (sorted[0] === sorted[sorted.length - 1]) return null;
  const z0 = normalQuantile(share);
  const end = (p: number) => {
    const z = z0 + normalQuantile(p);
    const shrink = 1 - accelerated * z;
    // The map turns back where this is 0, far outside of what data give.
    const moved = shrink > 0 ? z0 + z / shrink : Math.sign(z) * Number.POSITIVE_INFINITY;
    return percentile(sorted, normalCdf(moved));
  };
  return [end((1 - level) / 2), end((1 + level) / 2)];
}

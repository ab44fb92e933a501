/** The standard normal distribution: both tails to full relative precision, and its quantile. */
import { exp, log } from '../numeric.js';
import { erf, erfc } from './error-function.js';

const SQRT_HALF = Math.SQRT1_2;
const INV_SQRT_2PI = 0.3989422804014327;
const MAX_STEPS = 60;

/** P(Z <= z). */
export const normalCdf = (z: number): number => 0.5 * erfc(-z * SQRT_HALF);

/** P(Z > z); relative error below 1e-12 down to 1e-300. */
export const normalSurvival = (z: number): number => 0.5 * erfc(z * SQRT_HALF);

/** The density at z. */
export const normalDensity = (z: number): number => INV_SQRT_2PI * exp(-0.5 * z * z);

/** The z >= 0 with P(0 < Z <= z) = centre, centre <= 1/4: concave in z, so that Newton's steps from 0 never overshoot. */
function fromCentre(centre: number): number {
  let z = 0;
  for (let i = 0; i < MAX_STEPS; i++) {
    const step = (centre - 0.5 * erf(z * SQRT_HALF)) / normalDensity(z);
    z += step;
    if (Math.abs(step) <= 2 * Number.EPSILON * z) break;
  }
  return z;
}

/**
 * The z > 0 with P(Z > z) = tail <= 1/4. The log of the tail is concave in z, so Newton's steps from the right, where the
 * bound P(Z > z) <= e^(-z^2/2) / 2 puts the start, never overshoot.
 */
function fromTail(tail: number): number {
  const target = log(tail);
  let z = Math.sqrt(-2 * log(2 * tail));
  for (let i = 0; i < MAX_STEPS; i++) {
    const survival = normalSurvival(z);
    const step = ((log(survival) - target) * survival) / normalDensity(z);
    z += step;
    if (Math.abs(step) <= 4 * Number.EPSILON * z) break;
  }
  return z;
}

/** The z with P(Z <= z) = p; infinite at 0 and 1. For the upper tail take -normalQuantile(tail), which loses no digits. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  const tail = Math.min(p, 1 - p);
  const z = tail < 0.25 ? fromTail(tail) : fromCentre(0.5 - tail);
  return p < 0.5 ? -z : z;
}

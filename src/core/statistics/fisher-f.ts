/** The F distribution: d1 x / (d1 x + d2) has the beta distribution with d1/2 and d2/2. */
import { betaTails } from './incomplete-beta.js';
import { positiveQuantile, type Tails } from './tails.js';

/** Both tails at x > 0. From 1 on in 1/x, which cannot overflow. */
export function fTails(x: number, d1: number, d2: number): Tails {
  if (x > 1) {
    const { lower, upper, front } = fTails(1 / x, d2, d1);
    return { lower: upper, upper: lower, front };
  }
  const sum = d1 * x + d2;
  return betaTails((d1 * x) / sum, d2 / sum, d1 / 2, d2 / 2);
}

const known = (x: number, d1: number, d2: number) => !Number.isNaN(x) && d1 > 0 && d2 > 0;

/** P(X <= x), also far into the lower tail. @param d1 degrees above  @param d2 below the fraction, both above 0 */
export function fCdf(x: number, d1: number, d2: number): number {
  if (!known(x, d1, d2)) return Number.NaN;
  return x <= 0 ? 0 : fTails(x, d1, d2).lower;
}

/**
 * P(X > x); relative error below 1e-10 down to 1e-300, degrees of freedom up to 1,000,000.
 * @param d1 degrees above  @param d2 below the fraction, both above 0
 */
export function fSurvival(x: number, d1: number, d2: number): number {
  if (!known(x, d1, d2)) return Number.NaN;
  return x <= 0 ? 1 : fTails(x, d1, d2).upper;
}

/**
 * The x with P(X <= x) = p; 0 and infinity at the ends. Where the upper tail is too small for 1 - p it is
 * 1 / fQuantile(tail, d2, d1).
 */
export function fQuantile(p: number, d1: number, d2: number): number {
  if (!(d1 > 0 && d2 > 0)) return Number.NaN;
  return positiveQuantile((x) => fTails(x, d1, d2), p, 1);
}

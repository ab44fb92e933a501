/** The chi-square distribution: half of it has the gamma distribution with shape df/2. */
import { gammaTails } from './incomplete-gamma.js';
import { positiveQuantile, type Tails, whereTail } from './tails.js';

const tailsAt =
  (df: number) =>
  (x: number): Tails =>
    gammaTails(df / 2, x / 2);

const known = (x: number, df: number) => !Number.isNaN(x) && df > 0;

/** P(X <= x), also far into the lower tail. @param df degrees of freedom, above 0 */
export function chiSquareCdf(x: number, df: number): number {
  if (!known(x, df)) return Number.NaN;
  return x <= 0 ? 0 : tailsAt(df)(x).lower;
}

/** P(X > x); relative error below 1e-10 down to 1e-300, df up to 1,000,000. @param df degrees of freedom, above 0 */
export function chiSquareSurvival(x: number, df: number): number {
  if (!known(x, df)) return Number.NaN;
  return x <= 0 ? 1 : tailsAt(df)(x).upper;
}

/** The x with P(X <= x) = p; 0 and infinity at the ends. @param df degrees of freedom, above 0 */
export function chiSquareQuantile(p: number, df: number): number {
  return df > 0 ? positiveQuantile(tailsAt(df), p, df) : Number.NaN;
}

/** The x with P(X > x) = tail, for tails too small for 1 - p. @param df degrees of freedom, above 0 */
export function chiSquareUpperQuantile(tail: number, df: number): number {
  if (!(tail > 0 && tail < 0.5)) return chiSquareQuantile(1 - tail, df);
  return df > 0 ? whereTail(tailsAt(df), 'upper', tail, df) : Number.NaN;
}

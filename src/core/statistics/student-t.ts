/**
 * Student's t: its square has the F distribution with 1 and df degrees of freedom. Where the square would leave the
 * numbers, the tail is a power law: P(T > t) t^df is constant to within df^2 / t^2.
 */
import { exp, log } from '../numeric.js';
import { fTails } from './fisher-f.js';
import { whereTail } from './tails.js';

/** From here on the power law. */
const FAR = 1e100;

const farTail = (df: number) => 0.5 * fTails(FAR * FAR, 1, df).upper;

/** P(T > t), t >= 0. */
function upperTail(t: number, df: number): number {
  if (t > FAR) return farTail(df) * exp(-df * log(t / FAR));
  return 0.5 * fTails(t * t, 1, df).upper;
}

/**
 * P(T > t), relative error below 1e-10 down to 1e-300, df up to 1,000,000.
 * @param df degrees of freedom, above 0, not necessarily whole
 */
export function studentTSurvival(t: number, df: number): number {
  if (Number.isNaN(t) || !(df > 0)) return Number.NaN;
  const tail = upperTail(Math.abs(t), df);
  return t >= 0 ? tail : 1 - tail;
}

/** P(T <= t). @param df degrees of freedom, above 0 */
export const studentTCdf = (t: number, df: number): number => studentTSurvival(-t, df);

/** The t >= 0 with P(T > t) = tail, 0 < tail <= 1/2; near the centre from what lies within -t and t. */
function upperQuantile(tail: number, df: number): number {
  const tailsAt = (square: number) => fTails(square, 1, df);
  if (tail > 0.25) return Math.sqrt(whereTail(tailsAt, 'lower', 1 - 2 * tail, 1));
  const far = farTail(df);
  if (tail < far) return FAR * exp(log(far / tail) / df);
  return Math.sqrt(whereTail(tailsAt, 'upper', 2 * tail, 1));
}

/**
 * The t with P(T <= t) = p. For the upper tail take -studentTQuantile(tail, df), which loses no digits.
 * @param p in [0, 1]; infinite at the ends  @param df degrees of freedom, above 0
 */
export function studentTQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1) || !(df > 0)) return Number.NaN;
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  if (p === 0.5) return 0;
  return p > 0.5 ? upperQuantile(1 - p, df) : -upperQuantile(p, df);
}

/**
 * Student's t: survival, distribution, quantile, from the regularised incomplete beta function I_x(a, b) by its continued
 * fraction (modified Lentz; Press et al., Numerical Recipes 3rd ed., 6.4). One of a, b is always 1/2, so the only
 * gamma functions needed are the ratio G(a + 1/2) / G(a), which a series gives without cancellation.
 */
import { exp, log } from '../numeric.js';

const SQRT_PI = 1.772453850905516;

/** log(1 + x) for x >= 0, also near 0 (Kahan's correction of the rounded 1 + x). */
function log1p(x: number): number {
  const u = 1 + x;
  return u === 1 ? x : (log(u) * x) / (u - 1);
}

/** log gamma(z) less its leading terms (z - 1/2) log z - z + log(2 pi)/2, z >= 12: Stirling's series. */
function stirlingRest(z: number): number {
  const q = 1 / (z * z);
  return (1 / 12 - q * (1 / 360 - q * (1 / 1260 - q * (1 / 1680 - q * (1 / 1188 - (q * 691) / 360360))))) / z;
}

/** gamma(a + 1/2) / gamma(a), a > 0, to about 1e-15 relative: shifted up to a >= 12, then Stirling's series. */
export function halfStepGammaRatio(a: number): number {
  let z = a;
  let shift = 1;
  while (z < 12) {
    shift *= z / (z + 0.5);
    z++;
  }
  const growth = z * log1p(0.5 / z) - 0.5 + stirlingRest(z + 0.5) - stirlingRest(z);
  return shift * Math.sqrt(z) * exp(growth);
}

const TINY = 1e-300;
const MAX_TERMS = 100_000;

/** The continued fraction of I_x(a, b); converges fast for x < (a + 1) / (a + b + 2), in O(sqrt(max(a, b))) terms. */
function betaFraction(x: number, a: number, b: number): number {
  const away = (value: number) => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= MAX_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) <= Number.EPSILON) break;
  }
  return fraction;
}

/**
 * P(|T| > t) = I_x(df/2, 1/2) with x = df / (df + t^2), t > 0. The other tail of the beta is used where its fraction
 * converges faster; its result is then near 1, so nothing cancels.
 */
function bothTails(t: number, df: number): number {
  const a = df / 2;
  const odds = (t / df) * t;
  if (odds === 0) return 1;
  if (odds === Number.POSITIVE_INFINITY) return 0;
  const logX = -log1p(odds);
  const logRest = log(odds) + logX;
  const front = (exp(a * logX + 0.5 * logRest) * halfStepGammaRatio(a)) / SQRT_PI;
  const x = 1 / (1 + odds);
  if (x < (a + 1) / (a + 2.5)) return (front * betaFraction(x, a, 0.5)) / a;
  return 1 - 2 * front * betaFraction(odds / (1 + odds), 0.5, a);
}

/**
 * P(T > t), relative error below 1e-12 up to df 10,000 and 1e-10 up to df 1,000,000, far into the tail.
 * @param df degrees of freedom, above 0, not necessarily whole
 */
export function studentTSurvival(t: number, df: number): number {
  if (Number.isNaN(t) || !(df > 0)) return Number.NaN;
  const tail = 0.5 * bothTails(Math.abs(t), df);
  return t >= 0 ? tail : 1 - tail;
}

/** P(T <= t). @param df degrees of freedom, above 0 */
export const studentTCdf = (t: number, df: number): number => studentTSurvival(-t, df);

/** The density at t. */
const density = (t: number, df: number) =>
  (halfStepGammaRatio(df / 2) / (Math.sqrt(df) * SQRT_PI)) * exp(-0.5 * (df + 1) * log1p((t / df) * t));

/** The t >= 0 with P(T > t) = tail, 0 < tail < 1/2: Newton's steps, kept inside a bracket by bisection. */
function upperQuantile(tail: number, df: number): number {
  let low = 0;
  let high = 1;
  while (studentTSurvival(high, df) > tail) {
    low = high;
    high *= 2;
  }
  let t = (low + high) / 2;
  for (let i = 0; i < 200; i++) {
    const excess = studentTSurvival(t, df) - tail;
    if (excess > 0) low = t;
    else high = t;
    const newton = t + excess / density(t, df);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - t) <= 4 * Number.EPSILON * next) return next;
    t = next;
  }
  return t;
}

/**
 * The t with P(T <= t) = p.
 * @param p in [0, 1]; infinite at the ends  @param df degrees of freedom, above 0
 */
export function studentTQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1) || !(df > 0)) return Number.NaN;
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  if (p === 0.5) return 0;
  return p > 0.5 ? upperQuantile(1 - p, df) : -upperQuantile(p, df);
}

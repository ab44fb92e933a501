/**
 * The studentised range: the range of k independent standard normal variables over an independent estimate of their
 * standard deviation with df degrees of freedom (Tukey 1953; Nemenyi's test takes df infinite).
 *
 * Both integrals are trapezoidal sums, which converge geometrically for such smooth integrands that die out on either
 * side (Trefethen & Weideman 2014, SIAM Review 56). Every term is a part of the tail itself, so a tail of 1e-200 has as
 * many digits as one of 0.1.
 */
import { exp, expm1, log, log1p } from '../numeric.js';
import { erf } from './error-function.js';
import { gammaFront } from './incomplete-gamma.js';
import { normalCdf, normalDensity, normalQuantile, normalSurvival } from './normal.js';

/** Step of the sum over the largest of the k; the more they are, the less it varies. */
const stepOf = (k: number) => 0.4 / Math.sqrt(1 + 0.5 * log(k));
/** What that sum spans, around half the range: beyond, terms are below 1e-12 of the sum. */
const BELOW = 5.5;
const ABOVE = 7.5;
/** From this range on the tail is no number any more. */
const WIDEST = 55;
/** Step of the sum over log s, in widths of the integrand. */
const STEP_IN_WIDTHS = 0.4;
/** Terms below this share of their sum end it. */
const NEGLIGIBLE = 1e-11;

/** P(range of k > w) as a function of w > 0. */
type RangeTail = (w: number) => number;

/**
 * With the largest at z, the range is above w unless the k - 1 others are within w below it:
 * k * integral of phi(z) (Phi(z)^(k-1) - (Phi(z) - Phi(z-w))^(k-1)) dz. What does not depend on w is worked out once.
 */
function rangeTail(k: number, widest: number): RangeTail {
  const step = stepOf(k);
  const first = -Math.ceil(BELOW / step);
  const count = Math.ceil((Math.min(widest, WIDEST) / 2 + ABOVE) / step) - first + 1;
  const below = new Float64Array(count); // Phi(z)
  const density = new Float64Array(count); // of the largest at z, times the step
  for (let i = 0; i < count; i++) {
    const z = (first + i) * step;
    below[i] = normalCdf(z);
    density[i] = step * k * normalDensity(z) * exp((k - 1) * log(below[i]));
  }
  return (w) => {
    if (w >= WIDEST) return 0;
    if (k * exp((k - 1) * log(erf(w / Math.sqrt(8)))) < NEGLIGIBLE) return 1; // bounds the integral of the second power
    const from = Math.max(0, Math.floor((w / 2 - BELOW) / step) - first);
    const to = Math.min(count, Math.ceil((w / 2 + ABOVE) / step) - first + 1);
    let sum = 0;
    for (let i = from; i < to; i++) {
      const outside = normalCdf((first + i) * step - w) / below[i];
      sum -= density[i] * expm1((k - 1) * log1p(-outside));
    }
    return sum;
  };
}

/** Boole's bound over the pairs, log P(range > w) <= log(k (k - 1) P(Z > w / sqrt 2)): close in the tail, cheap everywhere. */
const logBound = (w: number, k: number) =>
  Math.min(0, log(k * (k - 1)) + log(normalSurvival(w * Math.SQRT1_2)));

/** Where in u = log s the integrand is about largest: golden-section search of a concave function. */
function peak(q: number, k: number, df: number): number {
  const height = (u: number) => 0.5 * df * (1 + 2 * u - exp(2 * u)) + logBound(q * exp(u), k);
  let low = Math.min(0, log(0.01 / q));
  let high = Math.min(0, log(50 / q));
  const golden = (Math.sqrt(5) - 1) / 2;
  for (let i = 0; i < 40; i++) {
    const part = golden * (high - low);
    if (height(high - part) > height(low + part)) high = low + part;
    else low = high - part;
  }
  return (low + high) / 2;
}

/** The integral over u = log s of the density of u times P(range > q s). */
function overDeviations(q: number, k: number, df: number): number {
  const a = df / 2;
  const top = peak(q, k, df);
  const w = q * exp(top);
  const steep = Math.max(w, 4 * normalQuantile(1 - 1 / (k + 1))); // of the tail in log w, about
  const step = STEP_IN_WIDTHS / Math.sqrt(2 * df * exp(2 * top) + steep * steep);
  const tail = rangeTail(k, q * exp(top + 40 * step));
  const term = (u: number) => 2 * gammaFront(a, a * exp(2 * u)) * tail(q * exp(u));
  let sum = term(top);
  for (const direction of [step, -step]) {
    for (let u = top + direction, last = 1; last > NEGLIGIBLE * sum; u += direction) {
      last = term(u);
      sum += last;
    }
  }
  return step * sum;
}

const known = (k: number, df: number) => Number.isInteger(k) && k >= 2 && df > 0;

/**
 * P(Q > q): error below 1e-8 absolute, and below 1e-6 relative down to 1e-12 and beyond.
 * @param k how many groups, whole, 2 to 100  @param df degrees of freedom, at least 1; infinite for known deviations
 */
export function studentisedRangeSurvival(q: number, k: number, df: number): number {
  if (Number.isNaN(q) || !known(k, df)) return Number.NaN;
  if (q <= 0) return 1;
  if (q === Number.POSITIVE_INFINITY) return 0;
  return Math.min(1, df === Number.POSITIVE_INFINITY ? rangeTail(k, q)(q) : overDeviations(q, k, df));
}

/** A q below and a q above the point where the tail is `tail`, a factor 2 apart. */
function bracket(tailAt: (q: number) => number, tail: number): [number, number] {
  let high = 4;
  while (tailAt(high) > tail) high *= 2;
  let low = high / 2;
  while (tailAt(low) < tail) low /= 2;
  return [low, 2 * low];
}

/**
 * The q with P(Q <= q) = p, by false position on log tail, in the Illinois form. Relative error below 1e-7 for p above
 * 0.001; below, the tail is all but 1 and digits fade.
 * @param p in [0, 1]; 0 and infinity at the ends  @param k how many groups, whole, 2 to 100
 * @param df degrees of freedom, at least 1; infinite for known deviations
 */
export function studentisedRangeQuantile(p: number, k: number, df: number): number {
  if (!(p >= 0 && p <= 1) || !known(k, df)) return Number.NaN;
  if (p === 0) return 0;
  if (p === 1) return Number.POSITIVE_INFINITY;
  const tailAt = (q: number) => studentisedRangeSurvival(q, k, df);
  const above = (q: number) => log(tailAt(q) / (1 - p));
  let [low, high] = bracket(tailAt, 1 - p);
  let [atLow, atHigh] = [above(low), above(high)];
  for (let i = 0, side = 0; i < 100 && high - low > 1e-12 * high; i++) {
    const q = low + (atLow / (atLow - atHigh)) * (high - low);
    const at = above(q);
    if (Math.abs(at) < 1e-12) return q;
    if (at > 0) {
      if (side === 1) atHigh /= 2;
      [low, atLow, side] = [q, at, 1];
    } else {
      if (side === -1) atLow /= 2;
      [high, atHigh, side] = [q, at, -1];
    }
  }
  return (low + high) / 2;
}

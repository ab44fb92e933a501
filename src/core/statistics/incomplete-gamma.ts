/**
 * The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 - P, each computed as itself where it is small: P by
 * its power series (DLMF 8.11.4) up to x = a + 1, Q by its continued fraction (DLMF 8.9.2) beyond.
 */
import { exp } from '../numeric.js';
import { excessOverLog, stirlingRest } from './stirling.js';
import type { Tails } from './tails.js';

const MAX_TERMS = 100_000;
const TWO_PI = 2 * Math.PI;

/** x^a e^-x / gamma(a): the density of log x where x has the gamma distribution with shape a. */
export function gammaFront(a: number, x: number): number {
  const loss = a * excessOverLog((x - a) / a, x / a);
  return Math.sqrt(a / TWO_PI) * exp(-loss - stirlingRest(a));
}

/** P(a, x) / front: 1/a + x / (a (a + 1)) + …, terms of one sign. */
function powerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n <= MAX_TERMS && term > 0.25 * Number.EPSILON * sum; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Q(a, x) / front by the modified Lentz method; x >= a + 1 keeps its denominators away from 0. */
function continuedFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let d = 1 / b;
  let c = Number.POSITIVE_INFINITY;
  let fraction = d;
  for (let n = 1; n <= MAX_TERMS; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    const step = c * d;
    fraction *= step;
    if (Math.abs(step - 1) <= Number.EPSILON) break;
  }
  return fraction;
}

/** P(a, x) as lower, Q(a, x) as upper. @param a above 0  @param x at least 0 */
export function gammaTails(a: number, x: number): Tails {
  if (x === 0) return { lower: 0, upper: 1, front: 0 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0, front: 0 };
  const front = gammaFront(a, x);
  if (x < a + 1) {
    const lower = front * powerSeries(a, x);
    return { lower, upper: 1 - lower, front };
  }
  const upper = front * continuedFraction(a, x);
  return { lower: 1 - upper, upper, front };
}

/** The binomial distribution: its probabilities (Loader 2000), and the exact two-sided test. */
import { exp, log1p } from '../numeric.js';
import { betaTails } from './incomplete-beta.js';
import { excessOverLog, stirlingRest } from './stirling.js';

const TWO_PI = 2 * Math.PI;
/** Outcomes this much likelier than the one seen still count as equally likely, as in SciPy. */
const EQUALLY_LIKELY = 1 + 1e-7;

/** P(K = k) of n trials that succeed with probability p. */
function probability(k: number, n: number, p: number): number {
  if (k === 0) return exp(n * log1p(-p));
  if (k === n) return probability(0, n, 1 - p);
  const away = n * p - k;
  const loss =
    k * excessOverLog(away / k, (n / k) * p) +
    (n - k) * excessOverLog(-away / (n - k), (n / (n - k)) * (1 - p));
  const rest = stirlingRest(n) - stirlingRest(k) - stirlingRest(n - k);
  return Math.sqrt(n / (TWO_PI * k * (n - k))) * exp(rest - loss);
}

/** P(K <= k), k below n. */
const atMost = (k: number, n: number, p: number) => (k < 0 ? 0 : betaTails(p, 1 - p, k + 1, n - k).upper);

/** P(K >= k), k above 0. */
const atLeast = (k: number, n: number, p: number) => (k > n ? 0 : betaTails(p, 1 - p, k, n - k + 1).lower);

/** How many of `from`, `from + step`, … up to `to` are likelier than the limit; they grow less likely along the way. */
function likelier(from: number, to: number, limit: number, likely: (k: number) => number): number {
  const step = to < from ? -1 : 1;
  let low = 0;
  let high = Math.abs(to - from) + 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (likely(from + step * middle) > limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The exact two-sided test: the probability of all outcomes no likelier than k successes, as SciPy's `binomtest`.
 * @param k successes, 0 to n  @param n trials, below 2^30  @param p their probability under the hypothesis, in (0, 1)
 */
export function binomialTwoSided(k: number, n: number, p: number): number {
  const mean = n * p;
  if (n === 0 || k === mean) return 1;
  const likely = (outcome: number) => probability(outcome, n, p);
  const limit = likely(k) * EQUALLY_LIKELY;
  if (k < mean) {
    const from = Math.ceil(mean);
    const beyond = from + likelier(from, n, limit, likely);
    return Math.min(1, atMost(k, n, p) + atLeast(beyond, n, p));
  }
  const from = Math.floor(mean);
  const beyond = from - likelier(from, 0, limit, likely);
  return Math.min(1, atLeast(k, n, p) + atMost(beyond, n, p));
}

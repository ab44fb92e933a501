/**
 * Binomial and multinomial random numbers, exact in law, in a time that does not grow with n. A multinomial over the cells of
 * a confusion matrix is the law of the bootstrap over its rows, at a cost without rows.
 */
import { exp, log } from '../numeric.js';
import type { Rng } from '../rng.js';
import { stirlingRest } from '../statistics/stirling.js';

/** Below this many expected successes, counting up from none is quicker. */
const FEW = 10;

/** By inversion: probabilities of 0, 1, 2, … are taken off a uniform number. @param p at most 1/2, n * p below FEW */
function countUp(n: number, p: number, rng: Rng): number {
  const odds = p / (1 - p);
  for (;;) {
    let chance = exp(n * log(1 - p));
    let left = rng.uniform();
    for (let k = 0; k <= n && chance > 0; k++) {
      if (left < chance) return k;
      left -= chance;
      chance *= ((n - k) / (k + 1)) * odds;
    }
  }
}

/** log k! without k log k - k + log(2 pi k) / 2 of k + 1. */
const factorialRest = (k: number) => stirlingRest(k + 1);

/**
 * BTRS: transformed rejection with squeeze (Hörmann 1993, "The generation of binomial random variates", Journal of
 * Statistical Computation and Simulation 46). @param p at most 1/2, n * p at least FEW
 */
function byRejection(n: number, p: number, rng: Rng): number {
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const centre = n * p + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * spread;
  const mode = Math.floor((n + 1) * p);
  const odds = p / (1 - p);
  for (;;) {
    const u = rng.uniform() - 0.5;
    const v = rng.uniform();
    const distance = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / distance + b) * u + centre);
    if (distance >= 0.07 && v <= squeeze) return k;
    if (k < 0 || k > n) continue;
    const height = log((v * alpha) / (a / (distance * distance) + b));
    const density =
      (mode + 0.5) * log((mode + 1) / (odds * (n - mode + 1))) +
      (n + 1) * log((n - mode + 1) / (n - k + 1)) +
      (k + 0.5) * log((odds * (n - k + 1)) / (k + 1)) +
      factorialRest(mode) +
      factorialRest(n - mode) -
      factorialRest(k) -
      factorialRest(n - k);
    if (height <= density) return k;
  }
}

/** How many of n independent trials succeed. @param n a whole number from 0 @param p in [0, 1] */
export function drawBinomial(n: number, p: number, rng: Rng): number {
  if (p > 0.5) return n - drawBinomial(n, 1 - p, rng);
  if (n === 0 || p <= 0) return 0;
  return n * p < FEW ? countUp(n, p, rng) : byRejection(n, p, rng);
}

/**
 * n draws with replacement among things that stand there `counts` times, n being their sum: what resampling rows makes
 * of a table of counts. Cell after cell, each a binomial of what is left. O(cells).
 */
export function redrawCounts(counts: readonly number[], rng: Rng): number[] {
  const n = counts.reduce((sum, count) => sum + count, 0);
  let [toDraw, among] = [n, n];
  return counts.map((count) => {
    const drawn = among === 0 ? 0 : drawBinomial(toDraw, count / among, rng);
    toDraw -= drawn;
    among -= count;
    return drawn;
  });
}

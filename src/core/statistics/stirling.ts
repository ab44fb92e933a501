/**
 * What gamma functions and powers are made of in densities, without the cancellation between large logarithms (Loader
 * 2000, "Fast and accurate computation of binomial probabilities"; Didonato & Morris 1992, ACM TOMS 18).
 */
import { log } from '../numeric.js';

/** From here on seven terms of Stirling's series are exact to the last place. */
const SERIES_START = 12;

function series(z: number): number {
  const q = 1 / (z * z);
  return (1 / 12 - q * (1 / 360 - q * (1 / 1260 - q * (1 / 1680 - q * (1 / 1188 - (q * 691) / 360360))))) / z;
}

/** log gamma(z) - (z - 1/2) log z + z - log(2 pi)/2, z > 0. Below 12 by gamma(z + 1) = z gamma(z). */
export function stirlingRest(z: number): number {
  if (z >= SERIES_START) return series(z);
  let shifted = z;
  let product = 1;
  while (shifted < SERIES_START) {
    product *= shifted / z;
    shifted++;
  }
  const steps = shifted - z;
  return series(shifted) + (shifted - 0.5) * log(shifted / z) - log(product) - steps;
}

/** Below this |u| the series of u - log(1 + u) is taken. */
const SERIES_END = 0.4;

/**
 * u - log(1 + u), never negative, to full relative precision: what a density loses away from its centre.
 * @param u above -1  @param onePlusU 1 + u, given apart since for u near -1 the sum has lost its digits
 */
export function excessOverLog(u: number, onePlusU: number): number {
  if (Math.abs(u) >= SERIES_END) return u - log(onePlusU);
  // log(1 + u) = 2 atanh(s); u - 2s = s u
  const s = u / (2 + u);
  const square = s * s;
  let power = square;
  let sum = 1 / 3;
  for (let n = 5; power > Number.EPSILON * 0.1; n += 2) {
    sum += power / n;
    power *= square;
  }
  return s * (u - 2 * square * sum);
}

/**
 * What gamma functions and powers are made of in densities, without the cancellation between large logarithms (Loader
 * 2000, "Fast and accurate computation of binomial probabilities"; Didonato & Morris 1992, ACM TOMS 18).
 */
import { log, log1p } from '../numeric.js';

/** From here on seven terms of Stirling's series are exact to the last place. */
const SERIES_START = 12;

function series(z: number): number {
  const q = 1 / (z * z);
  return (1 / 12 - q * (1 / 360 - q * (1 / 1260 - q * (1 / 1680 - q * (1 / 1188 - (q * 691) / 360360))))) / z;
}

/** What one step from z to z + 1 takes off the rest, by gamma(z + 1) = z gamma(z). */
const stepDown = (z: number) => (z + 0.5) * log1p(1 / z) - 1;

/** The rest at z = i/2, 0 < z < 12, which is where whole degrees of freedom need it. */
const AT_HALVES = new Float64Array(2 * SERIES_START);
for (let i = AT_HALVES.length - 1; i > 0; i--) {
  const next = i + 2 < AT_HALVES.length ? AT_HALVES[i + 2] : series(i / 2 + 1);
  AT_HALVES[i] = next + stepDown(i / 2);
}

/** log gamma(z) - (z - 1/2) log z + z - log(2 pi)/2 to about 1e-16, z > 0: above 0, at most 1/(12 z). */
export function stirlingRest(z: number): number {
  if (z >= SERIES_START) return series(z);
  if (Number.isInteger(2 * z)) return AT_HALVES[2 * z];
  let rest = 0;
  let at = z;
  for (; at < SERIES_START; at++) rest += stepDown(at);
  return rest + series(at);
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

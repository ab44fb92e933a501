/**
 * The error function and its complement. Near 0 by the series of erf; beyond by the trapezoidal rule on
 * e^(x^2) erfc(x) = x/pi * integral of e^(-t^2) / (x^2 + t^2) over the line, which converges geometrically once the pole
 * at t = ix is accounted for (Chiarella & Reichel 1968, Mathematics of Computation 22; Matta & Reichel 1971, same, 25).
 */
import { exp, expm1 } from '../numeric.js';

const TWO_OVER_SQRT_PI = 1.1283791670955126;

/** Below it the series, from it on the rule. */
const SERIES_END = 0.5;

/** Step of the rule: its own error is e^(-pi^2 / STEP^2), 7e-18. */
const STEP = 0.5;
/** The pole counts up to pi / STEP. */
const POLE_END = Math.PI / STEP;

/** From here on erfc is below the smallest number. */
const GONE = 28;

/** Squares and weights e^(-square) of the nodes STEP, 2 STEP, …; the next weight is below 1e-18. */
const SQUARES = Float64Array.from({ length: 12 }, (_, i) => STEP * (i + 1) * STEP * (i + 1));
const WEIGHTS = SQUARES.map((square) => exp(-square));

/** erf(x) = 2/sqrt(pi) e^(-x^2) * sum of 2^n x^(2n+1) / (2n+1)!!, terms of one sign. */
function erfSeries(x: number): number {
  const square = x * x;
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > Number.EPSILON * Math.abs(sum) * 0.25; n++) {
    term *= (2 * square) / (2 * n + 1);
    sum += term;
  }
  return TWO_OVER_SQRT_PI * exp(-square) * sum;
}

/** erfc(x) for x >= SERIES_END. */
function erfcRule(x: number): number {
  if (x >= GONE) return 0;
  const square = x * x;
  let sum = 0.5 / square;
  for (let n = 0; n < SQUARES.length; n++) sum += WEIGHTS[n] / (square + SQUARES[n]);
  const rule = ((2 * STEP * x) / Math.PI) * exp(-square) * sum;
  return x < POLE_END ? rule - 2 / expm1((2 * Math.PI * x) / STEP) : rule;
}

/** erf(x), in [-1, 1]; a few units in the last place. */
export function erf(x: number): number {
  if (Math.abs(x) < SERIES_END) return erfSeries(x);
  return x > 0 ? 1 - erfcRule(x) : erfcRule(-x) - 1;
}

/** 1 - erf(x), in [0, 2], as a tail: relative error about x^2 units in the last place, whatever its size. */
export function erfc(x: number): number {
  if (Math.abs(x) < SERIES_END) return 1 - erfSeries(x);
  return x > 0 ? erfcRule(x) : 2 - erfcRule(-x);
}

/**
 * The regularised incomplete beta function I_x(a, b) and 1 - I_x(a, b) = I_y(b, a), y = 1 - x, each computed as itself
 * where it is small, by the even part of the continued fraction of Didonato & Morris 1992 (ACM TOMS 18, eq. 9), in which x
 * and y appear only where they lose nothing.
 */
import { exp } from '../numeric.js';
import { excessOverLog, stirlingRest } from './stirling.js';
import type { Tails } from './tails.js';

const MAX_TERMS = 100_000;
const TWO_PI = 2 * Math.PI;

/** x^a y^b / B(a, b): the density of log(x / y) where x has the beta distribution. */
function betaFront(x: number, y: number, a: number, b: number): number {
  const sum = a + b;
  const away = b * x - a * y; // (a + b) times the distance of x from its centre a / (a + b)
  const loss = a * excessOverLog(away / a, (sum / a) * x) + b * excessOverLog(-away / b, (sum / b) * y);
  const rest = stirlingRest(sum) - stirlingRest(a) - stirlingRest(b);
  return Math.sqrt(((a / sum) * b) / TWO_PI) * exp(rest - loss);
}

/** I_x(a, b) / front by the modified Lentz method, for x <= (a + 1) / (a + b + 2). */
function continuedFraction(x: number, y: number, a: number, b: number): number {
  const away = a * y - b * x + 1;
  let d = (a + 1) / (a * away);
  let c = Number.POSITIVE_INFINITY;
  let fraction = d;
  for (let n = 1; n <= MAX_TERMS; n++) {
    const low = a + 2 * n - 1;
    const share = (n * (b - n) * x) / low;
    const numerator = ((a + n - 1) * (a + b + n - 1) * share * x) / low;
    const denominator = n + share + ((a + n) * (away + n * (1 + y))) / (low + 2);
    d = 1 / (denominator + numerator * d);
    c = denominator + numerator / c;
    const step = c * d;
    fraction *= step;
    if (Math.abs(step - 1) <= Number.EPSILON) break;
  }
  return fraction;
}

/**
 * I_x(a, b) as lower, I_y(b, a) as upper.
 * @param x in [0, 1]  @param y 1 - x, given apart since either may be tiny  @param a above 0  @param b above 0
 */
export function betaTails(x: number, y: number, a: number, b: number): Tails {
  if (x === 0) return { lower: 0, upper: 1, front: 0 };
  if (y === 0) return { lower: 1, upper: 0, front: 0 };
  const front = betaFront(x, y, a, b);
  if (x * (a + b + 2) < a + 1) {
    const lower = front * continuedFraction(x, y, a, b);
    return { lower, upper: 1 - lower, front };
  }
  const upper = front * continuedFraction(y, x, b, a);
  return { lower: 1 - upper, upper, front };
}

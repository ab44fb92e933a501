/**
 * Both tails of a distribution of positive numbers at a point, and the point where a tail has a given size. Each tail is
 * computed as itself: 1 less the other side of a tail of 1e-20 is nothing but rounding, and Holm multiplies such.
 */
import { exp, log } from '../numeric.js';

/** What lies to either side of a point. */
export interface Tails {
  /** P(X <= x). */
  readonly lower: number;
  /** P(X > x). */
  readonly upper: number;
  /** The density of log X at log x. */
  readonly front: number;
}

const MAX_STEPS = 300;
/** e^744 and beyond are no numbers. */
const LARGEST_LOG = 744;

/** log of the tail over its target, and its slope in log x. */
function excess(tails: Tails, side: 'lower' | 'upper', target: number): [number, number] {
  const tail = tails[side];
  const slope = tails.front / tail;
  return [log(tail) - log(target), side === 'lower' ? slope : -slope];
}

/**
 * The x > 0 whose tail has the size asked for: Newton's steps for log tail in log x, in which both tails of the gamma and
 * of the F distributions are log-concave, kept by bisection inside a bracket that starts as all positive numbers.
 * @param tailsAt the tails at x  @param target in (0, 1), best at most 1/2: the smaller tail decides to full precision
 * @param start a point near the middle of the distribution
 */
export function whereTail(
  tailsAt: (x: number) => Tails,
  side: 'lower' | 'upper',
  target: number,
  start: number,
): number {
  let low = -LARGEST_LOG;
  let high = LARGEST_LOG;
  let at = log(start);
  for (let i = 0; i < MAX_STEPS; i++) {
    const [ratio, slope] = excess(tailsAt(exp(at)), side, target);
    if (ratio > 0 === (side === 'upper')) low = at;
    else high = at;
    const newton = at - ratio / slope;
    const next = newton >= low && newton <= high ? newton : (low + high) / 2;
    const moved = Math.abs(next - at);
    at = next;
    if (moved <= 1e-14 * (1 + Math.abs(at))) break;
  }
  return exp(at);
}

/**
 * The x with P(X <= x) = p, from whichever tail is the smaller.
 * @param p in [0, 1]; 0 and infinity at the ends
 */
export function positiveQuantile(tailsAt: (x: number) => Tails, p: number, start: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return 0;
  if (p === 1) return Number.POSITIVE_INFINITY;
  return p <= 0.5 ? whereTail(tailsAt, 'lower', p, start) : whereTail(tailsAt, 'upper', 1 - p, start);
}

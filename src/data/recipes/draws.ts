/** Draws that recipes share. exp and log are core's: equal seeds give equal bytes on every engine. */
import { log } from '../../core/numeric.js';
import type { Rng } from '../../core/rng.js';

/** Standard normal. */
export const normal = (rng: Rng): number => rng.normal(log);

export const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));

/** One of the items. @param shares of each, summing to 1 */
export function pick<T>(rng: Rng, items: readonly T[], shares: readonly number[]): T {
  let left = rng.uniform();
  for (let i = 0; i < items.length - 1; i++) {
    left -= shares[i];
    if (left < 0) return items[i];
  }
  return items[items.length - 1];
}

/** Rounded to a multiple of `step`. */
export const roundTo = (value: number, step: number): number => step * Math.round(value / step);

/** Rounded to one digit after the point. */
export const toTenth = (value: number): number => Math.round(10 * value) / 10;

/** The score interval of a share (Wilson 1927, "Probable inference, the law of succession, and statistical inference"). */
import { normalQuantile } from './normal.js';

/** @param count of n, n >= 1  @param level e.g. 0.95 */
export function wilsonInterval(count: number, n: number, level: number): [number, number] {
  const z = normalQuantile(0.5 + level / 2);
  const p = count / n;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

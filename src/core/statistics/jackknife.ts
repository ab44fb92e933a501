/**
 * The jackknife over blocks of rows (Efron & Tibshirani 1993, "An Introduction to the Bootstrap", 11.5): what any smooth
 * function of rows varies by, from its values without each of G blocks of about equal size. Of a mean it is the t
 * interval over the means of the blocks.
 */
import { mean } from './moments.js';
import { studentTQuantile } from './student-t.js';

/** sqrt((G - 1) / G * sum (without_g - mean)^2); null for fewer than two blocks. @param without one a block left out */
function jackknifeError(without: readonly number[]): number | null {
  const n = without.length;
  if (n < 2) return null;
  const centre = mean(without);
  const squares = without.reduce((sum, value) => sum + (value - centre) * (value - centre), 0);
  return Math.sqrt(((n - 1) / n) * squares);
}

/**
 * The two-sided interval around a value by Student's t with G - 1 degrees of freedom; null for fewer than two blocks.
 * @param without the value without each block  @param level e.g. 0.95
 */
export function jackknifeInterval(
  value: number,
  without: readonly number[],
  level: number,
): [number, number] | null {
  const error = jackknifeError(without);
  if (error === null) return null;
  const half = studentTQuantile(0.5 + level / 2, without.length - 1) * error;
  return [value - half, value + half];
}

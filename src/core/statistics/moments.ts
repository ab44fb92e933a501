/** Mean and variance of a few numbers; of equal numbers exactly that number and 0. */

/** @param values at least one */
export function mean(values: readonly number[]): number {
  const first = values[0];
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}

/** With n - 1; null for fewer than two values. */
export function variance(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) * (value - centre), 0) / (values.length - 1);
}

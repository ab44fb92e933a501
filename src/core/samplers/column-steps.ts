/** The steps that cells of a column keep to: whole numbers, and of dates whole days, hours, minutes, seconds or milliseconds. */
import type { NumericColumn } from '../table.js';

/** Days, hours, minutes, seconds, milliseconds: each in steps to the day. */
const STEPS_A_DAY = [1, 24, 1440, 86_400, 86_400_000];
/** How far a cell may be off its step, of its size: it was read to the nearest double and divided. */
const OFF = 4 * Number.EPSILON;

const keepsTo = (value: number, steps: number): boolean =>
  Math.abs(value * steps - Math.round(value * steps)) <= OFF * steps * Math.max(1, Math.abs(value));

/**
 * Steps to a whole, the fewest that all cells at `rows` keep to; null when they keep to none.
 * @param rows those outside are not looked at
 */
export function stepsOf({ type, integer, values }: NumericColumn, rows: Uint32Array): number | null {
  if (integer) return 1;
  if (type !== 'date') return null;
  let unit = 0;
  for (let i = 0; i < rows.length && unit < STEPS_A_DAY.length; i++) {
    const value = values[rows[i]];
    if (Number.isNaN(value)) continue;
    while (unit < STEPS_A_DAY.length && !keepsTo(value, STEPS_A_DAY[unit])) unit++;
  }
  return STEPS_A_DAY[unit] ?? null;
}

/** The value at the nearest step. @param steps as of `stepsOf` */
export const toStep = (value: number, steps: number | null): number =>
  steps === null ? value : Math.round(value * steps) / steps;

/** Scores, durations and parameters for people; counts and shares are those of core's messages. */
import { fixed } from '../../core/shown-numbers.js';

/** Shown for a value that is undefined. */
export const UNDEFINED = '–';

/** Digits after the point that show about four figures of the largest: 3 below 10, none from 10,000 on. */
export function digitsFor(values: readonly (number | null)[]): number {
  const largest = Math.max(0, ...values.map((value) => (value === null ? 0 : Math.abs(value))));
  if (largest === 0 || (largest >= 0.01 && largest < 10)) return 3;
  if (largest < 0.01) return Math.min(9, 2 - Math.floor(Math.log10(largest)));
  return largest < 100 ? 2 : largest < 10_000 ? 1 : 0;
}

/** A value of a metric with fixed digits, or – when undefined. */
export const score = (value: number | null | undefined, digits: number): string =>
  value === null || value === undefined || Number.isNaN(value) ? UNDEFINED : fixed(value, digits);

/** Seconds: `0.6 s`, `9.8 s`, `178 s`, `1 h 12 min`. */
export function seconds(value: number): string {
  if (value < 100) return `${value.toFixed(1)} s`;
  if (value < 600) return `${value.toFixed(0)} s`;
  const minutes = Math.round(value / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** One value of a parameter, short: `0.1`, `none`, `sqrt`. */
export const paramValue = (value: unknown): string => {
  if (value === null) return 'none';
  return typeof value === 'number' ? String(Number(value.toPrecision(5))) : String(value);
};

/** A number of the data in at most 6 significant digits, thousands apart: `1,234.5`. */
export function brief(value: number): string {
  const rounded = String(Number(value.toPrecision(6)));
  if (rounded.includes('e')) return rounded;
  return fixed(Number(rounded), rounded.split('.')[1]?.length ?? 0);
}

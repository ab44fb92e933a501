/** Numbers for people: fixed digits, thousands apart, nothing that depends on a locale. */

/** Shown for a value that is undefined. */
export const UNDEFINED = '–';

const group = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/** `24,000`, `-1,655.25`: fixed digits, commas between thousands; from 1e15 on as 1.234e+15. */
export function fixed(value: number, digits: number): string {
  if (Math.abs(value) >= 1e15) return value.toExponential(3);
  const [whole, fraction] = Math.abs(value).toFixed(digits).split('.');
  const isZero = Number(whole) === 0 && Number(fraction ?? 0) === 0;
  return `${value < 0 && !isZero ? '-' : ''}${group(whole)}${fraction ? `.${fraction}` : ''}`;
}

/** A count: `24,000`. */
export const count = (value: number): string => fixed(value, 0);

/** A share: `22.1 %`. */
export const percent = (share: number, digits = 1): string => `${fixed(100 * share, digits)} %`;

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

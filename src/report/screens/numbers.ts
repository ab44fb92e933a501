/** Scores, durations and parameters for people; counts and shares are those of core's messages. */
import { fixed } from '../../core/shown-numbers.js';

/** Shown for a value that is undefined. */
export const UNDEFINED = '–';

/** More digits than this are shown with a power of ten. */
const MAX_DIGITS = 5;
/** A value so many times the typical one, and no small number, has digits of its own. */
const WILD = 100;
const SMALL = 10;

/** Digits after the point that show about four figures of a value: 3 below 10, none from 10,000 on. */
function digitsOf(size: number): number {
  if (size === 0 || (size >= 0.01 && size < 10)) return 3;
  if (size < 0.01) return 2 - Math.floor(Math.log10(size));
  return size < 100 ? 2 : size < 10_000 ? 1 : 0;
}

/**
 * Digits after the point for values that stand together: those of the largest, where values far above the typical one
 * (the lower median of the sizes) do not count.
 */
export function digitsFor(values: readonly (number | null)[]): number {
  const sizes = values.flatMap((value) => (value ? [Math.abs(value)] : [])).sort((a, b) => a - b);
  const typical = sizes[(sizes.length - 1) >> 1] ?? 0;
  const limit = Math.max(SMALL, WILD * typical);
  return digitsOf(sizes.findLast((size) => size < limit) ?? 0);
}

/** A value of a metric with fixed digits (fewer for one that is far larger than those), or – when undefined. */
export function score(value: number | null | undefined, digits: number): string {
  if (value === null || value === undefined || Number.isNaN(value)) return UNDEFINED;
  if (digits > MAX_DIGITS) return value === 0 ? '0' : value.toExponential(2);
  const own = digitsOf(Math.abs(value));
  return fixed(value, digits - own > 1 ? own : digits);
}

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

/** From here on thousands are apart: years are not. */
const APART_FROM = 10_000;

/** A number of the data in at most 6 significant digits: `1234.5`, `12,345`. */
export function brief(value: number): string {
  const rounded = String(Number(value.toPrecision(6)));
  if (rounded.includes('e') || Math.abs(value) < APART_FROM) return rounded;
  return fixed(Number(rounded), rounded.split('.')[1]?.length ?? 0);
}

/** The size of a file: `1.2 MB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** `p 0.031`; the smallest as `p < 0.001`. */
export const pText = (p: number): string => (p < 0.001 ? 'p < 0.001' : `p ${p.toFixed(3)}`);

/** A difference: `+0.012`, `-0.012`. */
export const signed = (value: number, digits: number): string =>
  `${value > 0 ? '+' : ''}${score(value, digits)}`;

/** A stretch of rows in order of time: so many of them (`24`), or so long (`7d`). */
import { usageError } from '../errors.js';
import type { ParamValue, TextForm } from '../params.js';

/** In days, as dates are. */
const UNITS: Readonly<Record<string, number>> = {
  s: 1 / 86400,
  min: 1 / 1440,
  h: 1 / 24,
  d: 1,
  w: 7,
};

export type Span = { readonly rows: number } | { readonly days: number };

/** @returns null when the text is no span */
function parseSpan(text: string): Span | null {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  if (amount === undefined) return null;
  if (unit === '') return Number.isInteger(Number(amount)) ? { rows: Number(amount) } : null;
  const days = UNITS[unit.toLowerCase()];
  return days === undefined ? null : { days: Number(amount) * days };
}

export const spanForm: TextForm = {
  shape: 'rows (24) or a time (30min, 12h, 7d, 2w)',
  columns: (text) => (parseSpan(text) === null ? null : []),
  rename: (text) => text,
};

/** What a span is measured against. */
export interface Timeline {
  /** [nRows] ascending; null: rows are in order, their times unknown. */
  readonly time: Float64Array | null;
  readonly timeIsDate?: boolean;
}

/**
 * @param name of the parameter, for errors
 * @returns null for a parameter without a value
 * @throws AssayError exit 2 for a time where the rows have no dates
 */
export function spanOf(name: string, value: ParamValue | undefined, timeline: Timeline): Span | null {
  if (value === null || value === undefined) return null;
  const span = parseSpan(String(value));
  if (span === null) throw new Error(`${name}=${value} was not checked`);
  if ('rows' in span || (timeline.time && timeline.timeIsDate)) return span;
  throw usageError(
    'ASSAY_SPAN_DATES',
    `${name}=${value} is a time, and ${timeline.time ? 'the column of --time holds numbers' : 'there is no --time'}`,
    timeline.time ? `count rows: ${name}=24` : 'name a column of dates: --time COL',
  );
}

/** The first row that is no further than a span before row `at`: rows from it on lie within. Spans of a time exclude its end. */
export function rowBefore(at: number, span: Span, { time }: Timeline): number {
  if ('rows' in span) return Math.max(0, at - span.rows);
  if (!time) return at;
  let row = at;
  while (row > 0 && time[row - 1] >= time[at] - span.days) row--;
  return row;
}

/** Dates are days since 1970-01-01 UTC with fractions; people read them as ISO 8601. */

const MS_PER_DAY = 86_400_000;
const MAX_DAYS = 100_000_000;

/** `2024-05-01`, with the time of day (`2024-05-01T13:30:00Z`) when there is one. Out of the range of dates: the number. */
export function isoDate(days: number): string {
  if (!(Math.abs(days) <= MAX_DAYS)) return String(days);
  const text = new Date(Math.round(days * MS_PER_DAY)).toISOString();
  return Number.isInteger(days) ? text.slice(0, text.indexOf('T')) : text.replace(/\.000Z$/, 'Z');
}

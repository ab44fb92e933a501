/** Dates are days since 1970-01-01 UTC with fractions; people read them as ISO 8601 text, to the microsecond. */

const MICROS_PER_DAY = 86_400_000_000;
const MICROS_PER_SECOND = 1_000_000;
/** 0000-01-01 and 10000-01-01. */
const FIRST_DAY = -719_528;
const END_DAY = 2_932_897;

const padded = (value: number, width: number) => String(value).padStart(width, '0');

/**
 * `YYYY-MM-DD` for a whole day, else `YYYY-MM-DD HH:MM:SS[.ffffff]`, UTC: what reading a date column undoes. Outside of
 * the years 0 to 9999: the number.
 */
export function isoDate(days: number): string {
  if (!(days >= FIRST_DAY && days < END_DAY)) return String(days);
  const micros = Math.round(days * MICROS_PER_DAY);
  const wholeDays = Math.floor(micros / MICROS_PER_DAY);
  const date = new Date(wholeDays * 86_400_000);
  const year = padded(date.getUTCFullYear(), 4);
  const day = `${year}-${padded(date.getUTCMonth() + 1, 2)}-${padded(date.getUTCDate(), 2)}`;
  const microsOfDay = micros - wholeDays * MICROS_PER_DAY;
  if (microsOfDay === 0) return day;
  const seconds = Math.floor(microsOfDay / MICROS_PER_SECOND);
  const fraction = microsOfDay - seconds * MICROS_PER_SECOND;
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) =>
    padded(part, 2),
  );
  const shown = fraction === 0 ? '' : `.${padded(fraction, 6).replace(/0+$/, '')}`;
  return `${day} ${clock.join(':')}${shown}`;
}

const ISO_TEXT = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?)?Z?$/;

/** Days since 1970 of ISO text, UTC; NaN when there is no such day or time. */
export function daysOfIso(text: string): number {
  const found = ISO_TEXT.exec(text.trim());
  if (!found) return Number.NaN;
  const [year, month, day, hour, minute, second] = found.slice(1).map((part) => Number(part ?? 0));
  if (hour > 23 || minute > 59 || second >= 60) return Number.NaN;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isThere = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isThere ? date.getTime() / 86_400_000 + (hour * 3600 + minute * 60 + second) / 86_400 : Number.NaN;
}

/** Months or years that dates fall into. */

/** Fewer years than this are cut by month. */
const FEW_YEARS = 3;
/** More spans than this are too many to look at. */
const MOST_SPANS = 24;
const MILLIS_PER_DAY = 86_400_000;

/** From a day to before another. */
export interface CalendarSpan {
  /** `2024`, `2024-03`. */
  readonly level: string;
  readonly from: number;
  readonly below: number;
}

/** The first day of a month, in days since 1970. @param month from 0, also beyond 11 */
function firstDay(year: number, month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 1);
  return date.getTime() / MILLIS_PER_DAY;
}

const padded = (value: number, width: number) => String(value).padStart(width, '0');

/** Months of ascending days, each once. */
function monthsOf(sorted: Float64Array): { year: number; month: number }[] {
  const months: { year: number; month: number }[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const day of sorted) {
    if (day < end) continue;
    const date = new Date(Math.floor(day) * MILLIS_PER_DAY);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    months.push({ year, month });
    end = firstDay(year, month + 1);
  }
  return months;
}

/**
 * Years where there are three or more, else months.
 * @param sorted days since 1970, ascending
 * @returns those that have rows; null when there is one alone, or too many
 */
export function calendarSpans(sorted: Float64Array): CalendarSpan[] | null {
  const months = monthsOf(sorted);
  const years = [...new Set(months.map(({ year }) => year))];
  const spans =
    years.length >= FEW_YEARS
      ? years.map((year) => ({
          level: padded(year, 4),
          from: firstDay(year, 0),
          below: firstDay(year + 1, 0),
        }))
      : months.map(({ year, month }) => ({
          level: `${padded(year, 4)}-${padded(month + 1, 2)}`,
          from: firstDay(year, month),
          below: firstDay(year, month + 1),
        }));
  return spans.length > 1 && spans.length <= MOST_SPANS ? spans : null;
}

/**
 * How dates are written: which order, which separators, which words. A spelling is a pattern and the SQL that turns a
 * text of that pattern into days since 1970.
 */

import { literal } from './duckdb.js';
import { DATE_PATTERN } from './number-text.js';

/** Which comes first: year, day or month. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy';

export interface DateSpelling {
  /** Stable: a saved model names the spelling of its dates by it. */
  readonly id: string;
  readonly order: DateOrder;
  /** Of a whole cell, without anchors; the common part of RE2 (DuckDB) and of JavaScript, any case. */
  readonly pattern: string;
  /** Another spelling has the same shape and another order: `01/02/2024`. */
  readonly twoWays: boolean;
  /** Of the spellings of its shape the one that is meant when the days do not tell. */
  readonly usual: boolean;
  /** Only for a column that is declared to be a date: `31/12/24`, `20241231`. */
  readonly declaredOnly: boolean;
  /** How a note calls it; null for ISO, of which nothing is said. */
  readonly said: string | null;
  /** SQL: days since 1970 as DOUBLE of a text that matches, NULL when there is no such day or time. */
  readonly days: (text: string) => string;
  /** The same for a column all of whose cells are known to be dates: cheaper. */
  readonly daysOfDates: (text: string) => string;
}

const DAY = '([0-9]{1,2})';
const YEAR = '([0-9]{4})';
const SHORT_YEAR = '([0-9]{2})';
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(jan|january|feb|february|mar|march|apr|april|may|june?|july?|aug|august|sept?|september|oct|october|nov|november|dec|december)';
const WEEKDAY = '(?:(?:mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?[.,]{0,2} )?';
/** Groups: hour, minute, second, a or p, offset. */
const TIME =
  '(?:(?:t| |, ?)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}(?:[.,][0-9]+)?))?(?: ?([ap])[.]?m[.]?)?(?: ?(z|utc|gmt|[+-][0-9]{2}(?::?[0-9]{2})?))?)?';

/** POSIX: two-digit years from 69 on are of the last century. */
const FIRST_SHORT_YEAR = 69;
const MICROS_PER_SECOND = 1_000_000;
const MICROS_PER_DAY = 86_400_000_000;

const whole = (pattern: string) => `[ \\t]*${WEEKDAY}${pattern}${TIME}[ \\t]*`;

/** The names of the groups of every pattern but ISO's. */
const groupNames = (order: DateOrder) =>
  [...order, 'h', 'n', 's', 'a', 'z'].map((name) => literal(name)).join(', ');

const monthSql = `case when regexp_full_match(r.m, '[0-9]+') then r.m else list_position([${MONTHS.map(literal).join(', ')}], lower(left(r.m, 3)))::varchar end`;
const yearSql = `case when length(r.y) = 2 then (case when r.y::integer < ${FIRST_SHORT_YEAR} then '20' else '19' end) || r.y else r.y end`;
const hourSql = `case when r.a = '' then r.h::integer when r.h::integer between 1 and 12 then r.h::integer % 12 + (case when lower(r.a) = 'p' then 12 else 0 end) end`;
const secondSql = `coalesce(try_cast(replace(r.s, ',', '.') as double), 0)`;
const offsetSql = `case when regexp_full_match(r.z, '[+-].*') then (case when left(r.z, 1) = '-' then -1 else 1 end) * (substr(r.z, 2, 2)::integer * 3600 + (case when length(r.z) > 3 then right(r.z, 2)::integer else 0 end) * 60) else 0 end`;
const clockSql = `case when r.h = '' then 0 when (${hourSql}) < 24 and r.n::integer < 60 and ${secondSql} < 60 then (${hourSql}) * 3600 + r.n::integer * 60 + ${secondSql} - (${offsetSql}) end`;
const daySql = `(try_cast((${yearSql}) || '-' || (${monthSql}) || '-' || r.d as date) - date '1970-01-01')`;
const microsSql = `${daySql}::double * ${MICROS_PER_DAY}::double + round((${clockSql}) * ${MICROS_PER_SECOND})`;

/** The lambda takes the groups apart once; a plain expression would match the pattern at each mention. */
const partsSql = (order: DateOrder, pattern: string) => (text: string) =>
  `list_transform([regexp_extract(${text}, ${literal(`(?i)^${pattern}$`)}, [${groupNames(order)}])], lambda r: case when r.y <> '' then (${microsSql}) / ${MICROS_PER_DAY}::double end)[1]`;

/**
 * ISO: offsets are honoured, no offset is UTC. DuckDB wants seconds before an offset: those without are written anew.
 */
function isoDaysSql(text: string): string {
  const padded = `regexp_replace(${text}, '([T ][0-9]{2}:[0-9]{2})(Z|[+-][0-9:]+)[ \t]*$', '\\1:00\\2')`;
  const instant = `coalesce(try_cast(${text} as timestamptz), try_cast(${padded} as timestamptz))`;
  return `epoch_us(${instant})::double / ${MICROS_PER_DAY}::double`;
}

const isoSql = (text: string) =>
  `case when regexp_full_match(${text}, ${literal(DATE_PATTERN)}) then ${isoDaysSql(text)} end`;

function spelling(
  id: string,
  order: DateOrder,
  date: string,
  said: string,
  how: { twoWays?: boolean; usual?: boolean; declaredOnly?: boolean } = {},
): DateSpelling {
  const pattern = whole(date);
  const { twoWays = false, usual = false, declaredOnly = false } = how;
  const days = partsSql(order, pattern);
  return { id, order, pattern, twoWays, usual, declaredOnly, said, days, daysOfDates: days };
}

/** The one spelling of which nothing has to be said. */
export const isoDates: DateSpelling = {
  id: 'iso',
  order: 'ymd',
  pattern: DATE_PATTERN,
  twoWays: false,
  usual: true,
  declaredOnly: false,
  said: null,
  days: isoSql,
  daysOfDates: isoDaysSql,
};

const FIRST: Readonly<Record<DateOrder, string>> = {
  ymd: 'the year first',
  dmy: 'the day first',
  mdy: 'the month first',
};

/** Between day, month and year. Who writes dots puts the day first, unless the days say otherwise. */
const SEPARATORS = ['/', '.', '-'];

const separated = SEPARATORS.flatMap((separator) => {
  const between = `[${separator}]`;
  const order = [DAY, DAY, YEAR].join(between);
  return [
    spelling(`ymd${separator}`, 'ymd', [YEAR, DAY, DAY].join(between), FIRST.ymd),
    spelling(`dmy${separator}`, 'dmy', order, FIRST.dmy, { twoWays: true, usual: separator === '.' }),
    spelling(`mdy${separator}`, 'mdy', order, FIRST.mdy, { twoWays: true }),
  ];
});

const shortYears = SEPARATORS.flatMap((separator) => {
  const between = `[${separator}]`;
  const how = { twoWays: true, declaredOnly: true };
  const order = [DAY, DAY, SHORT_YEAR].join(between);
  return [
    spelling(`dmy${separator}short`, 'dmy', order, FIRST.dmy, { ...how, usual: separator === '.' }),
    spelling(`mdy${separator}short`, 'mdy', order, FIRST.mdy, how),
    spelling(`ymd${separator}short`, 'ymd', [SHORT_YEAR, DAY, DAY].join(between), FIRST.ymd, how),
  ];
});

const named = (length: string, year: string, declaredOnly: boolean) => [
  spelling(
    `dmy-named${length}`,
    'dmy',
    `${DAY}(?:st|nd|rd|th)?(?:[. /-]|[.] )?${MONTH}[.]?,?[ /-]?${year}`,
    'the name of the month',
    { declaredOnly },
  ),
  spelling(
    `mdy-named${length}`,
    'mdy',
    `${MONTH}[.]?[ -]?${DAY}(?:st|nd|rd|th)?(?:, ?|[ -])${year}`,
    'the name of the month',
    {
      declaredOnly,
    },
  ),
];

const compact = spelling('ymd', 'ymd', '([0-9]{4})([0-9]{2})([0-9]{2})', 'eight digits', {
  declaredOnly: true,
});

/** All that are known; among those that fit equally many cells the first is meant. */
export const dateSpellings: readonly DateSpelling[] = [
  isoDates,
  ...separated,
  ...named('', YEAR, false),
  ...shortYears,
  ...named('short', SHORT_YEAR, true),
  compact,
];

/** For DuckDB, of a whole cell: any spelling that needs no declaration. */
export const ANY_DATE_PATTERN = `(?i)${dateSpellings
  .filter(({ declaredOnly }) => !declaredOnly)
  .map(({ pattern }) => `(?:${pattern})`)
  .join('|')}`;

const matchers = new Map(dateSpellings.map((one) => [one, new RegExp(`^(?:${one.pattern})$`, 'i')] as const));

/** Could the text be a date of that spelling? There may be no such day. */
export const looksLike = (one: DateSpelling, text: string): boolean => matchers.get(one)?.test(text) ?? false;

/** Which spelling the dates of a column have, decided over all of its cells. */
import type { ColumnPlan } from './column-options.js';
import { aggregates, counts, enough, matching } from './counts.js';
import {
  ANY_DATE_PATTERN,
  type DateOrder,
  type DateSpelling,
  dateSpellings,
  isoDates,
  looksLike,
} from './date-spellings.js';
import type { Duck } from './duckdb.js';

/** A column that may hold dates. */
interface Candidate {
  /** SQL: the cell's text, NULL = missing. */
  readonly text: string;
  /** A date, or nothing is planned. */
  readonly plan: ColumnPlan;
  readonly nPresent: number;
}

export interface DateFit {
  readonly spelling: DateSpelling;
  /** Cells that are dates in this spelling. */
  readonly nDates: number;
  /** As many cells are dates with the day and with the month in the other place. */
  readonly ambiguous: boolean;
}

/** Two cells of each column, the same whatever the threads do: the least and the greatest. */
async function samples(duck: Duck, columns: readonly Candidate[]): Promise<string[][]> {
  const row = await aggregates(
    duck,
    columns.flatMap(({ text }) => [`min(${text})`, `max(${text})`]),
  );
  return columns.map((_, index) =>
    row.slice(2 * index, 2 * index + 2).filter((cell): cell is string => typeof cell === 'string'),
  );
}

const allows = (order: DateOrder | null, one: DateSpelling): boolean =>
  order === null || !one.twoWays || one.order === order;

function allowed({ plan }: Candidate): DateSpelling[] {
  if (plan.spelling !== null) return dateSpellings.filter(({ id }) => id === plan.spelling);
  return dateSpellings.filter((one) => (plan.type ? allows(plan.order, one) : !one.declaredOnly));
}

/** ISO is a case of a looser spelling too, which need not be tried. */
function likelySpellings(
  spellings: readonly DateSpelling[],
  cells: readonly string[],
): readonly DateSpelling[] {
  if (cells.every((cell) => looksLike(isoDates, cell))) return [isoDates];
  return spellings.filter((one) => cells.some((cell) => looksLike(one, cell)));
}

/** The spelling that most cells have, the earlier among equals. */
function best(tried: readonly DateSpelling[], nDates: readonly number[]): DateFit | null {
  const most = Math.max(0, ...nDates);
  if (most === 0) return null;
  const fitting = tried.filter((_, at) => nDates[at] === most);
  const spelling =
    fitting.find(({ twoWays }) => !twoWays) ?? fitting.find(({ usual }) => usual) ?? fitting[0];
  const ambiguous = spelling.twoWays && !spelling.usual && fitting.length > 1;
  return { spelling, nDates: most, ambiguous };
}

async function tryOut(
  duck: Duck,
  columns: readonly Candidate[],
  spellings: readonly (readonly DateSpelling[])[],
): Promise<(DateFit | null)[]> {
  const found = await counts(
    duck,
    columns.flatMap(({ text }, at) => spellings[at].map(({ days }) => `count(${days(text)})`)),
  );
  return spellings.map((tried) =>
    best(
      tried,
      tried.map(() => found.take()),
    ),
  );
}

const isSettled = ({ nPresent }: Candidate, fit: DateFit | null): boolean =>
  fit !== null && enough(fit.nDates, nPresent);

/** Columns of which two cells told too little: those of dates all the same. One pattern for all spellings is cheap. */
async function unsettledDates(duck: Duck, columns: readonly Candidate[]): Promise<Candidate[]> {
  const found = await counts(
    duck,
    columns.map(({ text }) => matching(text, ANY_DATE_PATTERN)),
  );
  return columns.filter(({ plan, nPresent }) => {
    const nAny = found.take();
    return plan.type !== null || (nAny > 0 && enough(nAny, nPresent));
  });
}

/**
 * For the columns that are dates, how these are written: those declared to be dates, and those with enough cells in
 * one spelling that needs no declaration. A declared column with no date at all is absent.
 */
export async function fitDates<C extends Candidate>(
  duck: Duck,
  columns: readonly C[],
): Promise<Map<C, DateFit>> {
  const present = columns.filter(({ nPresent }) => nPresent > 0);
  const cells = await samples(duck, present);
  const likely = present.map((column, at) => likelySpellings(allowed(column), cells[at]));
  const fits = new Map<Candidate, DateFit | null>();
  const first = await tryOut(duck, present, likely);
  present.forEach((column, at) => void fits.set(column, first[at]));
  const open = present.filter((column, at) => !isSettled(column, first[at]));
  const rest = await unsettledDates(duck, open);
  const second = await tryOut(duck, rest, rest.map(allowed));
  rest.forEach((column, at) => void fits.set(column, second[at]));
  return new Map(
    present.flatMap((column): [C, DateFit][] => {
      const fit = fits.get(column) ?? null;
      return fit && (column.plan.type !== null || isSettled(column, fit)) ? [[column, fit]] : [];
    }),
  );
}

/**
 * Which type each column has, from counts over its cells. Quotes that stand around every value are found first; then
 * number, date, category, in that order. Nothing here looks at the target.
 */
import type { ColumnType } from '../core/table.js';
import { cellName, orMissing } from './cell-table.js';
import type { ColumnPlan } from './column-options.js';
import { type Duck, literal, type SqlRow } from './duckdb.js';
import {
  DATE_PATTERN,
  DECLARED_NUMBER_PATTERN,
  INFINITY_PATTERN,
  NUMBER_PATTERN,
  QUOTES,
} from './number-text.js';

/** From this many cells on, a column may hold a few that do not fit. */
const TOLERANT_CELLS = 20;
const FITTING_PERCENT = 98;

/** Planning a query is quadratic in its aggregates: 4,000 in one take ten seconds. */
const COUNTS_PER_QUERY = 200;

export interface TypedColumn {
  readonly type: ColumnType;
  /** SQL: the cell's text, NULL = missing. */
  readonly text: string;
  /**
   * SQL: the cell as DOUBLE (a number, perhaps infinite, or days since 1970), NULL = missing or unfit. The text itself
   * for other types.
   */
  readonly value: string;
  /** The quote that stood around every value, or null. */
  readonly quote: string | null;
  readonly nPresent: number;
  /** Cells present that are neither number nor date though the column is. */
  readonly nUnfit: number;
}

/** SQL: DOUBLE, infinite for infinities; NULL for a cell that is no number. */
function numberSql(text: string, pattern: string): string {
  const cast = `try_cast(${text} as double)`;
  return `case when regexp_full_match(${text}, ${literal(`${pattern}|${INFINITY_PATTERN}`)}) then ${cast} end`;
}

/**
 * SQL: days since 1970 as DOUBLE of a text that matches DATE_PATTERN, NULL when there is no such day or time. Offsets
 * are honoured, no offset is UTC. DuckDB wants seconds before an offset: those without are written anew.
 */
function daysSql(text: string): string {
  const padded = `regexp_replace(${text}, '([T ][0-9]{2}:[0-9]{2})(Z|[+-][0-9:]+)[ \t]*$', '\\1:00\\2')`;
  const instant = `coalesce(try_cast(${text} as timestamptz), try_cast(${padded} as timestamptz))`;
  return `epoch_us(${instant})::double / 86400000000::double`;
}

const dateSql = (text: string): string =>
  `case when regexp_full_match(${text}, ${literal(DATE_PATTERN)}) then ${daysSql(text)} end`;

const matching = (text: string, pattern: string): string =>
  `count(*) filter (regexp_full_match(${text}, ${literal(pattern)}))`;

const enough = (nFitting: number, nPresent: number): boolean =>
  nPresent >= TOLERANT_CELLS ? 100 * nFitting >= FITTING_PERCENT * nPresent : nFitting === nPresent;

/** One row of a query of many counts, handed out in order. */
class Counts {
  readonly #row: SqlRow;
  #next = 0;
  constructor(row: SqlRow) {
    this.#row = row;
  }
  take(): number {
    return Number(this.#row[this.#next++]);
  }
}

async function counts(duck: Duck, expressions: readonly string[]): Promise<Counts> {
  const found: unknown[] = [];
  for (let first = 0; first < expressions.length; first += COUNTS_PER_QUERY) {
    const batch = expressions.slice(first, first + COUNTS_PER_QUERY);
    const [row] = await duck.rows(`select ${batch.join(', ')} from cells`);
    found.push(...row);
  }
  return new Counts(found);
}

interface Draft {
  readonly text: string;
  readonly plan: ColumnPlan;
  readonly quote: string | null;
}

interface CountedDraft extends Draft {
  readonly nPresent: number;
  readonly nNumbers: number;
}

/** SQL: does the text stand inside the quotes? */
const isInside = (text: string, quote: string) =>
  `length(${text}) > 1 and starts_with(${text}, ${literal(quote)}) and ends_with(${text}, ${literal(quote)})`;

/** SQL: the text without its first and last character, NULL when that is missing. */
const innerText = (text: string, { missing }: ColumnPlan) =>
  orMissing(`substr(${text}, 2, length(${text}) - 2)`, ['', ...missing]);

/** A column before its cells are looked at; planned quotes are stripped from the cells that have them. */
function draftOf(plan: ColumnPlan, index: number): Draft {
  const text = cellName(index);
  if (!plan.quote) return { text, plan, quote: null };
  const inner = innerText(text, plan);
  return {
    text: `(case when ${isInside(text, plan.quote)} then ${inner} else ${text} end)`,
    plan,
    quote: null,
  };
}

/** Columns all of whose values stand inside the same quotes, with the SQL that strips them. */
async function stripQuotes(duck: Duck, drafts: Draft[]): Promise<void> {
  // The first value tells which columns may be quoted; most files have none.
  const firsts = await counts(
    duck,
    drafts.map(({ text }) => `coalesce(instr(${literal(QUOTES.join(''))}, left(any_value(${text}), 1)), 0)`),
  );
  const candidates = drafts.flatMap((draft, index) => {
    const at = firsts.take();
    return at > 0 && draft.plan.quote === undefined ? [{ draft, index, quote: QUOTES[at - 1] }] : [];
  });
  const found = await counts(
    duck,
    candidates.flatMap(({ draft, quote }) => [
      `count(${draft.text})`,
      `count(*) filter (${isInside(draft.text, quote)})`,
    ]),
  );
  for (const { draft, index, quote } of candidates) {
    const nPresent = found.take();
    if (found.take() !== nPresent) continue;
    drafts[index] = { ...draft, quote, text: innerText(draft.text, draft.plan) };
  }
}

const numberPattern = ({ plan }: Draft): string =>
  plan.declared && plan.type === 'number' ? DECLARED_NUMBER_PATTERN : NUMBER_PATTERN;

/** The first question: how many cells are there, and how many are numbers? It settles most columns of most files. */
async function countNumbers(duck: Duck, drafts: readonly Draft[]): Promise<CountedDraft[]> {
  const found = await counts(
    duck,
    drafts.flatMap((draft) => [`count(${draft.text})`, matching(draft.text, numberPattern(draft))]),
  );
  return drafts.map((draft) => ({ ...draft, nPresent: found.take(), nNumbers: found.take() }));
}

/** A column all of whose cells are numbers: no need to look at what they are not. */
function plainNumber({ text, plan, quote, nPresent, nNumbers }: CountedDraft): TypedColumn | null {
  const isNumber = nNumbers === nPresent && (plan.type === null || plan.type === 'number');
  const value = `try_cast(${text} as double)`;
  return isNumber ? { type: 'number', text, value, quote, nPresent, nUnfit: 0 } : null;
}

/** The other columns. Infinities speak neither for nor against a number: they are missing if it is one. */
async function typeOthers(duck: Duck, drafts: readonly CountedDraft[]): Promise<TypedColumn[]> {
  const found = await counts(
    duck,
    drafts.flatMap(({ text }) => [matching(text, INFINITY_PATTERN), `count(${dateSql(text)})`]),
  );
  return drafts.map((draft) => {
    const { text, plan, quote, nPresent, nNumbers } = draft;
    const { type: planned } = plan;
    const nFinite = nPresent - found.take();
    const nDates = found.take();
    const base = { text, quote, nPresent };
    if (planned === 'number' || (planned === null && nNumbers > 0 && enough(nNumbers, nFinite))) {
      return {
        ...base,
        type: 'number',
        value: numberSql(text, numberPattern(draft)),
        nUnfit: nFinite - nNumbers,
      };
    }
    if (planned === 'date' || (planned === null && enough(nDates, nPresent))) {
      const value = nDates === nPresent ? daysSql(text) : dateSql(text);
      return { ...base, type: 'date', value, nUnfit: nPresent - nDates };
    }
    return { ...base, type: planned ?? 'category', value: text, nUnfit: 0 };
  });
}

/** @param plans by column  @returns by column */
export async function typeColumns(duck: Duck, plans: readonly ColumnPlan[]): Promise<TypedColumn[]> {
  const drafts = plans.map(draftOf);
  await stripQuotes(duck, drafts);
  const counted = await countNumbers(duck, drafts);
  const numbers = counted.map(plainNumber);
  const others = await typeOthers(
    duck,
    counted.filter((_, index) => numbers[index] === null),
  );
  let next = 0;
  return numbers.map((column) => column ?? others[next++]);
}

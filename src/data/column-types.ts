/**
 * Which type each column has, from counts over its cells. Quotes that stand around every value are found first; then
 * number, date, category, in that order. Nothing here looks at the target.
 */
import type { ColumnType } from '../core/table.js';
import { type CellColumn, orMissing } from './cells.js';
import type { ColumnPlan } from './column-options.js';
import { counts, enough, matching } from './counts.js';
import { type DateFit, fitDates } from './date-columns.js';
import { type DateSpelling, isoDates } from './date-spellings.js';
import { type Duck, literal } from './duckdb.js';
import { DECLARED_NUMBER_PATTERN, INFINITY_PATTERN, NUMBER_PATTERN, QUOTES } from './number-text.js';

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
  /** How its dates are written; null for other types, and where the file itself says that they are dates. */
  readonly spelling: DateSpelling | null;
  /** Every cell is a date, and so with the day as with the month first: a category unless the order is declared. */
  readonly ambiguous: boolean;
}

/** SQL: DOUBLE, infinite for infinities; NULL for a cell that is no number. */
function numberSql(text: string, pattern: string): string {
  const cast = `try_cast(${text} as double)`;
  return `case when regexp_full_match(${text}, ${literal(`${pattern}|${INFINITY_PATTERN}`)}) then ${cast} end`;
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
function draftOf(text: string, plan: ColumnPlan): Draft {
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

/** What is true of most columns. */
const PLAIN = { quote: null, nUnfit: 0, spelling: null, ambiguous: false } as const;

/** A column all of whose cells are numbers: no need to look at what they are not. */
function plainNumber({ text, plan, quote, nPresent, nNumbers }: CountedDraft): TypedColumn | null {
  const isNumber = nNumbers === nPresent && (plan.type === null || plan.type === 'number');
  const value = `try_cast(${text} as double)`;
  return isNumber ? { ...PLAIN, type: 'number', text, value, quote, nPresent } : null;
}

/** Columns of numbers with other cells among them. Infinities speak neither for nor against a number. */
async function mostlyNumbers(duck: Duck, drafts: readonly CountedDraft[]): Promise<(TypedColumn | null)[]> {
  const mayBe = ({ plan, nNumbers }: CountedDraft) =>
    plan.type === 'number' || (plan.type === null && nNumbers > 0);
  const found = await counts(
    duck,
    drafts.filter(mayBe).map(({ text }) => matching(text, INFINITY_PATTERN)),
  );
  return drafts.map((draft) => {
    if (!mayBe(draft)) return null;
    const { text, plan, quote, nPresent, nNumbers } = draft;
    const nFinite = nPresent - found.take();
    if (plan.type === null && !enough(nNumbers, nFinite)) return null;
    const value = numberSql(text, numberPattern(draft));
    return { ...PLAIN, type: 'number', text, value, quote, nPresent, nUnfit: nFinite - nNumbers };
  });
}

function dateOrText({ text, plan, quote, nPresent }: CountedDraft, fit: DateFit | null): TypedColumn {
  const base = { ...PLAIN, text, quote, nPresent };
  const isDate = plan.type === 'date' || (fit !== null && !fit.ambiguous);
  if (!isDate) {
    return { ...base, type: plan.type ?? 'category', value: text, ambiguous: fit?.ambiguous ?? false };
  }
  const { spelling, nDates, ambiguous } = fit ?? { spelling: isoDates, nDates: 0, ambiguous: false };
  const value = nDates === nPresent ? spelling.daysOfDates(text) : spelling.days(text);
  return {
    ...base,
    type: 'date',
    value,
    nUnfit: nPresent - nDates,
    spelling,
    ambiguous,
  };
}

/** The columns that are not all numbers. */
async function typeOthers(duck: Duck, drafts: readonly CountedDraft[]): Promise<TypedColumn[]> {
  const numbers = await mostlyNumbers(duck, drafts);
  const fits = await fitDates(
    duck,
    drafts.filter(({ plan }, at) => numbers[at] === null && (plan.type ?? 'date') === 'date'),
  );
  return drafts.map((draft, at) => numbers[at] ?? dateOrText(draft, fits.get(draft) ?? null));
}

async function typeTexts(duck: Duck, drafts: Draft[]): Promise<TypedColumn[]> {
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

/** Columns of which the file itself says that they are numbers or dates. */
async function typeNatives(duck: Duck, cells: readonly CellColumn[]): Promise<TypedColumn[]> {
  const natives = cells.flatMap(({ text, native }) => (native ? [{ text, ...native }] : []));
  const found = await counts(
    duck,
    natives.map(({ value }) => `count(${value})`),
  );
  return natives.map((native) => ({ ...PLAIN, ...native, nPresent: found.take() }));
}

/** @param cells by column  @param plans by column  @returns by column */
export async function typeColumns(
  duck: Duck,
  cells: readonly CellColumn[],
  plans: readonly ColumnPlan[],
): Promise<TypedColumn[]> {
  const isNative = cells.map(
    ({ native }, index) => native !== null && (plans[index].type ?? native.type) === native.type,
  );
  const natives = await typeNatives(
    duck,
    cells.filter((_, index) => isNative[index]),
  );
  const drafts = cells.flatMap(({ text }, index) => (isNative[index] ? [] : [draftOf(text, plans[index])]));
  const texts = await typeTexts(duck, drafts);
  let [nextNative, nextText] = [0, 0];
  return isNative.map((native) => (native ? natives[nextNative++] : texts[nextText++]));
}

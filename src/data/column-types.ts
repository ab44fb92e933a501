/**
 * Which type each column has, from counts over its cells. Quotes that stand around every value are found first; then
 * number, date, category, in that order. Nothing here looks at the target.
 */
import type { ColumnType } from '../core/table.js';
import { cellName, orMissing } from './cell-table.js';
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

/** SQL: days since 1970 as DOUBLE; offsets are honoured, no offset is UTC. DuckDB wants seconds before an offset. */
function dateSql(text: string): string {
  const padded = `regexp_replace(trim(${text}, ' \t'), '([T ][0-9]{2}:[0-9]{2})(Z|[+-][0-9:]+)$', '\\1:00\\2')`;
  const micros = `epoch_us(try_cast(${padded} as timestamptz))::double`;
  return `case when regexp_full_match(${text}, ${literal(DATE_PATTERN)}) then ${micros} / 86400000000::double end`;
}

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
  if (expressions.length === 0) return new Counts([]);
  const [row] = await duck.rows(`select ${expressions.join(', ')} from cells`);
  return new Counts(row);
}

interface Draft {
  readonly text: string;
  readonly declared: ColumnType | null;
  readonly quote: string | null;
}

/** Columns all of whose values stand inside the same quotes, with the SQL that strips them. */
async function stripQuotes(
  duck: Duck,
  drafts: Draft[],
  missing: readonly (readonly string[])[],
): Promise<void> {
  const isInside = (text: string, quote: string) =>
    `count(*) filter (length(${text}) > 1 and starts_with(${text}, ${literal(quote)}) and ends_with(${text}, ${literal(quote)}))`;
  // The first value tells which columns may be quoted; most files have none.
  const firsts = await counts(
    duck,
    drafts.map(({ text }) => `coalesce(instr(${literal(QUOTES.join(''))}, left(any_value(${text}), 1)), 0)`),
  );
  const candidates = drafts.flatMap((draft, index) => {
    const at = firsts.take();
    return at > 0 ? [{ draft, index, quote: QUOTES[at - 1] }] : [];
  });
  const found = await counts(
    duck,
    candidates.flatMap(({ draft, quote }) => [`count(${draft.text})`, isInside(draft.text, quote)]),
  );
  for (const { draft, index, quote } of candidates) {
    const nPresent = found.take();
    if (found.take() !== nPresent) continue;
    const inner = `substr(${draft.text}, 2, length(${draft.text}) - 2)`;
    drafts[index] = { ...draft, quote, text: orMissing(inner, ['', ...missing[index]]) };
  }
}

/** The columns all of whose cells are numbers: most columns of most files, told by the cheapest question. */
async function asPlainNumbers(duck: Duck, drafts: readonly Draft[]): Promise<(TypedColumn | null)[]> {
  const found = await counts(
    duck,
    drafts.flatMap(({ text }) => [`count(${text})`, matching(text, NUMBER_PATTERN)]),
  );
  return drafts.map(({ text, declared, quote }) => {
    const nPresent = found.take();
    const isNumber = found.take() === nPresent && (declared === null || declared === 'number');
    const value = `try_cast(${text} as double)`;
    return isNumber ? { type: 'number', text, value, quote, nPresent, nUnfit: 0 } : null;
  });
}

/** The other columns. Infinities speak neither for nor against a number: they are missing if it is one. */
async function asAnyType(duck: Duck, drafts: readonly Draft[]): Promise<TypedColumn[]> {
  const patternOf = ({ declared }: Draft) =>
    declared === 'number' ? DECLARED_NUMBER_PATTERN : NUMBER_PATTERN;
  const found = await counts(
    duck,
    drafts.flatMap((draft) => [
      `count(${draft.text})`,
      matching(draft.text, patternOf(draft)),
      matching(draft.text, INFINITY_PATTERN),
      `count(${dateSql(draft.text)})`,
    ]),
  );
  return drafts.map((draft) => {
    const { text, declared, quote } = draft;
    const [nPresent, nNumbers, nInfinite, nDates] = [found.take(), found.take(), found.take(), found.take()];
    const nFinite = nPresent - nInfinite;
    const base = { text, quote, nPresent };
    if (declared === 'number' || (declared === null && nNumbers > 0 && enough(nNumbers, nFinite))) {
      return {
        ...base,
        type: 'number',
        value: numberSql(text, patternOf(draft)),
        nUnfit: nFinite - nNumbers,
      };
    }
    if (declared === 'date' || (declared === null && enough(nDates, nPresent))) {
      return { ...base, type: 'date', value: dateSql(text), nUnfit: nPresent - nDates };
    }
    return { ...base, type: declared ?? 'category', value: text, nUnfit: 0 };
  });
}

/**
 * @param declared by column: `--types`, or null  @param missing by column: the texts that mean missing
 * @returns by column
 */
export async function typeColumns(
  duck: Duck,
  declared: readonly (ColumnType | null)[],
  missing: readonly (readonly string[])[],
): Promise<TypedColumn[]> {
  const drafts: Draft[] = declared.map((type, index) => ({
    text: cellName(index),
    declared: type,
    quote: null,
  }));
  await stripQuotes(duck, drafts, missing);
  const numbers = await asPlainNumbers(duck, drafts);
  const rest = await asAnyType(
    duck,
    drafts.filter((_, index) => numbers[index] === null),
  );
  let next = 0;
  return numbers.map((column) => column ?? rest[next++]);
}

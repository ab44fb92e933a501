/** Counting cells of DuckDB's table of text, and when a count is enough to give a column a type. */
import { type Duck, literal, type SqlRow } from './duckdb.js';

/** From this many cells on, a column may hold a few that do not fit. */
const TOLERANT_CELLS = 20;
const FITTING_PERCENT = 98;

/** Planning a query is quadratic in its aggregates: 4,000 in one take ten seconds. */
const COUNTS_PER_QUERY = 200;

/** Do so many of the cells fit that the column is of the type? */
export const enough = (nFitting: number, nPresent: number): boolean =>
  nPresent >= TOLERANT_CELLS ? 100 * nFitting >= FITTING_PERCENT * nPresent : nFitting === nPresent;

/** SQL: how many cells match. */
export const matching = (text: string, pattern: string): string =>
  `count(*) filter (regexp_full_match(${text}, ${literal(pattern)}))`;

/** One row of many aggregates, handed out in order. */
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

/** The values of aggregates over `cells`, in their order. */
export async function aggregates(duck: Duck, expressions: readonly string[]): Promise<SqlRow> {
  const found: unknown[] = [];
  for (let first = 0; first < expressions.length; first += COUNTS_PER_QUERY) {
    const batch = expressions.slice(first, first + COUNTS_PER_QUERY);
    const [row] = await duck.rows(`select ${batch.join(', ')} from cells`);
    found.push(...row);
  }
  return found;
}

export const counts = async (duck: Duck, expressions: readonly string[]): Promise<Counts> =>
  new Counts(await aggregates(duck, expressions));

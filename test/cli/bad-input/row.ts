/** One line of the table of bad input: what lies in the folder, what is typed, what must be said. */

/** Path below the row's folder → what the file holds. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface Row {
  readonly name: string;
  readonly args: readonly string[];
  /** Lie in the folder beside `good.csv`, which always does. */
  readonly files?: Files;
  /** The folder begins with `experiments/e`: v1 cv, v2 train, v3 tune, v4 resample, v5 cv. */
  readonly hasStore?: true;
  /** Does the damage. @param folder the row's own, absolute */
  readonly spoil?: (folder: string) => void;
  readonly env?: Readonly<Record<string, string>>;
  readonly exit: 1 | 2 | 3 | 4;
  /** The one folder that a run leaves in the store, as failed and with its error; nothing else is ever left. */
  readonly fails?: string;
  /** The error: what was wrong and what was received. */
  readonly says: RegExp;
  /** What to do next; without it a hint may be absent, since the message says all. */
  readonly hint?: RegExp;
}

/** Rows that need no file of their own: name, words typed, exit code, error, hint. */
export type Short = readonly [name: string, typed: string, exit: Row['exit'], says: RegExp, hint?: RegExp];

/** Splits at blanks; `''` is an empty word, `_` inside quotes is no blank: `'f1 > x'` is one word. */
const wordsOf = (typed: string): string[] =>
  (typed.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^'(.*)'$/s, '$1'));

/** @param before words in front of all: `cv good.csv -t y -m tree` */
export const rowsOf = (before: string, shorts: readonly Short[], shared: Partial<Row> = {}): Row[] =>
  shorts.map(([name, typed, exit, says, hint]) => ({
    ...shared,
    name,
    args: wordsOf(`${before} ${typed}`),
    exit,
    says,
    hint,
  }));

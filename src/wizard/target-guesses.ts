/** Which column is the one to predict? Guessed from names, places and counts; the person decides. */
import type { ColumnFacts } from './sheet.js';

/** What a target is usually called, the plainest first. */
const NAMES = [
  ['target', 'label', 'class', 'y', 'outcome', 'response'],
  [
    'default',
    'churn',
    'churned',
    'exited',
    'survived',
    'fraud',
    'diagnosis',
    'income',
    'salary',
    'price',
    'cnt',
  ],
  [
    'defaulted',
    'dlqin2yrs',
    'attrition',
    'converted',
    'subscribed',
    'died',
    'quality',
    'count',
    'demand',
    'sales',
  ],
  ['score', 'rating', 'value', 'result', 'status', 'approved', 'risk', 'is', 'has', 'will'],
] as const;
/** Of a name that is one of NAMES; of one that holds it as a word. */
const WHOLE_NAME = [100, 90, 80, 45] as const;
const WORD = [70, 65, 60, 30] as const;

const LAST_COLUMN = 30;
const FIRST_COLUMN = 8;
const TWO_VALUES = 20;
const FEW_VALUES = 8;
const FEW = 20;
const UNLIKELY = -200;

/** `SalePrice`, `default.payment.next.month` → their words, in lower case. */
const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);

function nameScore(name: string): number {
  const words = wordsOf(name);
  const whole = NAMES.findIndex((names) => (names as readonly string[]).includes(words.join('')));
  if (whole >= 0) return WHOLE_NAME[whole];
  const holds = NAMES.findIndex((names) => words.some((word) => (names as readonly string[]).includes(word)));
  return holds < 0 ? 0 : WORD[holds];
}

function placeScore(at: number, nColumns: number): number {
  if (at === nColumns - 1) return LAST_COLUMN;
  return at === 0 ? FIRST_COLUMN : 0;
}

const countScore = (distinct: number) => (distinct === 2 ? TWO_VALUES : distinct <= FEW ? FEW_VALUES : 0);

/** One value, dates, and texts that are nearly all different cannot be predicted, or hardly. */
const isUnlikely = ({ type, distinct, missing }: ColumnFacts, nRows: number): boolean =>
  distinct < 2 ||
  type === 'date' ||
  type === 'text' ||
  (type === 'category' && distinct > FEW && distinct > (nRows - missing) / 2);

/**
 * The columns, the likeliest target first; equal ones in the order of the file.
 * @param nRows of the file
 */
export function guessTargets(columns: readonly ColumnFacts[], nRows: number): ColumnFacts[] {
  const scores = new Map(
    columns.map((column, at) => {
      const score = nameScore(column.name) + placeScore(at, columns.length) + countScore(column.distinct);
      return [column, isUnlikely(column, nRows) ? score + UNLIKELY : score];
    }),
  );
  return [...columns].sort((a, b) => scores.get(b)! - scores.get(a)!);
}

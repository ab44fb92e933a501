/** Which column is the one to predict? Guessed from names, places and counts; the person decides. */
import type { ColumnFacts } from './sheet.js';

interface Names {
  /** In lower case, without what parts words. */
  readonly names: readonly string[];
  /** For a column of that name. */
  readonly whole: number;
  /** For one whose name holds it as a word. */
  readonly word: number;
}

/** What a target is usually called, the plainest first. */
const USUAL: readonly Names[] = [
  { names: ['target', 'label', 'class', 'y', 'outcome', 'response'], whole: 100, word: 70 },
  {
    names: ['default', 'churn', 'churned', 'exited', 'survived', 'fraud', 'diagnosis', 'price', 'value'],
    whole: 90,
    word: 65,
  },
  {
    names: ['defaulted', 'dlqin2yrs', 'attrition', 'converted', 'subscribed', 'died', 'quality', 'demand'],
    whole: 80,
    word: 60,
  },
  { names: ['approved', 'risk', 'rating', 'result', 'is', 'has', 'will'], whole: 45, word: 30 },
  // As words these stand in many a feature: median_income, pay_status_1.
  { names: ['income', 'salary', 'cnt', 'count', 'sales', 'status', 'score'], whole: 60, word: 0 },
];

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
  const whole = USUAL.find(({ names }) => names.includes(words.join('')));
  if (whole) return whole.whole;
  return USUAL.find(({ names }) => words.some((word) => names.includes(word)))?.word ?? 0;
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

/** Class labels are the cells' text: their order, and which of two is the positive one. */
import { usageError } from './errors.js';
import { closest } from './suggest.js';

/** Pairs whose second is the positive class, in lower case; numbers are compared by value. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['0', '1'],
  ['-1', '1'],
  ['no', 'yes'],
  ['n', 'y'],
  ['false', 'true'],
  ['neg', 'pos'],
];

/** The number a label spells, or NaN. */
export const labelNumber = (label: string): number =>
  /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(label) ? Number(label) : Number.NaN;

const byCodeUnit = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Labels by value when all are numbers, else by code unit. */
export function sortLabels(labels: readonly string[]): string[] {
  const numbers = labels.map(labelNumber);
  if (numbers.some((value) => Number.isNaN(value))) return [...labels].sort(byCodeUnit);
  return [...labels].sort((a, b) => labelNumber(a) - labelNumber(b) || byCodeUnit(a, b));
}

const spells = (label: string, word: string) =>
  label.trim().toLowerCase() === word || labelNumber(label) === labelNumber(word);

function typedPositive(typed: string, classes: readonly string[]): number {
  const exact = classes.indexOf(typed);
  if (exact >= 0) return exact;
  const byValue = classes.findIndex((label) => labelNumber(label) === labelNumber(typed));
  if (byValue >= 0) return byValue;
  const near = closest(typed, classes);
  throw usageError(
    'ASSAY_POSITIVE',
    `--positive "${typed}" is no class of the target`,
    `${near === undefined ? '' : `did you mean "${near}"? `}classes: ${classes.join(', ')}`,
  );
}

/** Index of the positive class when the two labels say it (0/1, no/yes, …); null when they do not. */
export function obviousPositive(classes: readonly string[]): number | null {
  for (const [negative, positive] of PAIRS) {
    const at = classes.findIndex((label) => spells(label, positive));
    if (at >= 0 && spells(classes[1 - at], negative)) return at;
  }
  return null;
}

/**
 * Index of the positive class of two.
 * @param classes the two labels, in order  @param counts rows of each
 * @param typed `--positive`, or null: then the second of a known pair, else the rarer, else the last
 * @throws AssayError (exit 2) when `typed` is no class
 */
export function choosePositive(
  classes: readonly string[],
  counts: readonly number[],
  typed: string | null,
): number {
  if (typed !== null) return typedPositive(typed, classes);
  return obviousPositive(classes) ?? (counts[0] < counts[1] ? 0 : 1);
}

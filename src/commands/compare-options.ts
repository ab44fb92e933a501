/** What was typed for `compare`, and what of it would be passed over. */
import { usageError } from '../core/errors.js';
import { parseRule } from '../core/ranking/rule.js';
import type { CORRECTIONS, RowTests } from '../core/schemas/compare.js';
import type { CompareOptions } from '../workflows/compare.js';
import type { Typed } from './command.js';
import { flag, list, number, text } from './typed-values.js';

/** `f1,fit_time`: what ranks, then what orders the rows of a group. */
export function keysOf(typed: Typed): Pick<CompareOptions, 'by' | 'thenBy'> {
  const [by = null, ...thenBy] = (text(typed, 'by') ?? '')
    .split(',')
    .map((key) => key.trim())
    .filter(Boolean);
  return { by, thenBy };
}

/** A test of the rows of the data, for the first group; null: none. */
export function rowTestOf(typed: Typed): RowTests['test'] | null {
  const test = text(typed, 'test');
  return test === 'mcnemar' || test === 'bootstrap' ? test : null;
}

/** Groups are made by folds whatever is asked of rows: rows tell of these fitted models, folds of the learners. */
const foldTestOf = (typed: Typed): CompareOptions['test'] =>
  rowTestOf(typed) === null ? (text(typed, 'test') as CompareOptions['test']) : 'corrected-t';

/** What says nothing of a pair, or of learners over data sets. */
const OF_RANKINGS = ['rule', 'test', 'correction', 'columns', 'group-by'] as const;

/** Options that a kind of comparison has no use for. */
const IDLE = {
  explain: [...OF_RANKINGS, 'across', 'plots'],
  across: [...OF_RANKINGS, 'rope'],
} as const;

/** @throws AssayError (exit 2) for options that this kind of comparison would pass over */
export function checkOptions(typed: Typed): void {
  const kind = flag(typed, 'explain') ? 'explain' : flag(typed, 'across') ? 'across' : null;
  if (kind === null) return;
  const idle: readonly string[] = IDLE[kind];
  const lost = idle.find((name) => typed.given.has(name));
  if (lost !== undefined) {
    throw usageError(
      'ASSAY_COMPARE_OPTIONS',
      `--${kind} has no use for --${lost}`,
      'leave one of the two out',
    );
  }
  const [later] = keysOf(typed).thenBy;
  if (later === undefined) return;
  throw usageError(
    'ASSAY_COMPARE_OPTIONS',
    `--${kind} goes by one metric, and --by names ${later} too`,
    `--by ${keysOf(typed).by}`,
  );
}

export const optionsOf = (typed: Typed): CompareOptions => ({
  ...keysOf(typed),
  rule: parseRule(text(typed, 'rule') as string),
  groupBy: text(typed, 'group-by') as CompareOptions['groupBy'],
  test: foldTestOf(typed),
  rope: number(typed, 'rope'),
  correction: text(typed, 'correction') as (typeof CORRECTIONS)[number],
  columns: list(typed, 'columns'),
});

/** What was typed of a search, of folds inside folds, and of a curve. */
import type { Dealt } from '../core/assignments.js';
import { planCurve } from '../core/curves/axis.js';
import { usageError } from '../core/errors.js';
import type { Model } from '../core/models/model.js';
import { planSearch } from '../core/searches/plan.js';
import type { DraftOptions } from '../workflows/modelling.js';
import type { Typed } from './command.js';
import { number, numberOr, text } from './typed-values.js';

/** `curve`: the parameter that varies, and its values. */
export function curveOf(model: Model, dealt: Dealt, typed: Typed): NonNullable<DraftOptions['curve']> {
  const { param, values } = planCurve(model, dealt, number(typed, 'steps'));
  return { param, values: [...values] };
}

/** @throws AssayError exit 2 for options of a search that `cv` does not make */
export function checkNoSearch({ given }: Typed): void {
  const name = ['trials', 'search'].find((option) => given.has(option));
  if (name === undefined) return;
  throw usageError(
    'ASSAY_NO_SEARCH',
    `--${name} is of a search, and cv makes one with --nested alone`,
    'add --nested 5x3, or use assay tune',
  );
}

/** `--nested 5x3`; null without it. @throws AssayError exit 2 for another form, beside another -k, or options it alone has */
export function nestedOf(typed: Typed): { outer: number; inner: number } | null {
  const asked = text(typed, 'nested');
  if (asked === null) return null;
  const [, outer, inner] = (/^(\d+)x(\d+)$/i.exec(asked.trim()) ?? []).map(Number);
  if (!(outer >= 2 && inner >= 2)) {
    throw usageError(
      'ASSAY_NESTED',
      `--nested takes the outer and the inner number of folds, got "${asked}"`,
      'for example --nested 5x3: 5 folds are scored, each by a search on 3 folds of its training rows',
    );
  }
  if (typed.given.has('folds') && numberOr(typed, 'folds', outer) !== outer) {
    throw usageError(
      'ASSAY_NESTED',
      `--nested ${asked} says how many folds there are, and so does -k`,
      'leave -k out',
    );
  }
  return { outer, inner };
}

/** What is searched, and how. @param nested folds inside folds; null: none */
export function searchOf(
  model: Model,
  dealt: Dealt,
  nested: ReturnType<typeof nestedOf>,
  typed: Typed,
): NonNullable<DraftOptions['tune']> {
  const request = { search: text(typed, 'search') ?? 'random', trials: number(typed, 'trials'), ...dealt };
  return { ...planSearch(model, request), ...(nested ? { inner_folds: nested.inner } : {}) };
}

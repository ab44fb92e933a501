/** What `--nested` shows: what each fold's search chose, and what choosing flatters its own score by. */
import type { EvaluationResults } from '../../core/schemas/evaluation.js';
import { fitTable, type TableColumn } from './layout.js';
import { digitsFor, paramValue, score } from './numbers.js';
import { colorsOf, type Style } from './paint.js';
import { hang } from './text.js';

/** A line a fold: the score that chose, the score of the choice, the parameters chosen. Empty without --nested. */
export function nestedBlock(
  { inner, optimism, folds, by, metrics, split }: EvaluationResults,
  style: Style,
): string[] {
  if (!inner) return [];
  const outer = folds.map((fold) => fold.metrics[by] ?? null);
  const digits = digitsFor([...inner.values, ...outer]);
  const right = (head: string, cells: readonly string[]): TableColumn => ({ head, align: 'right', cells });
  const scores = (values: readonly (number | null)[]) => values.map((value) => score(value, digits));
  const { head, rows } = fitTable(
    [
      right(
        'fold',
        folds.map(({ repeat, fold }) => (split.repeats > 1 ? `${repeat + 1}.${fold + 1}` : `${fold + 1}`)),
      ),
      right(`inner ${by}`, scores(inner.values)),
      right('outer', scores(outer)),
      ...Object.keys(inner.space).map((name) =>
        right(
          name,
          inner.chosen.map(({ params }) => paramValue(params[name])),
        ),
      ),
    ],
    style.width,
  );
  const means = `inner ${score(inner.mean, digits)}, outer ${score(metrics[by]?.value ?? null, digits)}`;
  const gap = `optimism of the inner score: ${score(optimism ?? null, digits)} (${means}; ${inner.trials} trials on ${inner.folds} folds inside each fold)`;
  return [colorsOf(style).dim(head), ...rows, ...hang('', gap, style.width)];
}

/** What `--nested` shows: what each fold's search chose, and what choosing flatters its own score by. */
import type { EvaluationResults } from '../../core/schemas/evaluation.js';
import { fitTable, type TableColumn } from './layout.js';
import { digitsFor, paramValue, score } from './numbers.js';
import { colorsOf, fact, type Style } from './paint.js';

/** `optimism  0.021: inner f1 0.512, outer 0.491 · 30 trials on 3 folds inside each fold`. Empty without --nested. */
export function nestedFact(results: EvaluationResults, style: Style): string[] {
  const { inner, optimism, by, metrics } = results;
  if (!inner) return [];
  const outer = metrics[by]?.value ?? null;
  const digits = digitsFor([inner.mean, outer]);
  const shown = (value: number | null) => score(value, digits);
  const gap = `${shown(optimism ?? null)}: the searches' own ${by} is ${shown(inner.mean)}, on rows they did not see ${shown(outer)}`;
  const size = `${inner.trials} trials on ${inner.folds} folds inside each fold`;
  return fact('optimism', `${gap} · ${size}`, style);
}

/** A line a fold: the score that chose, the score of the choice, the parameters chosen. Empty without --nested. */
export function nestedBlock(results: EvaluationResults, style: Style): string[] {
  const { inner, folds, by, split } = results;
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
  return [colorsOf(style).dim(head), ...rows, ...nestedFact(results, style)];
}

/** What forests scored on the rows that their trees did not draw, when that was asked for. */
import type { EvaluationResults } from '../../core/schemas/evaluation.js';
import { digitsFor, score } from './numbers.js';
import { fact, type Style } from './paint.js';

export function outOfBagBlock({ task, folds, oob_score: ofAll }: EvaluationResults, style: Style): string[] {
  const asked = [...folds.map(({ oob_score: value }) => value), ofAll].filter((value) => value !== undefined);
  if (asked.length === 0) return [];
  const values = asked.filter((value) => value !== null);
  const metric = task === 'regression' ? 'r2' : 'accuracy';
  if (values.length === 0)
    return fact('out of bag', `no ${metric}: every tree drew every row, or r2 is undefined`, style);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const of = values.length > 1 ? `, mean of ${values.length} fits` : '';
  return fact(
    'out of bag',
    `${metric} ${score(mean, digitsFor([mean]))} on training rows, each by the trees that did not draw it${of}`,
    style,
  );
}

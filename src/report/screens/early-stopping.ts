/** How many rounds a fit kept that ends by itself: by early stopping, or where votes are no better than chance. */
import type { EvaluationResults } from '../../core/schemas/evaluation.js';
import { count } from '../../core/shown-numbers.js';
import { fact, type Style } from './paint.js';

function keptText(kept: readonly number[]): string {
  const [least, most] = [Math.min(...kept), Math.max(...kept)];
  return least === most ? count(most) : `${count(least)} to ${count(most)}`;
}

export function earlyStoppingBlock(
  { folds, rounds: ofAll, params }: EvaluationResults,
  style: Style,
): string[] {
  const kept = [...folds.map(({ rounds }) => rounds), ofAll].filter((rounds) => rounds !== undefined);
  if (kept.length === 0) return [];
  const asked = Number(params.n_estimators);
  const fits = kept.length > 1 ? `, ${kept.length} fits` : '';
  const before = Object.hasOwn(params, 'early_stopping')
    ? 'early stopping kept'
    : 'trees better than chance:';
  return fact('rounds', `${before} ${keptText(kept)} of ${count(asked)}${fits}`, style);
}

/** The cuts that fits chose for a metric, when they were asked to. */
import type { EvaluationResults } from '../../core/schemas/evaluation.js';
import { fact, joinFacts, type Style } from './paint.js';

const cutText = (cut: number) => cut.toFixed(3);

/** `cuts  0.301 to 0.344 in 5 folds, chosen for f1 inside their training rows · the saved model cuts at 0.322`. */
export function chosenCutBlock(
  { threshold, folds, model_threshold: ofModel }: EvaluationResults,
  style: Style,
): string[] {
  if (typeof threshold !== 'string') return [];
  const cuts = folds.flatMap((fold) => (fold.threshold === undefined ? [] : [fold.threshold]));
  const [least, most] = [Math.min(...cuts), Math.max(...cuts)].map(cutText);
  const range = least === most ? least : `${least} to ${most}`;
  const where = cuts.length === 1 ? '' : ` in ${cuts.length} folds`;
  return fact(
    'cuts',
    joinFacts([
      cuts.length === 0 ? '' : `${range}${where}, chosen for ${threshold} inside the training rows`,
      ofModel === undefined ? '' : `the saved model cuts at ${cutText(ofModel)}`,
    ]),
    style,
  );
}

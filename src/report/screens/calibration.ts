/** What the calibrator did for the probabilities. */
import type { EvaluationResults } from '../../core/schemas/evaluation.js';
import { score } from './numbers.js';
import { fact, joinFacts, type Style } from './paint.js';

/** `calibrate isotonic: brier 0.231 → 0.143 · ece 0.248 → 0.013`. */
export function calibrationBlock(
  { calibrate, uncalibrated, metrics }: EvaluationResults,
  style: Style,
): string[] {
  if (calibrate === undefined || uncalibrated === undefined) return [];
  const changes = Object.entries(uncalibrated).map(
    ([id, before]) => `${id} ${score(before, 3)} → ${score(metrics[id]?.value ?? null, 3)}`,
  );
  return fact('calibrate', `${calibrate}: ${joinFacts(changes)}`, style);
}

/** The out-of-fold rows of the first repeat as one sample: each row once, with splitters that test each once. */
import type { ScoredFold } from '../evaluation.js';
import { joinRows } from '../metrics/join-rows.js';
import type { Scored } from '../metrics/metric.js';
import type { Problem } from '../task.js';
import { type SampledRows, unitsOf } from './sampled-rows.js';

const firstRepeat = (folds: readonly ScoredFold[]) => folds.filter(({ fold }) => fold.repeat === 0);

/** Them alone, without what is drawn together. @param folds at least one of repeat 0 */
export const outOfFold = (folds: readonly ScoredFold[]): Scored =>
  joinRows(firstRepeat(folds).map(({ scored }) => scored));

/**
 * Rows of one group are drawn together, and so is a row that several folds test with itself.
 * @param folds at least one of repeat 0
 */
export function poolFolds({ groups }: Problem, folds: readonly ScoredFold[]): SampledRows {
  const rows = firstRepeat(folds).flatMap(({ fold }) => [...fold.test]);
  return {
    scored: outOfFold(folds),
    ...unitsOf(groups ? rows.map((row) => groups[row]) : rows),
  };
}

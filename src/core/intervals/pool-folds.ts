/** The out-of-fold rows of the first repeat as one sample: each row once, with splitters that test each once. */
import type { ScoredFold } from '../evaluation.js';
import { joinRows } from '../metrics/join-rows.js';
import type { Problem } from '../task.js';
import { type SampledRows, unitsOf } from './sampled-rows.js';

/**
 * Rows of one group are drawn together, and so is a row that several folds test with itself.
 * @param folds at least one of repeat 0
 */
export function poolFolds({ groups }: Problem, folds: readonly ScoredFold[]): SampledRows {
  const first = folds.filter(({ fold }) => fold.repeat === 0);
  const rows = first.flatMap(({ fold }) => [...fold.test]);
  return {
    scored: joinRows(first.map(({ scored }) => scored)),
    ...unitsOf(groups ? rows.map((row) => groups[row]) : rows),
  };
}

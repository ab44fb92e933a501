/** The words that make one run of a bake-off a run of its own. */
import { remedyOf } from '../core/imbalance/contestants.js';
import type { RankedRun } from '../core/schemas/imbalance.js';

/** `-m boost --sampler smote`. */
export function runWords(run: RankedRun): string[] {
  const own = {
    none: [],
    'class-weight': ['--class-weight', String(run.class_weight)],
    threshold: ['--threshold', String(run.threshold)],
    sampler: ['--sampler', run.sampler],
  };
  return ['-m', run.model, ...own[remedyOf(run)]];
}

/** The out-of-fold rows of the first repeat as one sample: each row once, with splitters that test each once. */
import type { ScoredFold } from '../evaluation.js';
import type { Scored } from '../metrics/metric.js';
import type { Problem } from '../task.js';
import { type SampledRows, unitsOf } from './sampled-rows.js';

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Joined where every fold has them. */
function joinedIf(folds: readonly Scored[], of: (scored: Scored) => Float64Array | null | undefined) {
  const parts = folds.flatMap((scored) => of(scored) ?? []);
  return parts.length === folds.length ? joined(parts) : null;
}

/**
 * Rows of one group are drawn together, and so is a row that several folds test with itself.
 * @param folds at least one of repeat 0
 */
export function poolFolds({ task, groups }: Problem, folds: readonly ScoredFold[]): SampledRows {
  const first = folds.filter(({ fold }) => fold.repeat === 0);
  const scored = first.map((fold) => fold.scored);
  const rows = first.flatMap(({ fold }) => [...fold.test]);
  const weights = joinedIf(scored, (one) => one.weights);
  const costs = joinedIf(scored, (one) => one.costs);
  return {
    scored: {
      task,
      nRows: rows.length,
      truth: joined(scored.map(({ truth }) => truth)),
      predicted: joined(scored.map(({ predicted }) => predicted)),
      proba: joinedIf(scored, ({ proba }) => proba),
      ...(weights ? { weights } : {}),
      ...(costs ? { costs } : {}),
    },
    ...unitsOf(groups ? rows.map((row) => groups[row]) : rows),
  };
}

/** Jobs that runners of tests are given. */
import type { Params } from '../../src/core/params.js';
import { type FoldJob, foldJob } from '../../src/core/pipeline-jobs.js';
import { stream } from '../../src/core/rng.js';
import { givenFolds } from '../../src/core/splitters/given.js';
import { numbers, problemOf, readingOf, tableOf } from '../core/made-table.js';

const N = 400;
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

/** The four folds of a small table, for a model. */
export function madeJobs(model: string, params: Params = {}): FoldJob[] {
  const rng = stream(2, 'pool');
  const labels = upTo(N).map(() => rng.below(2));
  const table = tableOf(
    numbers(
      'a',
      labels.map((label) => label + rng.uniform()),
    ),
    numbers(
      'b',
      upTo(N).map(() => rng.uniform()),
    ),
  );
  const problem = problemOf(table, labels);
  const spec = {
    sampler: { id: 'none', params: {} },
    model: { id: model, params },
    classWeight: null,
    threshold: 0.5,
    seed: 1,
  };
  return givenFolds(
    problem,
    upTo(N).map((row) => row % 4),
    N,
    0,
  ).map((fold) => foldJob(problem, spec, fold, { save: readingOf(table) }));
}

/** Metrics over rows at once with their intervals, resampled in the workers. */
import type { ScoredFold } from '../core/evaluation.js';
import { poolFolds } from '../core/intervals/pool-folds.js';
import { type PooledValue, pooledValues, replicateJobs } from '../core/intervals/pooled.js';
import type { SampledRows } from '../core/intervals/sampled-rows.js';
import type { Metric } from '../core/metrics/metric.js';
import type { Context } from './context.js';
import type { PreparedModelling } from './modelling.js';

/**
 * Short beside the fits that it follows: it finishes after the first Ctrl-C, and the step with it.
 * @param seed of the resamples: equal rows and seeds, equal intervals
 */
export async function scorePooled(
  rows: SampledRows,
  metrics: readonly Metric[],
  seed: number,
  context: Pick<Context, 'runner'>,
): Promise<Record<string, PooledValue>> {
  const known = metrics.filter((metric) => metric.score(rows.scored).value !== null);
  const jobs = replicateJobs(rows, known, seed);
  const outcomes = jobs.length > 0 ? await context.runner.map('replicate', jobs) : [];
  return pooledValues(rows, metrics, jobs, outcomes);
}

/** One metric of several samples, in their order. @param seed as of `scorePooled` */
export async function scoreEach(
  samples: readonly SampledRows[],
  metric: Metric,
  seed: number,
  { runner }: Pick<Context, 'runner'>,
): Promise<PooledValue[]> {
  const isKnown = (rows: SampledRows) => metric.score(rows.scored).value !== null;
  const jobs = samples.map((rows) => (isKnown(rows) ? replicateJobs(rows, [metric], seed) : []));
  const all = jobs.flat();
  const outcomes = all.length > 0 ? await runner.map('replicate', all) : [];
  let at = 0;
  return samples.map((rows, i) => {
    const own = outcomes.slice(at, at + jobs[i].length);
    at += own.length;
    return pooledValues(rows, [metric], jobs[i], own)[metric.id];
  });
}

/** The metrics of a step over the out-of-fold rows of its first repeat; empty without folds. */
export async function poolFolded(
  { loaded, metrics, spec }: PreparedModelling,
  folds: readonly ScoredFold[],
  context: Context,
): Promise<Record<string, PooledValue>> {
  if (folds.length === 0) return {};
  return scorePooled(poolFolds(loaded.problem, folds), metrics, spec.seed, context);
}

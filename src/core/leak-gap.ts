/**
 * Sampling before the split, on purpose: the table that a sampler makes of all rows, as a problem whose folds can be dealt,
 * and by how much scores on it flatter. Nothing here is ever ranked. Real rows are scored alone too: part of the gap is not
 * leaked, tested rows are merely others (as many of each class, or without the hard ones).
 */
import type { ScoredFold } from './evaluation.js';
import type { Metric } from './metrics/metric.js';
import { takeCells, takeRows } from './metrics/take-rows.js';
import type { Resampled } from './samplers/sampler.js';
import type { MetricValues } from './schemas/metric-value.js';
import { gather, gatherUints, joinUints, sharedFloats, sharedInts, sharedUints } from './table.js';
import type { Problem } from './task.js';

export interface SampledProblem {
  readonly problem: Problem;
  /** [rows] 1: a row of the data, the first time that it stands there. */
  readonly isReal: Uint8Array;
}

/** By metric: sampled inside the folds, before the split, and by how much the latter flatters. */
export type LeakGap = Record<
  string,
  { value: number | null; right: number | null; wrong: number | null; wrong_real: number | null }
>;

function shareFloats(values: Float64Array): Float64Array {
  const shared = sharedFloats(values.length);
  shared.set(values);
  return shared;
}

function takeGroups(groups: Int32Array, rows: Uint32Array): Int32Array {
  const taken = sharedInts(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = groups[rows[i]];
  return taken;
}

/** Marks first appearances among the rows kept. */
function firstAppearances({ keep, synthetic }: Resampled, nRows: number): Uint8Array {
  const isReal = new Uint8Array(keep.length + synthetic.nRows);
  const seen = new Uint8Array(nRows);
  keep.forEach((row, at) => {
    isReal[at] = seen[row] ? 0 : 1;
    seen[row] = 1;
  });
  return isReal;
}

/**
 * The rows kept, repeats and all, then those made; a row that was made has group, time, weight and costs of the one that it
 * was grown from.
 */
export function sampledProblem(problem: Problem, resampled: Resampled): SampledProblem {
  const { keep, synthetic, syntheticY, origin } = resampled;
  const bases = joinUints([keep, origin]);
  const floats = (values: Float64Array) => shareFloats(gather(values, bases));
  const { y, rowIds, groups, time, until, weights, costs, task } = problem;
  const sampledY = sharedFloats(bases.length);
  sampledY.set(gather(y, keep));
  sampledY.set(syntheticY, keep.length);
  const ids = sharedUints(bases.length);
  ids.set(gatherUints(rowIds, bases));
  return {
    problem: {
      ...problem,
      table: problem.table.take(keep).concat(synthetic),
      y: sampledY,
      rowIds: ids,
      groups: groups && takeGroups(groups, bases),
      time: time && floats(time),
      until: until && floats(until),
      weights: weights && floats(weights),
      costs: costs && shareFloats(takeCells(costs, bases, task.classes.length)),
    },
    isReal: firstAppearances(resampled, problem.table.nRows),
  };
}

/** The tested rows of the data alone, scored again; folds that test none are left out. */
export function onRealRows(
  folds: readonly ScoredFold[],
  isReal: Uint8Array,
  metrics: readonly Metric[],
): ScoredFold[] {
  return folds.flatMap((one) => {
    const { test } = one.fold;
    const positions = Uint32Array.from(test.keys()).filter((position) => isReal[test[position]] === 1);
    if (positions.length === 0) return [];
    const scored = takeRows(one.scored, positions);
    const scores = Object.fromEntries(metrics.map((metric) => [metric.id, metric.score(scored)]));
    return [{ ...one, fold: { ...one.fold, test: gatherUints(test, positions) }, scored, scores }];
  });
}

/** By how much one score looks better than another, whichever way the metric runs; null where one is undefined. */
export function betterBy(
  { direction }: Pick<Metric, 'direction'>,
  score: number | null,
  than: number | null,
): number | null {
  if (score === null || than === null) return null;
  return direction === 'max' ? score - than : than - score;
}

/** @param right sampled inside the folds  @param wrong before the split  @param wrongReal the same on rows of the data */
export function leakGapOf(
  metrics: readonly Metric[],
  right: MetricValues,
  wrong: MetricValues,
  wrongReal: MetricValues,
): LeakGap {
  const of = (values: MetricValues, id: string) => values[id]?.value ?? null;
  return Object.fromEntries(
    metrics.map((metric) => {
      const [inside, before] = [of(right, metric.id), of(wrong, metric.id)];
      const value = betterBy(metric, before, inside);
      return [metric.id, { value, right: inside, wrong: before, wrong_real: of(wrongReal, metric.id) }];
    }),
  );
}

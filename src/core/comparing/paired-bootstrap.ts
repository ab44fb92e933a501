/**
 * The paired bootstrap of a metric's difference between two learners that answered the same rows: rows are drawn with
 * replacement, whole groups where rows come in groups, and both are scored on what was drawn (Efron & Tibshirani 1993,
 * "An Introduction to the Bootstrap", chapters 8 and 16). It is about these fitted models only: nothing is fitted again.
 *
 * p and interval are the symmetric ones (Hall 1988, "On symmetric bootstrap confidence intervals", JRSS B 50): a
 * resampled difference d* is to the difference d what d would be to no difference, so p is the share of |d* - d| from
 * |d| on, and the interval is d ± the quantile of |d* - d|. So they agree: the 95 % interval leaves out 0 where p is at
 * most 0.05, up to one resample.
 */
import type { Metric, Scored } from '../metrics/metric.js';
import type { Rng } from '../rng.js';
import { variance } from '../statistics/moments.js';
import type { LearnerTest } from './learner-test.js';
import { type Reweighted, reweighted } from './reweighted.js';

/** Two learners' answers to the same rows in the same order: `truth`, `weights` and `task` are equal. */
export interface PairedRows {
  readonly first: Scored;
  readonly second: Scored;
  /** [nRows] the group of each row, 0 to nGroups - 1, drawn as a whole; null: every row by itself. */
  readonly groups: Int32Array | null;
}

export interface Resampling {
  readonly resamples: number;
  /** Of the interval, e.g. 0.95. */
  readonly level: number;
  readonly rng: Rng;
}

export interface PairedBootstrap extends LearnerTest {
  /** Of the difference. */
  readonly interval: readonly [number, number];
  /** On which both were defined, of those asked for. */
  readonly resamples: number;
}

/** Draws weights: how often each row was drawn, times its own weight. The array is the same at every call. */
function weightDraws({ first, groups }: PairedRows, rng: Rng): () => Float64Array {
  const { nRows, weights: own } = first;
  const nUnits = groups ? groups.reduce((most, unit) => Math.max(most, unit + 1), 0) : nRows;
  const drawn = new Float64Array(nUnits);
  const weights = new Float64Array(nRows);
  return () => {
    drawn.fill(0);
    for (let i = 0; i < nUnits; i++) drawn[rng.below(nUnits)]++;
    for (let row = 0; row < nRows; row++) {
      weights[row] = drawn[groups ? groups[row] : row] * (own ? own[row] : 1);
    }
    return weights;
  };
}

const hasRows = (weights: Float64Array) => weights.some((weight) => weight > 0);

/** First less second; null where one of them is undefined. */
function differenceOn(weights: Float64Array, first: Reweighted, second: Reweighted): number | null {
  if (!hasRows(weights)) return null;
  const [{ value: a }] = first(weights);
  const [{ value: b }] = second(weights);
  return a === null || b === null ? null : a - b;
}

function resampledDifferences(metric: Metric, rows: PairedRows, { resamples, rng }: Resampling): number[] {
  const draw = weightDraws(rows, rng);
  const first = reweighted([metric], rows.first);
  const second = reweighted([metric], rows.second);
  const known: number[] = [];
  for (let i = 0; i < resamples; i++) {
    const difference = differenceOn(draw(), first, second);
    if (difference !== null) known.push(difference);
  }
  return known;
}

/** Rounding of sums in another order must not make a difference smaller than itself. */
const SAME = 1 - 1e-12;

function testOf(difference: number, resampled: readonly number[], level: number): PairedBootstrap {
  const away = Float64Array.from(resampled, (value) => Math.abs(value - difference)).sort();
  const asFar = away.reduce((count, distance) => count + Number(distance >= Math.abs(difference) * SAME), 0);
  const half = away[Math.min(away.length, Math.ceil(level * (away.length + 1))) - 1];
  const spread = Math.sqrt(variance(resampled) ?? 0);
  return {
    difference,
    statistic: difference === 0 ? 0 : difference / spread,
    p: (1 + asFar) / (1 + away.length),
    interval: [difference - half, difference + half],
    resamples: away.length,
  };
}

/**
 * O(resamples * rows), a metric of order sorts besides.
 * @returns `difference` in the metric's unit, over standard deviation as `statistic`; null where the metric of either is
 *   undefined, on all rows or on over half of the resamples
 */
export function pairedBootstrap(
  metric: Metric,
  rows: PairedRows,
  resampling: Resampling,
): PairedBootstrap | null {
  const a = metric.score(rows.first).value;
  const b = metric.score(rows.second).value;
  if (a === null || b === null) return null;
  const resampled = resampledDifferences(metric, rows, resampling);
  if (2 * resampled.length < resampling.resamples || resampled.length === 0) return null;
  return testOf(a - b, resampled, resampling.level);
}

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
import { partsOf } from '../intervals/pooled.js';
import type { ReplicateJob, ReplicateOutcome } from '../intervals/replicates.js';
import { type SampledRows, toSampledHandle } from '../intervals/sampled-rows.js';
import type { Metric, Scored } from '../metrics/metric.js';
import { variance } from '../statistics/moments.js';
import type { LearnerTest } from './learner-test.js';

/** Two learners' answers to the same rows in the same order: `truth`, `weights` and `task` are equal. */
export interface PairedRows {
  /** Its units are drawn as a whole. */
  readonly first: SampledRows;
  readonly second: Scored;
}

export interface PairedBootstrap extends LearnerTest {
  /** Of the difference, 95 %. */
  readonly interval: readonly [number, number];
  /** On which both were defined, of those asked for. */
  readonly resamples: number;
}

const LEVEL = 0.95;
const MOST_RESAMPLES = 2000;
/** Rows that are drawn in all for one learner: some seconds of work. */
const MOST_DRAWS = 2e7;
/** At which p is known to half a per cent. */
const LEAST_RESAMPLES = 200;

/** 2,000 up to 10,000 rows, then fewer, 200 from 100,000 on. */
export const pairedResamples = (nRows: number): number =>
  Math.max(LEAST_RESAMPLES, Math.min(MOST_RESAMPLES, Math.floor(MOST_DRAWS / nRows)));

/** Can the metric be had of both? */
export const isScorable = ({ needs }: Metric, { first: { scored }, second }: PairedRows): boolean =>
  (needs !== 'answer' || scored.costs !== undefined) &&
  (needs !== 'probability' || (scored.proba !== null && second.proba !== null));

/**
 * Jobs of the runner, those of the first learner and then as many of the second: of equal seeds and numbers both are
 * scored on the same draw.
 */
export function pairedJobs(
  metric: Metric,
  { first, second }: PairedRows,
  { resamples, seed }: { readonly resamples: number; readonly seed: number },
): ReplicateJob[] {
  return [first, { ...first, scored: second }].flatMap((rows) => {
    const handle = toSampledHandle(rows);
    const job = { rows: handle, metrics: [metric.id], kind: 'units', nBlocks: 1, seed } as const;
    return partsOf(resamples, rows.scored.nRows).map((part) => ({ ...job, ...part }));
  });
}

/** First less second on each resample where both are defined. */
function resampledDifferences(outcomes: readonly ReplicateOutcome[]): number[] {
  const values = outcomes.map(({ values: [own] }) => [...own]);
  const first = values.slice(0, values.length / 2).flat();
  const second = values.slice(values.length / 2).flat();
  return first.map((value, i) => value - second[i]).filter((difference) => !Number.isNaN(difference));
}

/** Rounding of sums in another order must not make a difference smaller than itself. */
const SAME = 1 - 1e-12;

function testOf(difference: number, resampled: readonly number[]): PairedBootstrap {
  const away = Float64Array.from(resampled, (value) => Math.abs(value - difference)).sort();
  const asFar = away.reduce((count, distance) => count + Number(distance >= Math.abs(difference) * SAME), 0);
  const half = away[Math.min(away.length, Math.ceil(LEVEL * (away.length + 1))) - 1];
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
 * @param outcomes of `pairedJobs`, in their order
 * @returns `difference` in the metric's unit, over standard deviation as `statistic`; null where the metric of either is
 *   undefined, on all rows or on over half of the resamples
 */
export function pairedBootstrap(
  metric: Metric,
  { first, second }: PairedRows,
  outcomes: readonly ReplicateOutcome[],
): PairedBootstrap | null {
  const a = metric.score(first.scored).value;
  const b = metric.score(second).value;
  if (a === null || b === null) return null;
  const nAsked = outcomes.reduce((sum, { values: [own] }) => sum + own.length, 0) / 2;
  const resampled = resampledDifferences(outcomes);
  if (2 * resampled.length < nAsked || resampled.length === 0) return null;
  return testOf(a - b, resampled);
}

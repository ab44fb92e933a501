/**
 * Metrics over rows that were predicted once, with intervals: what these fitted models are worth on further rows of the
 * kind. Areas under the ROC curve by DeLong, all else by the BCa bootstrap; nothing is fitted anew.
 */
import { confusionMatrix, positiveOf } from '../metrics/confusion.js';
import type { LabelMetric, Metric, Scored } from '../metrics/metric.js';
import { classIndex } from '../metrics/one-class.js';
import { endOf, rankCurve } from '../metrics/rank-curve.js';
import { count } from '../shown-numbers.js';
import { acceleration, bcaInterval, type LeftOutValue } from './bca.js';
import { aucCovariance, aucInterval, curveVariance, placementsOf } from './delong.js';
import { FEW_EVENTS, hasFewEvents } from './few-events.js';
import type { ReplicateJob, ReplicateKind, ReplicateOutcome } from './replicates.js';
import { type SampledRows, toSampledHandle } from './sampled-rows.js';

const LEVEL = 0.95;
/** Resamples of counts, which cost the same for any number of rows. */
const COUNT_RESAMPLES = 2000;
/** Resamples of rows: at most so many, */
const MOST_RESAMPLES = 1000;
/** bounded by the rows that they draw in all, so that a cross-validation is hardly slower for them, */
const MOST_DRAWS = 2e6;
/** and by this, at which the ends of an interval move by a fifth of a standard error with the seed. */
const LEAST_RESAMPLES = 200;
/** Beyond so many rows resampling them would take longer than many a fit. */
const MOST_RESAMPLED_ROWS = 20_000;
/** What a matrix of counts drawn anew costs, with the metrics of it: as much as so many rows. */
const CELL_DRAWS = 500;
const MOST_BLOCKS = 50;
/** Jobs that resamples are cut into: enough for threads to share, few enough that rows are sorted seldom. */
const MOST_PARTS = 8;
const DRAWS_OF_A_PART = 5e5;
/** With more undefined resamples than this share there is no interval. */
const MOST_UNDEFINED = 0.05;
const FEW_GROUPS = 20;

/** A metric over all rows at once. */
export interface PooledValue {
  readonly value: number | null;
  readonly ci95: [number, number] | null;
  readonly method: 'bca' | 'delong' | null;
  /** Of `bca`. */
  readonly resamples?: number;
  /** Fewer than 20 rows in a count that the metric is made of: the interval may cover too seldom. */
  readonly few_events?: true;
  /** Fewer than 20 groups that rows are drawn by. */
  readonly few_groups?: true;
  /** Why there is no value, or no interval. */
  readonly reason?: string;
}

type Way = 'delong' | 'cells' | 'units' | 'none' | 'too-many';

/** How a metric's interval over these rows is found. */
function wayOf(metric: Metric, { scored, unitOf }: SampledRows): Way {
  if (metric.interval === 'none') return 'none';
  const plain = scored.weights === undefined;
  if (metric.interval === 'delong' && plain) return 'delong';
  if (metric.needs === 'label' && plain && unitOf === null) return 'cells';
  return scored.nRows > MOST_RESAMPLED_ROWS ? 'too-many' : 'units';
}

/** Resamples of so many rows: 1,000 up to 2,000 rows, then fewer, 200 from 10,000 on. */
const resamplesOf = (nRows: number): number =>
  Math.max(LEAST_RESAMPLES, Math.min(MOST_RESAMPLES, Math.floor(MOST_DRAWS / nRows)));

/** Numbers of replicates, cut for threads to share. @param total replicates @param draws of one replicate */
export function partsOf(total: number, draws: number): { first: number; end: number }[] {
  const nParts = Math.min(MOST_PARTS, Math.ceil((total * draws) / DRAWS_OF_A_PART));
  const starts = Array.from({ length: nParts + 1 }, (_, part) => Math.floor((part * total) / nParts));
  return starts
    .slice(1)
    .map((end, part) => ({ first: starts[part], end }))
    .filter(({ first, end }) => end > first);
}

/** The jobs that `pooledValues` needs the outcomes of. @param metrics defined on these rows */
export function replicateJobs(rows: SampledRows, metrics: readonly Metric[], seed: number): ReplicateJob[] {
  const handle = toSampledHandle(rows);
  const nBlocks = Math.min(MOST_BLOCKS, rows.nUnits);
  const idsOf = (way: Way) => metrics.filter((metric) => wayOf(metric, rows) === way).map(({ id }) => id);
  const jobs = (kind: ReplicateKind, way: Way, total: number): ReplicateJob[] => {
    const ids = idsOf(way);
    if (ids.length === 0) return [];
    const draws = kind === 'cells' ? CELL_DRAWS : rows.scored.nRows;
    return partsOf(total, draws).map((part) => ({
      rows: handle,
      metrics: ids,
      kind,
      ...part,
      nBlocks,
      seed,
    }));
  };
  return [
    ...jobs('units', 'units', resamplesOf(rows.scored.nRows)),
    ...jobs('without', 'units', nBlocks),
    ...jobs('cells', 'cells', COUNT_RESAMPLES),
  ];
}

/** What outcomes hold of a metric, in order of replicates. */
function valuesOf(
  id: string,
  kind: ReplicateKind,
  jobs: readonly ReplicateJob[],
  outcomes: readonly ReplicateOutcome[],
): Float64Array {
  const parts = jobs.flatMap((job, i) =>
    job.kind === kind ? [outcomes[i].values[job.metrics.indexOf(id)]] : [],
  );
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

/** The metric without one row of each cell, as often as there are such rows: the jackknife over rows in closed form. */
function withoutEachRow(metric: LabelMetric, scored: Scored): LeftOutValue[] {
  const confusion = confusionMatrix(scored);
  return confusion.flatMap((row, truth) =>
    row.flatMap((times, predicted) => {
      if (times === 0) return [];
      const rest = confusion.map((cells) => [...cells]);
      rest[truth][predicted]--;
      const { value } = metric.scoreCounts(rest, scored.task);
      return value === null ? [] : [{ value, times }];
    }),
  );
}

const TOO_MANY = `over ${count(MOST_RESAMPLED_ROWS)} rows are not resampled for a metric of rows: see the interval over folds`;
const ONE_ROW = 'a single row decides it: resampling tells nothing';
const NO_SPREAD = 'the resamples do not lie on both sides of the value';

function byBootstrap(value: number, replicates: Float64Array, without: readonly LeftOutValue[]): PooledValue {
  const known = replicates.filter((replicate) => !Number.isNaN(replicate));
  const nUndefined = replicates.length - known.length;
  const found = { value, method: 'bca', resamples: replicates.length } as const;
  if (nUndefined > MOST_UNDEFINED * replicates.length || without.length === 0) {
    const reason = `undefined in ${count(nUndefined)} of ${count(replicates.length)} resamples`;
    return { ...found, ci95: null, reason };
  }
  const ci95 = bcaInterval(value, known, acceleration(without), LEVEL);
  return ci95 === null ? { ...found, ci95, reason: NO_SPREAD } : { ...found, ci95 };
}

/** The placements of a class's rows by p of it. @param scored with probabilities */
export function placementsBy({ task, nRows, truth, proba }: Scored, k: number) {
  const width = task.classes.length;
  const scores = Float64Array.from({ length: nRows }, (_, row) => (proba as Float64Array)[row * width + k]);
  return placementsOf(
    scores,
    Uint8Array.from(truth, (label) => (label === k ? 1 : 0)),
  );
}

function byDelong(metric: Metric, value: number, { scored, unitOf }: SampledRows): PooledValue {
  const { task } = scored;
  const k = metric.label === undefined ? positiveOf(task) : classIndex(metric.id, metric.label, task);
  const curve = rankCurve(scored, k);
  const placements = unitOf && placementsBy(scored, k);
  const variance = placements ? aucCovariance(placements, placements, unitOf) : curveVariance(curve);
  const ci95 = variance === null ? null : aucInterval(value, variance, LEVEL);
  const { nInside, nOutside } = endOf(curve);
  return {
    value,
    ci95,
    method: 'delong',
    ...(Math.min(nInside, nOutside) < FEW_EVENTS ? { few_events: true } : {}),
    ...(ci95 === null ? { reason: 'the order of the classes does not vary over the rows' } : {}),
  };
}

function withFlags(
  pooled: PooledValue,
  metric: Metric,
  { scored, unitOf, nUnits }: SampledRows,
): PooledValue {
  const few = metric.needs === 'label' && hasFewEvents(metric, confusionMatrix(scored), scored.task);
  return {
    ...pooled,
    ...(few ? { few_events: true } : {}),
    ...(unitOf !== null && nUnits < FEW_GROUPS ? { few_groups: true } : {}),
  };
}

type Replicates = (id: string, kind: ReplicateKind) => Float64Array;

function pooledValue(rows: SampledRows, metric: Metric, replicates: Replicates): PooledValue {
  const score = metric.score(rows.scored);
  if (score.value === null) return { value: null, ci95: null, method: null, reason: score.reason };
  const { value } = score;
  const way = wayOf(metric, rows);
  if (way === 'none') return { value, ci95: null, method: null, reason: ONE_ROW };
  if (way === 'too-many') return { value, ci95: null, method: null, reason: TOO_MANY };
  if (way === 'delong') return byDelong(metric, value, rows);
  const without =
    way === 'cells'
      ? withoutEachRow(metric as LabelMetric, rows.scored)
      : [...replicates(metric.id, 'without')].map((one) => ({ value: one, times: 1 }));
  return byBootstrap(
    value,
    replicates(metric.id, way),
    without.filter((one) => !Number.isNaN(one.value)),
  );
}

/**
 * Every metric over all rows.
 * @param outcomes of the jobs, in their order
 */
export function pooledValues(
  rows: SampledRows,
  metrics: readonly Metric[],
  jobs: readonly ReplicateJob[],
  outcomes: readonly ReplicateOutcome[],
): Record<string, PooledValue> {
  const replicates: Replicates = (id, kind) => valuesOf(id, kind, jobs, outcomes);
  const entries = metrics.map((metric) => [
    metric.id,
    withFlags(pooledValue(rows, metric, replicates), metric, rows),
  ]);
  return Object.fromEntries(entries) as Record<string, PooledValue>;
}

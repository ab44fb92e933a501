/**
 * Metrics over rows that were predicted once, with intervals: what these fitted models are worth on further rows of the
 * kind. Areas under the ROC curve by DeLong, all else by the BCa bootstrap; nothing is fitted anew.
 */
import { confusionMatrix, positiveOf } from '../metrics/confusion.js';
import { joined } from '../metrics/join-rows.js';
import type { LabelMetric, Metric, Scored } from '../metrics/metric.js';
import { classIndex } from '../metrics/one-class.js';
import { endOf, rankCurve } from '../metrics/rank-curve.js';
import { count } from '../shown-numbers.js';
import { acceleration, bcaInterval, type LeftOutValue } from './bca.js';
import { aucCovariance, aucInterval, curveVariance, placementsOf } from './delong.js';
import { FEW_EVENTS, hasFewEvents } from './few-events.js';
import { fewerRows, MOST_RESAMPLED_ROWS } from './fewer-rows.js';
import type { CellJob, ReplicateJob, ReplicateKind, ReplicateOutcome, UnitJob } from './replicates.js';
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
/** What a matrix of counts drawn anew costs, with the metrics of it: as much as so many rows. */
const CELL_DRAWS = 500;
const MOST_BLOCKS = 50;
/** Jobs that resamples are cut into: enough for threads to share, few enough that rows are sorted, and code is compiled, seldom. */
const MOST_PARTS = 8;
const DRAWS_OF_A_PART = 2e6;
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
  /** Of very many rows: how many of them are resampled; the interval is drawn in to that of all. */
  readonly resampled_rows?: number;
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
  return metric.interval === 'all-rows' && scored.nRows > MOST_RESAMPLED_ROWS ? 'too-many' : 'units';
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

function unitJobs(rows: SampledRows, ids: readonly string[], seed: number): UnitJob[] {
  const { nRows } = rows.scored;
  const nBlocks = Math.min(MOST_BLOCKS, rows.nUnits);
  const shared = { rows: toSampledHandle(rows), metrics: ids, nBlocks, seed };
  const jobs = (kind: UnitJob['kind'], total: number) =>
    partsOf(total, nRows).map((part): UnitJob => ({ ...shared, kind, ...part }));
  return [...jobs('units', resamplesOf(nRows)), ...jobs('without', nBlocks)];
}

function cellJobs(scored: Scored, ids: readonly string[], seed: number): CellJob[] {
  const shared = { task: scored.task, confusion: confusionMatrix(scored), metrics: ids, seed };
  return partsOf(COUNT_RESAMPLES, CELL_DRAWS).map((part): CellJob => ({ ...shared, kind: 'cells', ...part }));
}

/** The jobs that `pooledValues` needs the outcomes of. @param metrics defined on these rows */
export function replicateJobs(rows: SampledRows, metrics: readonly Metric[], seed: number): ReplicateJob[] {
  const idsOf = (way: Way) => metrics.filter((metric) => wayOf(metric, rows) === way).map(({ id }) => id);
  const [ofRows, ofCounts] = [idsOf('units'), idsOf('cells')];
  return [
    ...(ofRows.length > 0 ? unitJobs(fewerRows(rows, seed), ofRows, seed) : []),
    ...(ofCounts.length > 0 ? cellJobs(rows.scored, ofCounts, seed) : []),
  ];
}

/** What the jobs of a kind found of a metric. */
interface Found {
  /** In order of replicates. */
  readonly values: Float64Array;
  /** Over all rows that were resampled. */
  readonly whole: number;
  readonly nRows: number;
  readonly nUnits: number;
}

function foundOf(
  id: string,
  kind: ReplicateKind,
  jobs: readonly ReplicateJob[],
  outcomes: readonly ReplicateOutcome[],
  rows: SampledRows,
): Found {
  const parts = jobs.flatMap((job, i) =>
    job.kind === kind ? [{ job, outcome: outcomes[i], at: job.metrics.indexOf(id) }] : [],
  );
  const [{ job, outcome, at }] = parts;
  const { nRows, nUnits } =
    job.kind === 'cells' ? { nRows: rows.scored.nRows, nUnits: rows.nUnits } : job.rows;
  const values = joined(parts.map((part) => part.outcome.values[part.at]));
  return { values, whole: outcome.whole[at], nRows, nUnits };
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

const TOO_MANY = `it counts rows, and of over ${count(MOST_RESAMPLED_ROWS)} only so many are resampled: see the interval over folds`;
const ONE_ROW = 'a single row decides it: resampling tells nothing';
const NO_SPREAD = 'the resamples do not lie on both sides of the value';

function byBootstrap(value: number, { values, whole }: Found, without: readonly LeftOutValue[]): PooledValue {
  const known = values.filter((replicate) => !Number.isNaN(replicate));
  const nUndefined = values.length - known.length;
  const found = { value, method: 'bca', resamples: values.length } as const;
  if (nUndefined > MOST_UNDEFINED * values.length || without.length === 0) {
    const reason = `undefined in ${count(nUndefined)} of ${count(values.length)} resamples`;
    return { ...found, ci95: null, reason };
  }
  const ci95 = bcaInterval(whole, known, acceleration(without), LEVEL);
  return ci95 === null ? { ...found, ci95, reason: NO_SPREAD } : { ...found, ci95 };
}

/** The interval of the rows that were resampled as that of all rows (fewer-rows.ts). */
function drawnIn(
  pooled: PooledValue,
  { range: [low, high] }: Metric,
  found: Found,
  all: SampledRows,
): PooledValue {
  if (found.nRows === all.scored.nRows || pooled.value === null) return pooled;
  const { value } = pooled;
  const share = Math.sqrt(found.nUnits / all.nUnits);
  const end = (of: number) => Math.min(high, Math.max(low, value + share * (of - found.whole)));
  return {
    ...pooled,
    ci95: pooled.ci95 && [end(pooled.ci95[0]), end(pooled.ci95[1])],
    resampled_rows: found.nRows,
  };
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

type FindOf = (id: string, kind: ReplicateKind) => Found;

function resampled(rows: SampledRows, metric: Metric, value: number, findOf: FindOf): PooledValue {
  if (wayOf(metric, rows) === 'cells') {
    return byBootstrap(value, findOf(metric.id, 'cells'), withoutEachRow(metric as LabelMetric, rows.scored));
  }
  const found = findOf(metric.id, 'units');
  const without = findOf(metric.id, 'without').values.filter((one) => !Number.isNaN(one));
  const leftOut = Array.from(without, (one) => ({ value: one, times: 1 }));
  return drawnIn(byBootstrap(value, found, leftOut), metric, found, rows);
}

function pooledValue(rows: SampledRows, metric: Metric, findOf: FindOf): PooledValue {
  const score = metric.score(rows.scored);
  if (score.value === null) return { value: null, ci95: null, method: null, reason: score.reason };
  const { value } = score;
  const way = wayOf(metric, rows);
  if (way === 'none') return { value, ci95: null, method: null, reason: ONE_ROW };
  if (way === 'too-many') return { value, ci95: null, method: null, reason: TOO_MANY };
  return way === 'delong' ? byDelong(metric, value, rows) : resampled(rows, metric, value, findOf);
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
  const findOf: FindOf = (id, kind) => foundOf(id, kind, jobs, outcomes, rows);
  const entries = metrics.map((metric) => [
    metric.id,
    withFlags(pooledValue(rows, metric, findOf), metric, rows),
  ]);
  return Object.fromEntries(entries) as Record<string, PooledValue>;
}

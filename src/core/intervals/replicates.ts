/**
 * What the runner does for intervals: metrics of rows drawn anew, or of all rows but a block. A replicate is named by its
 * number, so it does not matter how replicates are dealt to jobs.
 */
import type { Engine } from '../arena.js';
import { confusionMatrix } from '../metrics/confusion.js';
import { metrics } from '../metrics/list.js';
import type { LabelMetric, Metric, Score, Scored } from '../metrics/metric.js';
import { totalWeight, weightedSum } from '../metrics/row-metric.js';
import { stream } from '../rng.js';
import { redrawCounts } from './binomial-draw.js';
import type { SampledHandle, SampledRows } from './sampled-rows.js';

/**
 * `cells`: the confusion matrix drawn anew, which is what rows drawn anew make of it; for metrics of labels, rows that
 * are their own units and weigh the same. `units`: units drawn anew. `without`: all units but those of a block.
 */
export type ReplicateKind = 'cells' | 'units' | 'without';

export interface ReplicateJob {
  readonly rows: SampledHandle;
  /** Ids. */
  readonly metrics: readonly string[];
  readonly kind: ReplicateKind;
  /** Replicates from `first` to before `end`. */
  readonly first: number;
  readonly end: number;
  /** Of `without`: how many blocks the units are dealt to. */
  readonly nBlocks: number;
  readonly seed: number;
}

export interface ReplicateOutcome {
  /** [metrics][end - first] NaN where it is undefined. */
  readonly values: readonly Float64Array[];
}

const orNaN = (score: Score): number => score.value ?? Number.NaN;

/** A metric of the same rows weighed anew: what does not depend on weights is worked out once. */
function scorerOf(metric: Metric, scored: Scored): (weighed: Scored) => Score {
  if (metric.needs === 'label')
    return (weighed) => metric.scoreCounts(confusionMatrix(weighed), weighed.task);
  if (!metric.sums) return (weighed) => metric.score(weighed);
  const { combine } = metric.sums;
  const terms = metric.sums.terms(scored);
  return (weighed) =>
    combine(
      terms.map((term) => weightedSum(weighed, term)),
      totalWeight(weighed),
    );
}

/** [nUnits] how often each unit is drawn. */
function drawUnits(nUnits: number, seed: number, replicate: number, { arena, kernels }: Engine): Uint32Array {
  return arena.scope((scratch) => {
    const state = scratch.alloc(16);
    const counts = scratch.alloc(4 * nUnits);
    scratch.u32(state, 4).set(stream(seed, 'bootstrap', replicate).state);
    kernels.countDraws(state, nUnits, counts);
    return scratch.u32(counts, nUnits).slice();
  });
}

/** [nUnits] the block of each, blocks of about equal size. */
function dealUnits(nUnits: number, nBlocks: number, seed: number): Uint32Array {
  const order = Uint32Array.from({ length: nUnits }, (_, unit) => unit);
  stream(seed, 'bootstrap/blocks').shuffle(order);
  const blockOf = new Uint32Array(nUnits);
  order.forEach((unit, i) => {
    blockOf[unit] = i % nBlocks;
  });
  return blockOf;
}

function weigh({ scored, unitOf }: SampledRows, times: ArrayLike<number>): Scored {
  const weights = new Float64Array(scored.nRows);
  for (let row = 0; row < weights.length; row++) {
    weights[row] = times[unitOf ? unitOf[row] : row] * (scored.weights ? scored.weights[row] : 1);
  }
  return { ...scored, weights };
}

function reweighed(rows: SampledRows, job: ReplicateJob, engine: Engine): (replicate: number) => Scored {
  if (job.kind === 'units')
    return (replicate) => weigh(rows, drawUnits(rows.nUnits, job.seed, replicate, engine));
  const blockOf = dealUnits(rows.nUnits, job.nBlocks, job.seed);
  return (replicate) =>
    weigh(
      rows,
      blockOf.map((block) => (block === replicate ? 0 : 1)),
    );
}

/** Units drawn anew or left out. */
function reweighAll(rows: SampledRows, job: ReplicateJob, engine: Engine): ReplicateOutcome {
  const scorers = job.metrics.map((id) => scorerOf(metrics.get(id), rows.scored));
  const values = scorers.map(() => new Float64Array(job.end - job.first).fill(Number.NaN));
  const next = reweighed(rows, job, engine);
  for (let replicate = job.first; replicate < job.end; replicate++) {
    const weighed = next(replicate);
    if (totalWeight(weighed) <= 0) continue;
    scorers.forEach((score, m) => {
      values[m][replicate - job.first] = orNaN(score(weighed));
    });
  }
  return { values };
}

/** Confusion matrices drawn anew. */
function redrawCells({ scored }: SampledRows, job: ReplicateJob): ReplicateOutcome {
  const width = scored.task.classes.length;
  const counts = confusionMatrix(scored).flat();
  const values = job.metrics.map(() => new Float64Array(job.end - job.first));
  const labelMetrics = job.metrics.map((id) => metrics.get(id) as LabelMetric);
  for (let replicate = job.first; replicate < job.end; replicate++) {
    const drawn = redrawCounts(counts, stream(job.seed, 'bootstrap/cells', replicate));
    const confusion = scored.task.classes.map((_, k) => drawn.slice(k * width, (k + 1) * width));
    labelMetrics.forEach((metric, m) => {
      values[m][replicate - job.first] = orNaN(metric.scoreCounts(confusion, scored.task));
    });
  }
  return { values };
}

export const runReplicates = (rows: SampledRows, job: ReplicateJob, engine: Engine): ReplicateOutcome =>
  job.kind === 'cells' ? redrawCells(rows, job) : reweighAll(rows, job, engine);

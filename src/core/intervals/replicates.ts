/**
 * What the runner does for intervals: metrics of rows drawn anew, or of all rows but a block. A replicate is named by its
 * number, so it does not matter how replicates are dealt to jobs.
 */
import type { Engine } from '../arena.js';
import { reweighted } from '../comparing/reweighted.js';
import { metrics } from '../metrics/list.js';
import type { Confusion, LabelMetric, Score } from '../metrics/metric.js';
import { stream } from '../rng.js';
import type { Task } from '../task.js';
import { redrawCounts } from './binomial-draw.js';
import type { SampledHandle, SampledRows } from './sampled-rows.js';

interface JobBase {
  /** Ids. */
  readonly metrics: readonly string[];
  /** Replicates from `first` to before `end`. */
  readonly first: number;
  readonly end: number;
  readonly seed: number;
}

/** `units`: units drawn anew. `without`: all units but those of a block. */
export interface UnitJob extends JobBase {
  readonly kind: 'units' | 'without';
  readonly rows: SampledHandle;
  /** Of `without`: how many blocks the units are dealt to. */
  readonly nBlocks: number;
}

/**
 * The confusion matrix drawn anew, which is what rows drawn anew make of it; for metrics of labels, rows that are their own
 * units and weigh the same.
 */
export interface CellJob extends JobBase {
  readonly kind: 'cells';
  readonly task: Task;
  readonly confusion: Confusion;
}

export type ReplicateJob = UnitJob | CellJob;
export type ReplicateKind = ReplicateJob['kind'];

export interface ReplicateOutcome {
  /** [metrics][end - first] NaN where it is undefined. */
  readonly values: readonly Float64Array[];
  /** [metrics] over all rows of the job, NaN where it is undefined. */
  readonly whole: readonly number[];
}

const orNaN = (score: Score): number => score.value ?? Number.NaN;

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

/** [nRows] what rows weigh when their units stand there so often. */
function weigh({ scored, unitOf }: SampledRows, times: Uint32Array): Float64Array {
  const weights = new Float64Array(scored.nRows);
  if (unitOf === null) weights.set(times);
  else for (let row = 0; row < weights.length; row++) weights[row] = times[unitOf[row]];
  const own = scored.weights;
  if (own) for (let row = 0; row < weights.length; row++) weights[row] *= own[row];
  return weights;
}

function weightsOf(rows: SampledRows, job: UnitJob, engine: Engine): (replicate: number) => Float64Array {
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
function reweighAll(rows: SampledRows, job: UnitJob, engine: Engine): ReplicateOutcome {
  const chosen = job.metrics.map((id) => metrics.get(id));
  const score = reweighted(chosen, rows.scored);
  const values = chosen.map(() => new Float64Array(job.end - job.first).fill(Number.NaN));
  const next = weightsOf(rows, job, engine);
  for (let replicate = job.first; replicate < job.end; replicate++) {
    const weights = next(replicate);
    if (weights.every((weight) => weight === 0)) continue;
    score(weights).forEach((found, m) => {
      values[m][replicate - job.first] = orNaN(found);
    });
  }
  return { values, whole: chosen.map((metric) => orNaN(metric.score(rows.scored))) };
}

/** Confusion matrices drawn anew. */
function redrawCells({ task, confusion, metrics: ids, first, end, seed }: CellJob): ReplicateOutcome {
  const width = task.classes.length;
  const counts = confusion.flat();
  const chosen = ids.map((id) => metrics.get(id) as LabelMetric);
  const values = chosen.map(() => new Float64Array(end - first));
  for (let replicate = first; replicate < end; replicate++) {
    const drawn = redrawCounts(counts, stream(seed, 'bootstrap/cells', replicate));
    const redrawn = confusion.map((_, k) => drawn.slice(k * width, (k + 1) * width));
    chosen.forEach((metric, m) => {
      values[m][replicate - first] = orNaN(metric.scoreCounts(redrawn, task));
    });
  }
  return { values, whole: chosen.map((metric) => orNaN(metric.scoreCounts(confusion, task))) };
}

export const runReplicates = (
  job: ReplicateJob,
  unpack: (handle: SampledHandle) => SampledRows,
  engine: Engine,
): ReplicateOutcome => (job.kind === 'cells' ? redrawCells(job) : reweighAll(unpack(job.rows), job, engine));

/**
 * What the runner does for `importance`: a saved pipeline scored with one column's cells swapped between rows, within blocks:
 * so a block that is left out takes both a row and the row that its cell came from along.
 */
import type { Engine } from '../arena.js';
import type { Clock } from '../clock.js';
import { decide } from '../decide.js';
import { confusionMatrix } from '../metrics/confusion.js';
import { metrics } from '../metrics/list.js';
import type { Confusion, Metric, Scored } from '../metrics/metric.js';
import { takeRows } from '../metrics/take-rows.js';
import { models } from '../models/list.js';
import { predictPipeline } from '../pipeline.js';
import type { PredictHandle } from '../pipeline-jobs.js';
import { stream } from '../rng.js';
import type { LoadedPipeline } from '../saved-pipeline.js';
import { type Column, sliceColumn, type Table, takeColumn } from '../table.js';
import { isClassification, nOutputs } from '../task.js';
import type { Importances } from '../trees/ensemble.js';
import { swapWithin } from './blocks.js';

/** Rows that are predicted at once: their bins need memory. */
const BLOCK_ROWS = 8192;

export interface PermuteJob {
  /** The rows in order of their blocks. */
  readonly input: PredictHandle;
  /** [rows] class index, or the value. */
  readonly truth: SharedArrayBuffer;
  /** Of `Blocks`. */
  readonly starts: readonly number[];
  /** The column whose cells are swapped; null: none, once. */
  readonly column: string | null;
  /** How often they are swapped anew. */
  readonly repeats: number;
  readonly seed: number;
  /** An id. */
  readonly metric: string;
  /** Binary: positive from this probability on. */
  readonly threshold: number;
}

/** A score; null when it is undefined. */
export type MaybeScore = number | null;

export interface PermuteOutcome {
  /** [repeats] */
  readonly scores: readonly MaybeScore[];
  /** [repeats][blocks] without the rows of each block. */
  readonly without: readonly (readonly MaybeScore[])[];
  /** What the fit tells of each column; null where cells were swapped, and for models that tell nothing. */
  readonly told: Importances | null;
  readonly seconds: number;
}

/** By column of the table: what a model tells of columns that a transform made is of no use here. */
const toldBy = ({ steps, model }: LoadedPipeline): Importances | null =>
  steps.length === 0 ? (model.importances ?? null) : null;

function predictAll(
  pipeline: LoadedPipeline,
  columns: readonly Column[],
  nRows: number,
  engine: Engine,
): Float64Array {
  const width = nOutputs(pipeline.task);
  const output = new Float64Array(nRows * width);
  for (let first = 0; first < nRows; first += BLOCK_ROWS) {
    const end = Math.min(nRows, first + BLOCK_ROWS);
    const block = columns.map((column) => sliceColumn(column, first, end));
    output.set(predictPipeline(pipeline, block, end - first, engine), first * width);
  }
  return output;
}

/** The rows outside from `first` to before `end`. */
function leaveOut(scored: Scored, first: number, end: number): Scored {
  const rows = new Uint32Array(scored.nRows - (end - first));
  for (let i = 0; i < rows.length; i++) rows[i] = i < first ? i : i + end - first;
  return takeRows(scored, rows);
}

/** Labels of the rows from `first` to before `end`. */
const labelsOf = ({ task, truth, predicted, weights }: Scored, first: number, end: number): Scored => ({
  task,
  nRows: end - first,
  truth: truth.subarray(first, end),
  predicted: predicted.subarray(first, end),
  proba: null,
  weights: weights?.subarray(first, end),
});

const less = (a: Confusion, b: Confusion): number[][] =>
  a.map((row, truth) => row.map((count, predicted) => count - b[truth][predicted]));

/** The metric without each block; nothing of one block. Of labels O(rows) for all blocks, since counts are taken off; else O(rows) for each. */
export function scoresWithout(metric: Metric, scored: Scored, starts: readonly number[]): MaybeScore[] {
  if (starts.length < 3) return [];
  return starts.slice(1).map((end, block) => {
    const first = starts[block];
    if (metric.needs !== 'label') return metric.score(leaveOut(scored, first, end)).value;
    const rest = less(confusionMatrix(scored), confusionMatrix(labelsOf(scored, first, end)));
    return metric.scoreCounts(rest, scored.task).value;
  });
}

/** The cells are drawn by (seed, column's name, repeat): neither other columns nor workers move them. */
export function scorePermuted(
  pipeline: LoadedPipeline,
  table: Table,
  job: PermuteJob,
  engine: Engine,
  clock: Clock,
): PermuteOutcome {
  const started = clock();
  const { task, spec } = pipeline;
  const metric = metrics.get(job.metric);
  const hasProba = isClassification(task) && models.get(spec.model.id).gives.probability;
  const scores: MaybeScore[] = [];
  const without: MaybeScore[][] = [];
  for (let repeat = 0; repeat < (job.column === null ? 1 : job.repeats); repeat++) {
    const columns = table.columns.map((column) => {
      if (column.name !== job.column) return column;
      return takeColumn(
        column,
        swapWithin(job.starts, stream(job.seed, `importance/${column.name}`, repeat)),
      );
    });
    const output = predictAll(pipeline, columns, table.nRows, engine);
    const scored: Scored = {
      task,
      nRows: table.nRows,
      truth: new Float64Array(job.truth),
      predicted: decide(task, output, job.threshold),
      proba: hasProba ? output : null,
    };
    scores.push(metric.score(scored).value);
    without.push(scoresWithout(metric, scored, job.starts));
  }
  const told = job.column === null ? toldBy(pipeline) : null;
  return { scores, without, told, seconds: clock() - started };
}

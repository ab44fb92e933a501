/** What the runner does with fits that stand for several: each stage of one fit predicted, and scored for a curve. */
import type { Engine } from './arena.js';
import type { Clock } from './clock.js';
import { decide } from './decide.js';
import { metrics } from './metrics/list.js';
import type { Score } from './metrics/metric.js';
import { takeCells } from './metrics/take-rows.js';
import { models } from './models/list.js';
import {
  type FitReport,
  type FittedPipeline,
  fitPipeline,
  type Predicted,
  predictStages,
  predictWithModel,
} from './pipeline.js';
import type { FoldJob, FoldOutcome } from './pipeline-jobs.js';
import { receiveTrainRows } from './splitters/splitter.js';
import { gather, takeColumn } from './table.js';
import { isClassification, type TaskData } from './task.js';

export interface StagedJob extends Omit<FoldJob, 'save'> {
  /** Ascending rounds of the model, whose last is the fit's own; null: the fit as a whole, for a model without stages. */
  readonly rounds: readonly number[] | null;
}

/** What is predicted after each of the rounds. */
function predictRows(
  data: TaskData,
  pipeline: FittedPipeline,
  rows: Uint32Array,
  rounds: StagedJob['rounds'],
  engine: Engine,
): Predicted[] {
  const columns = data.table.columns.map((column) => takeColumn(column, rows));
  if (rounds === null) return [predictWithModel(pipeline, columns, rows.length, engine)];
  return predictStages(pipeline, columns, rows.length, rounds, engine).map((output) => ({ output }));
}

/** What a fit of so many rounds would report: one that ends by itself ends no later. */
const reportOfStage = (report: FitReport, round = Number.POSITIVE_INFINITY): FitReport =>
  report.rounds === null ? report : { ...report, rounds: Math.min(report.rounds, round) };

/** One outcome for each of the rounds: what `runFold` gives for a fit of that many; its seconds are the shared fit's. */
export async function runStages(
  data: TaskData,
  job: StagedJob,
  engine: Engine,
  clock: Clock,
): Promise<FoldOutcome[]> {
  const { repeat, fold, spec } = job;
  const at = { repeat, fold };
  const { pipeline, report } = await fitPipeline(
    data,
    receiveTrainRows(job.train),
    spec,
    at,
    engine,
    clock,
    job.shelf,
  );
  const started = clock();
  const predicted = predictRows(data, pipeline, new Uint32Array(job.test), job.rounds, engine);
  const predictSeconds = (clock() - started) / predicted.length;
  pipeline.model.dispose?.();
  return predicted.map((one, i) => ({
    ...{ repeat, fold, ...one, predictSeconds, model: null },
    report: reportOfStage(report, job.rounds?.[i]),
  }));
}

export interface CurveJob extends StagedJob {
  /** An id. */
  readonly metric: string;
}

export interface CurveOutcome {
  /** One for each of the rounds. */
  readonly points: readonly { readonly train: Score; readonly test: Score }[];
  readonly nTrain: number;
  readonly report: FitReport;
  readonly predictSeconds: number;
}

/** A fit scored on the rows that it was fitted on and on those of its fold, after each of the rounds. */
export async function runCurveFold(
  data: TaskData,
  job: CurveJob,
  engine: Engine,
  clock: Clock,
): Promise<CurveOutcome> {
  const { repeat, fold, spec, rounds } = job;
  const train = receiveTrainRows(job.train);
  const { pipeline, report } = await fitPipeline(
    data,
    train,
    spec,
    { repeat, fold },
    engine,
    clock,
    job.shelf,
  );
  const started = clock();
  const { task } = data;
  const hasProba = isClassification(task) && models.get(spec.model.id).gives.probability;
  const scoresOn = (rows: Uint32Array) =>
    predictRows(data, pipeline, rows, rounds, engine).map(({ output }) =>
      metrics.get(job.metric).score({
        task,
        nRows: rows.length,
        truth: gather(data.y, rows),
        predicted: decide(task, output, pipeline.threshold),
        proba: hasProba ? output : null,
        costs: data.costs ? takeCells(data.costs, rows, task.classes.length) : undefined,
      }),
    );
  const [onTrain, onTest] = [scoresOn(train), scoresOn(new Uint32Array(job.test))];
  pipeline.model.dispose?.();
  const points = onTest.map((test, i) => ({ train: onTrain[i], test }));
  return { points, nTrain: train.length, report, predictSeconds: clock() - started };
}

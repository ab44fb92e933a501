/** What the runner does with pipelines: a fold fitted and predicted, a fit on all rows saved, new rows predicted. */
import type { Engine } from './arena.js';
import type { Clock } from './clock.js';
import type { SavedReading } from './column-reading.js';
import { fitCross } from './conformal/cross-fits.js';
import type { Regions } from './conformal/regions.js';
import { INNER_FOLDS } from './inner-folds.js';
import {
  type FitReport,
  fitPipeline,
  type PipelineSpec,
  type Predicted,
  predictWithModel,
  progressOf,
  regionsOf,
} from './pipeline.js';
import { type LoadedPipeline, savePipeline } from './saved-pipeline.js';
import { type Fold, receiveTrainRows } from './splitters/splitter.js';
import { sliceColumn, type Table, type TableHandle, takeColumn, toHandle } from './table.js';
import { type ProblemHandle, problemToHandle, type TaskData } from './task.js';

export interface FoldJob {
  readonly problem: ProblemHandle;
  readonly spec: PipelineSpec;
  readonly repeat: number;
  readonly fold: number;
  readonly train: SharedArrayBuffer;
  readonly test: SharedArrayBuffer;
  /** Where fits on the same rows leave their bins to each other. */
  readonly shelf?: SharedArrayBuffer;
  /** Also return the bytes of the fitted pipeline, whose features were read so. */
  readonly save?: SavedReading;
}

/** The job of one fold. */
export const foldJob = (
  data: TaskData,
  spec: PipelineSpec,
  { repeat, fold, train, test }: Fold,
  more: Pick<FoldJob, 'shelf' | 'save'> = {},
): FoldJob => ({
  problem: problemToHandle(data),
  spec,
  repeat,
  fold,
  train: train.buffer as SharedArrayBuffer,
  test: test.buffer as SharedArrayBuffer,
  ...more,
});

/** What was predicted of the test rows, in their order. */
export interface FoldOutcome extends Predicted {
  readonly repeat: number;
  readonly fold: number;
  readonly report: FitReport;
  readonly predictSeconds: number;
  readonly model: Uint8Array | null;
  /** By level: intervals, or sets of classes; absent unless they were asked for. */
  readonly regions?: readonly Regions[];
}

/** The regions of CV+, and what its fits add to the report; null when the job asks for none. */
async function runCross(data: TaskData, { spec, ...job }: FoldJob, engine: Engine, clock: Clock) {
  const { conformal } = spec;
  if (conformal?.method !== 'cv+') return null;
  const started = clock();
  const [train, test] = [receiveTrainRows(job.train), new Uint32Array(job.test)];
  const asked = { ...spec, conformal };
  const { regions, nCalibration } = await fitCross(data, train, test, asked, job, engine, clock);
  return { regions, nCalibration, seconds: clock() - started };
}

export async function runFold(
  data: TaskData,
  job: FoldJob,
  given: Engine,
  clock: Clock,
): Promise<FoldOutcome> {
  const { repeat, fold } = job;
  const isCross = job.spec.conformal?.method === 'cv+';
  const engine = isCross ? { ...given, progress: progressOf(INNER_FOLDS + 1, given.progress) } : given;
  const { pipeline, report } = await fitPipeline(
    data,
    receiveTrainRows(job.train),
    job.spec,
    { repeat, fold },
    engine,
    clock,
    job.shelf,
  );
  const started = clock();
  const test = new Uint32Array(job.test);
  const columns = data.table.columns.map((column) => takeColumn(column, test));
  const predicted = predictWithModel(pipeline, columns, test.length, engine);
  const own = regionsOf(pipeline, columns, predicted.output);
  const predictSeconds = clock() - started;
  const model = job.save ? savePipeline(pipeline, job.save) : null;
  pipeline.model.dispose?.();
  const done = { repeat, fold, ...predicted, ...own, report, predictSeconds, model };
  const cross = await runCross(data, job, engine, clock);
  if (cross === null) return done;
  const { regions, nCalibration, seconds } = cross;
  return { ...done, regions, report: { ...report, nCalibration, fitSeconds: report.fitSeconds + seconds } };
}

export interface FitJob {
  readonly problem: ProblemHandle;
  readonly spec: PipelineSpec;
  readonly train: SharedArrayBuffer;
  /** How the features were read. */
  readonly reading: SavedReading;
}

export interface FitOutcome {
  readonly report: FitReport;
  readonly model: Uint8Array;
}

/** The final fit on all rows; its position is repeat 0, fold 0. */
export async function fitAndSave(
  data: TaskData,
  job: FitJob,
  engine: Engine,
  clock: Clock,
): Promise<FitOutcome> {
  const rows = receiveTrainRows(job.train);
  const { pipeline, report } = await fitPipeline(data, rows, job.spec, { repeat: 0, fold: 0 }, engine, clock);
  const model = savePipeline(pipeline, job.reading);
  pipeline.model.dispose?.();
  return { report, model };
}

/** The bytes of a saved model. */
export interface ModelHandle {
  readonly id: string;
  /** model.bin */
  readonly bytes: SharedArrayBuffer;
}

/** A saved model and the rows it predicts. Equal ids mean equal contents: a worker keeps what it has unpacked. */
export interface PredictHandle {
  /** Of the rows. */
  readonly id: string;
  readonly model: ModelHandle;
  /** The model's features, as `conform` makes them. */
  readonly table: TableHandle;
}

let nextHandle = 0;
const modelHandles = new WeakMap<Uint8Array, ModelHandle>();

/** The same bytes have one handle. */
function modelHandle(model: Uint8Array): ModelHandle {
  const known = modelHandles.get(model);
  if (known) return known;
  const bytes = new SharedArrayBuffer(model.length);
  new Uint8Array(bytes).set(model);
  const handle = { id: `model-${nextHandle++}`, bytes };
  modelHandles.set(model, handle);
  return handle;
}

/** @param model the bytes of model.bin: the same ones, when the same model predicts more rows */
export const predictHandle = (model: Uint8Array, table: Table): PredictHandle => ({
  id: `rows-${nextHandle++}`,
  model: modelHandle(model),
  table: toHandle(table),
});

export interface PredictJob {
  readonly input: PredictHandle;
  /** Rows of the table: from `first` to before `end`. */
  readonly first: number;
  readonly end: number;
}

export interface PredictOutcome {
  /** [(end - first) * nOutputs] */
  readonly output: Float64Array;
  /** By level, of a model that was calibrated for them. */
  readonly regions?: readonly Regions[];
  readonly seconds: number;
}

/** Predicts a block of rows. A row's prediction does not depend on the others, nor so on the size of a block. */
export function predictBlock(
  pipeline: LoadedPipeline,
  table: Table,
  { first, end }: PredictJob,
  engine: Engine,
  clock: Clock,
): PredictOutcome {
  const started = clock();
  const columns = table.columns.map((column) => sliceColumn(column, first, end));
  const { output } = predictWithModel(pipeline, columns, end - first, engine);
  return { output, ...regionsOf(pipeline, columns, output), seconds: clock() - started };
}

/** What the runner does with pipelines: a fold fitted and predicted, a fit on all rows saved. */
import type { Engine } from './arena.js';
import {
  type Clock,
  type FitReport,
  fitPipeline,
  type PipelineSpec,
  predictPipeline,
  savePipeline,
} from './pipeline.js';
import { receiveTrainRows } from './splitters/splitter.js';
import { takeColumn } from './table.js';
import type { ProblemHandle, TaskData } from './task.js';

export interface FoldJob {
  readonly problem: ProblemHandle;
  readonly spec: PipelineSpec;
  readonly repeat: number;
  readonly fold: number;
  readonly train: SharedArrayBuffer;
  readonly test: SharedArrayBuffer;
  /** Also return the bytes of the fitted pipeline. */
  readonly save?: boolean;
}

export interface FoldOutcome {
  readonly repeat: number;
  readonly fold: number;
  /** [nTest * nOutputs] in the order of the test rows. */
  readonly output: Float64Array;
  readonly report: FitReport;
  readonly predictSeconds: number;
  readonly model: Uint8Array | null;
}

export async function runFold(
  data: TaskData,
  job: FoldJob,
  engine: Engine,
  clock: Clock,
): Promise<FoldOutcome> {
  const { repeat, fold } = job;
  const { pipeline, report } = await fitPipeline(
    data,
    receiveTrainRows(job.train),
    job.spec,
    { repeat, fold },
    engine,
    clock,
  );
  const started = clock();
  const test = new Uint32Array(job.test);
  const columns = data.table.columns.map((column) => takeColumn(column, test));
  const output = predictPipeline(pipeline, columns, test.length, engine);
  const predictSeconds = clock() - started;
  const model = job.save ? savePipeline(pipeline) : null;
  pipeline.model.dispose?.();
  return { repeat, fold, output, report, predictSeconds, model };
}

export interface FitJob {
  readonly problem: ProblemHandle;
  readonly spec: PipelineSpec;
  readonly train: SharedArrayBuffer;
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
  const model = savePipeline(pipeline);
  pipeline.model.dispose?.();
  return { report, model };
}

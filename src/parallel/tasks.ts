/** What each task of the runner does, in a worker. The list of names and shapes is core/runner.ts. */
import type { Engine } from '../core/arena.js';
import type { Clock } from '../core/clock.js';
import { scorePermuted } from '../core/importance/permuted-scores.js';
import { runReplicates } from '../core/intervals/replicates.js';
import { fromSampledHandle, type SampledHandle, type SampledRows } from '../core/intervals/sampled-rows.js';
import {
  fitAndSave,
  type ModelHandle,
  type PredictHandle,
  predictBlock,
  runFold,
} from '../core/pipeline-jobs.js';
import { packResampled, resample } from '../core/resampling.js';
import type { TaskName, Tasks } from '../core/runner.js';
import { judge } from '../core/sampling-quality/judge.js';
import { type LoadedPipeline, loadPipeline } from '../core/saved-pipeline.js';
import { findSlices } from '../core/slices/find-slices.js';
import { receiveTrainRows } from '../core/splitters/splitter.js';
import { runCurveFold, runStages } from '../core/staged-jobs.js';
import { fromHandle, type Table } from '../core/table.js';
import { type ProblemHandle, problemFromHandle, type TaskData } from '../core/task.js';

/** Unpacking a problem decodes its level lists: the last ones are kept. */
const KEPT = 4;
const unpacked = new Map<string, TaskData>();

function unpack(handle: ProblemHandle): TaskData {
  const known = unpacked.get(handle.id);
  if (known) return known;
  const data = problemFromHandle(handle);
  unpacked.set(handle.id, data);
  for (const id of [...unpacked.keys()].slice(0, -KEPT)) unpacked.delete(id);
  return data;
}

/** A model may be large, and so may rows: the last ones alone are kept. */
let lastModel: { readonly id: string; readonly pipeline: LoadedPipeline } | undefined;
let lastRows: { readonly id: string; readonly table: Table } | undefined;

async function unpackModel({ id, bytes }: ModelHandle): Promise<LoadedPipeline> {
  if (lastModel?.id === id) return lastModel.pipeline;
  lastModel?.pipeline.model.dispose?.();
  // A copy of its own: text cannot be decoded from shared memory.
  const pipeline = await loadPipeline(new Uint8Array(bytes).slice());
  lastModel = { id, pipeline };
  return pipeline;
}

async function unpackPredicting({ id, model, table }: PredictHandle) {
  const pipeline = await unpackModel(model);
  if (lastRows?.id !== id) lastRows = { id, table: fromHandle(table) };
  return { pipeline, table: lastRows.table };
}

/** Rows that intervals are made of: what is sorted of them is kept with them. */
let lastSampled: { readonly id: string; readonly rows: SampledRows } | undefined;

function unpackSampled(handle: SampledHandle): SampledRows {
  if (lastSampled?.id !== handle.id) lastSampled = { id: handle.id, rows: fromSampledHandle(handle) };
  return lastSampled.rows;
}

type Implementation<N extends TaskName> = (
  job: Tasks[N]['job'],
  engine: Engine,
  clock: Clock,
) => Promise<Tasks[N]['result']>;

export const tasks: { readonly [N in TaskName]: Implementation<N> } = {
  'run-fold': (job, engine, clock) => runFold(unpack(job.problem), job, engine, clock),
  'run-stages': (job, engine, clock) => runStages(unpack(job.problem), job, engine, clock),
  'curve-fold': (job, engine, clock) => runCurveFold(unpack(job.problem), job, engine, clock),
  'fit-pipeline': (job, engine, clock) => fitAndSave(unpack(job.problem), job, engine, clock),
  async predict(job, engine, clock) {
    const { pipeline, table } = await unpackPredicting(job.input);
    return predictBlock(pipeline, table, job, engine, clock);
  },
  async permute(job, engine, clock) {
    const { pipeline, table } = await unpackPredicting(job.input);
    return scorePermuted(pipeline, table, job, engine, clock);
  },
  async replicate(job, engine) {
    return runReplicates(job, unpackSampled, engine);
  },
  async 'find-slices'(job, engine) {
    return findSlices(job, engine);
  },
  async sample(job, engine, clock) {
    const started = clock();
    const data = unpack(job.problem);
    const rows = receiveTrainRows(job.rows);
    // The position of a table that is resampled as a whole.
    const resampled = resample(data, rows, job.sampler, job.seed, 0, 0, engine);
    return packResampled(resampled, clock() - started);
  },
  async 'judge-sample'(job, engine) {
    return judge(unpack(job.problem), job, engine);
  },
};

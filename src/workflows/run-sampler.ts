/** A sampler over rows of a problem, outside any fold, in a worker: `resample`, and `--leak-gap`. */
import type { SampleOutcome, SamplerSpec } from '../core/resampling.js';
import { type TrainRows, trainOnAll } from '../core/splitters/splitter.js';
import { type Problem, problemToHandle } from '../core/task.js';
import { type Context, underWay } from './context.js';

/** @param label of the meter @param rows that it sees, in shared memory */
export async function runSampler(
  problem: Problem,
  sampler: SamplerSpec,
  seed: number,
  context: Context,
  label: string,
  rows: TrainRows = trainOnAll(problem.y.length),
): Promise<SampleOutcome> {
  const meter = context.listener.meter(label, underWay(context, { grows: 'blocks' }));
  try {
    const shared = rows.buffer as SharedArrayBuffer;
    const job = { problem: problemToHandle(problem), rows: shared, sampler, seed };
    return (await context.runner.map('sample', [job], { signal: context.signal, joinable: true }))[0];
  } finally {
    meter.stop();
  }
}

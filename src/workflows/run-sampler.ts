/** A sampler over all rows of a problem, in a worker: `resample`, and `--leak-gap`. */
import type { SampleOutcome, SamplerSpec } from '../core/resampling.js';
import { trainOnAll } from '../core/splitters/splitter.js';
import { type Problem, problemToHandle } from '../core/task.js';
import { type Context, underWay } from './context.js';

/** @param label of the meter */
export async function runSampler(
  problem: Problem,
  sampler: SamplerSpec,
  seed: number,
  context: Context,
  label: string,
): Promise<SampleOutcome> {
  const meter = context.listener.meter(label, underWay(context, { grows: 'blocks' }));
  try {
    const rows = trainOnAll(problem.y.length).buffer as SharedArrayBuffer;
    const job = { problem: problemToHandle(problem), rows, sampler, seed };
    return (await context.runner.map('sample', [job], { signal: context.signal, joinable: true }))[0];
  } finally {
    meter.stop();
  }
}

/** `resample` and a sampler inside a fold are the same function: this one. */
import type { Engine } from './arena.js';
import type { Params } from './params.js';
import { stream } from './rng.js';
import { samplers } from './samplers/list.js';
import type { Resampled } from './samplers/sampler.js';
import { checkSomeRows } from './samplers/some-rows.js';
import type { TrainRows } from './splitters/splitter.js';
import { fromHandle, type TableHandle, toHandle } from './table.js';
import type { ProblemHandle, TaskData } from './task.js';

export interface SamplerSpec {
  readonly id: string;
  readonly params: Params;
}

export interface SampleJob {
  readonly problem: ProblemHandle;
  readonly rows: SharedArrayBuffer;
  readonly sampler: SamplerSpec;
  readonly seed: number;
}

export interface SampleOutcome {
  readonly keep: Uint32Array;
  readonly synthetic: TableHandle;
  readonly syntheticY: Float64Array;
  readonly origin: Uint32Array;
  readonly warnings: Resampled['warnings'];
  /** Seconds in the sampler. */
  readonly seconds: number;
}

/**
 * Streams depend on (seed, purpose, repeat, fold): position alone.
 * @throws AssayError as the sampler; exit 3 when no row is left
 */
export function resample(
  data: TaskData,
  rows: TrainRows,
  sampler: SamplerSpec,
  seed: number,
  repeat: number,
  fold: number,
  engine: Engine,
): Resampled {
  const resampled = samplers.get(sampler.id).sample({
    ...data,
    rows,
    params: sampler.params,
    stream: (purpose, ...ints) => stream(seed, `sampler/${purpose}`, repeat, fold, ...ints),
    engine,
  });
  checkSomeRows(sampler.id, resampled, rows.length);
  return resampled;
}

/** The outcome in a form that travels. */
export const packResampled = (resampled: Resampled, seconds: number): SampleOutcome => ({
  ...resampled,
  synthetic: toHandle(resampled.synthetic),
  seconds,
});

/** An outcome that travelled, as the sampler gave it. */
export const unpackResampled = ({
  keep,
  synthetic,
  syntheticY,
  origin,
  warnings,
}: SampleOutcome): Resampled => ({
  keep,
  synthetic: fromHandle(synthetic),
  syntheticY,
  origin,
  warnings,
});

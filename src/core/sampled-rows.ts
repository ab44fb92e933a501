/** The training rows of a fit with a sampler: rows that the model holds out are drawn first, and never sampled. */
import { type Engine, noProgress } from './arena.js';
import { models } from './models/list.js';
import type { Params } from './params.js';
import { resample, type SamplerSpec } from './resampling.js';
import type { StreamOf } from './rng.js';
import type { Resampled } from './samplers/sampler.js';
import { otherTrainRows, type TrainRows } from './splitters/splitter.js';
import { gather } from './table.js';
import type { TaskData } from './task.js';

/** What a sampler made of the rows it was given, and the rows that it was not. */
export interface SampledRows extends Resampled {
  readonly heldOut?: Uint32Array;
}

/** Samples training rows, but those that the model holds out. */
export function sampleRows(
  data: TaskData,
  rows: TrainRows,
  spec: {
    readonly sampler: SamplerSpec;
    readonly model: { id: string; params: Params };
    readonly seed: number;
  },
  { repeat, fold }: { repeat: number; fold: number },
  stream: StreamOf,
  engine: Engine,
): SampledRows {
  const answers = { task: data.task, y: gather(data.y, rows) };
  const positions = models.get(spec.model.id).holdOut?.(answers, spec.model.params, { stream }) ?? null;
  const learnt = positions ? otherTrainRows(rows, positions) : rows;
  // What is counted in a fold are the trees of its model.
  const quiet = { ...engine, progress: noProgress };
  const resampled = resample(data, learnt, spec.sampler, spec.seed, repeat, fold, quiet);
  return { ...resampled, heldOut: positions?.map((position) => rows[position]) };
}

/** Rows kept, then those held out; and where the latter stand. */
export function keptRows({ keep, heldOut }: SampledRows) {
  if (!heldOut) return { kept: keep };
  const kept = new Uint32Array(keep.length + heldOut.length);
  kept.set(keep);
  kept.set(heldOut, keep.length);
  return { kept, heldOut: Uint32Array.from(heldOut.keys(), (position) => keep.length + position) };
}

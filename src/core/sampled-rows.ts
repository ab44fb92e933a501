/** The training rows of a fit: rows that the model holds out are drawn first, and never sampled. */
import { type Engine, noProgress } from './arena.js';
import { holdOutRows } from './inner-folds.js';
import { models } from './models/list.js';
import type { Params } from './params.js';
import { resample, type SamplerSpec } from './resampling.js';
import type { StreamOf } from './rng.js';
import type { Resampled } from './samplers/sampler.js';
import { otherTrainRows, type TrainRows } from './splitters/splitter.js';
import type { TaskData } from './task.js';

/** What a sampler made of the rows it was given, and the rows that it was not. */
export interface SampledRows extends Resampled {
  readonly heldOut?: Uint32Array;
}

/**
 * Positions of the rows that the model holds out to know when to stop; undefined when it asks for none.
 * @param rows ascending
 */
export function heldOutRows(
  data: TaskData,
  rows: TrainRows,
  { id, params }: { readonly id: string; readonly params: Params },
  stream: StreamOf,
): Uint32Array | undefined {
  const share = models.get(id).heldOutShare?.(params) ?? null;
  return share === null ? undefined : holdOutRows(data, rows, share, stream(`${id}/held-out`));
}

/** Samples training rows, but those held out. @param heldOut their positions */
export function sampleRows(
  data: TaskData,
  rows: TrainRows,
  heldOut: Uint32Array | undefined,
  { sampler, seed }: { readonly sampler: SamplerSpec; readonly seed: number },
  { repeat, fold }: { repeat: number; fold: number },
  engine: Engine,
): SampledRows {
  const learnt = heldOut ? otherTrainRows(rows, heldOut) : rows;
  // What is counted in a fold are the trees of its model.
  const quiet = { ...engine, progress: noProgress };
  const resampled = resample(data, learnt, sampler, seed, repeat, fold, quiet);
  return { ...resampled, heldOut: heldOut?.map((position) => rows[position]) };
}

/** Rows kept, then those held out; and where the latter stand. */
export function keptRows({ keep, heldOut }: SampledRows) {
  if (!heldOut) return { kept: keep };
  const kept = new Uint32Array(keep.length + heldOut.length);
  kept.set(keep);
  kept.set(heldOut, keep.length);
  return { kept, heldOut: Uint32Array.from(heldOut.keys(), (position) => keep.length + position) };
}

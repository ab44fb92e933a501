/** Boosted fits on random bins, for tests of the kernels. */

import { type Rng, stream } from '../../src/core/rng.js';
import { type BoostJob, layBoostJob } from '../../src/core/trees/boost-job.js';
import type { BoostOptions } from '../../src/core/trees/boost-options.js';
import type { BoostInput } from '../../src/core/trees/grow-boost.js';
import { BOOST_PARTS, MISSING_BIN } from '../../src/kernels/exports.js';
import { createEngine } from '../../src/parallel/engine.js';
import { columnsOf } from '../core/trees/grown.js';

export const plainOptions: BoostOptions = {
  objective: { id: 'squared_error', alpha: 0 },
  rounds: 5,
  learningRate: 0.3,
  maxLeaves: 8,
  maxDepth: Number.POSITIVE_INFINITY,
  minSamplesLeaf: 1,
  minChildWeight: 1e-3,
  l2: 0,
  l1: 0,
  gamma: 0,
  subsample: 1,
  colsampleByTree: 1,
  colsampleByNode: 1,
  monotone: null,
  interactions: null,
  categories: { l2: 10, smooth: 1, most: 32 },
};

export interface Shape {
  readonly nRows: number;
  /** [features] bins of each. */
  readonly nBins: readonly number[];
  /** One cell in so many is missing; 0: none. */
  readonly missingOneIn?: number;
  readonly isCategory?: readonly boolean[];
}

/** Random bins, and an answer that depends on the first two features. */
export function randomInput(seed: number, shape: Shape, options: Partial<BoostOptions> = {}): BoostInput {
  const rng = stream(seed, 'boosting');
  const { nRows, nBins, missingOneIn = 0, isCategory = nBins.map(() => false) } = shape;
  const bins = nBins.map((most) =>
    Uint8Array.from({ length: nRows }, () =>
      missingOneIn && rng.below(missingOneIn) === 0 ? MISSING_BIN : rng.below(most),
    ),
  );
  const y = Float64Array.from({ length: nRows }, (_, row) => answer(rng, bins, row));
  return {
    columns: columnsOf({ bins, isCategory, y }),
    y,
    weights: null,
    start: Float64Array.of(0),
    nChannels: 1,
    heldOut: null,
    options: { ...plainOptions, ...options },
  };
}

const answer = (rng: Rng, bins: readonly Uint8Array[], row: number) =>
  Math.sin(bins[0][row]) + (bins.length > 1 ? (bins[1][row] % 3) / 2 : 0) + rng.uniform();

/** The same with an answer of 0 and 1, and weights if wanted. */
export function binaryInput(
  seed: number,
  shape: Shape,
  options: Partial<BoostOptions> = {},
  weighted = false,
): BoostInput {
  const input = randomInput(seed, shape, { ...options, objective: { id: 'log_loss', alpha: 0 } });
  const rng = stream(seed, 'weights');
  const weights = weighted ? input.y.map(() => 0.5 + rng.uniform()) : null;
  return { ...input, y: input.y.map((value) => (value > 1 ? 1 : 0)), weights };
}

export interface GrownJob {
  readonly job: BoostJob;
  readonly nLeaves: number;
}

/** Grows one tree of the first channel, and looks at what the kernels left in the job. */
export function withTree<T>(input: BoostInput, look: (grown: GrownJob) => T): T {
  const { arena, kernels } = createEngine();
  return arena.scope((scratch) => {
    const job = layBoostJob(input, input.options, scratch);
    const nFeatures = input.columns.features.length;
    scratch.u32(job.get('treeFeatures'), nFeatures).set(Uint32Array.from({ length: nFeatures }, (_, f) => f));
    job.set('nTreeFeatures', nFeatures);
    job.set('nNodeFeatures', nFeatures);
    job.words('rowKey', 4).set([1, 1, 2, 2]);
    const work = scratch.alloc(BOOST_PARTS.SCRATCH_BYTES);
    kernels.boostGradients(job.at, work);
    return look({ job, nLeaves: kernels.boostTree(job.at, work) });
  });
}

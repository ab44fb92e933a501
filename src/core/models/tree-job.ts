/** A tree job laid out in scratch memory: what the kernel reads, and the room it works in. */
import { NODE_WORDS, TREE_JOB } from '../../kernels/exports.js';
import type { Scratch } from '../arena.js';
import { binColumn } from './binning.js';
import type { Block, TrainBlock } from './model.js';

export interface TreeOptions {
  readonly nTrees: number;
  readonly maxFeatures: number;
  /** Infinity for none. */
  readonly maxDepth: number;
  readonly minSamplesSplit: number;
  readonly minSamplesLeaf: number;
  readonly bootstrap: boolean;
}

type Field = keyof typeof TREE_JOB;

/** A job's fields by name. */
class JobWriter {
  readonly at: number;

  constructor(readonly scratch: Scratch) {
    this.at = scratch.alloc(TREE_JOB.bytes);
  }

  set(name: Field, value: number): void {
    this.scratch.u32(this.at, TREE_JOB.bytes / 4)[TREE_JOB[name]] = value;
  }

  /** Room for a field that is an array. @returns where it begins */
  give(name: Field, bytes: number): number {
    const at = this.scratch.alloc(bytes);
    this.set(name, at);
    return at;
  }
}

/** Bins of all columns, one after the other. */
export function binBlock(block: Block, cuts: readonly Float64Array[], scratch: Scratch): number {
  const at = scratch.alloc(block.nRows * block.columns.length);
  block.columns.forEach((column, f) => {
    binColumn(column, cuts[f], scratch.u8(at + f * block.nRows, block.nRows));
  });
  return at;
}

/** Bins, answers and weights of the training rows. @param offset taken off the answers of one channel */
function layData(
  job: JobWriter,
  train: TrainBlock,
  cuts: readonly Float64Array[],
  offset: number,
  nChannels: number,
): void {
  const { scratch } = job;
  const n = train.nRows;
  job.set('bins', binBlock(train, cuts, scratch));
  scratch.i32(job.give('nBins', 4 * cuts.length), cuts.length).set(cuts.map((cut) => cut.length + 1));
  const answers = job.give('answers', 8 * n);
  if (nChannels > 1) scratch.i32(answers, n).set(train.y);
  else scratch.f64(answers, n).set(train.y.map((y) => y - offset));
  const weights = scratch.f64(job.give('weights', 8 * n), n);
  if (train.weights) weights.set(train.weights);
  else weights.fill(1);
}

/** What the kernel fills while it grows a tree, and does not hand back. */
function layWorkspace(job: JobWriter, n: number, nFeatures: number, nChannels: number): void {
  job.give('drawn', 8 * n);
  job.give('rows', 4 * n);
  job.give('spare', 4 * n);
  job.give('gathered', 16 * n);
  job.give('histogram', 8 * 256 * (nChannels + 1));
  job.give('counts', 4 * 256);
  job.give('order', 4 * nFeatures);
  job.give('stack', 16 * (n + 1));
  job.give('sums', 8 * 3 * (nChannels + 1) + 32);
}

function setOptions(job: JobWriter, options: TreeOptions): void {
  job.set('maxFeatures', options.maxFeatures);
  job.set('maxDepth', Math.min(options.maxDepth, 0x7fffffff));
  job.set('minSplit', options.minSamplesSplit);
  job.set('minLeaf', options.minSamplesLeaf);
  job.set('bootstrap', options.bootstrap ? 1 : 0);
}

/**
 * Lays a tree job out.
 * @param cuts of each feature
 * @param offset taken off the answers of one channel
 * @returns where the job is, and where the kernel finds its random state and leaves the nodes and leaves of a tree
 */
export function layJob(
  train: TrainBlock,
  cuts: readonly Float64Array[],
  options: TreeOptions,
  offset: number,
  scratch: Scratch,
) {
  const n = train.nRows;
  const nFeatures = train.columns.length;
  const nChannels = train.task.kind === 'multiclass' ? train.task.classes.length : 1;
  const maxNodes = 2 * n;
  const job = new JobWriter(scratch);
  layData(job, train, cuts, offset, nChannels);
  layWorkspace(job, n, nFeatures, nChannels);
  job.set('nRows', n);
  job.set('nFeatures', nFeatures);
  job.set('nChannels', nChannels);
  setOptions(job, options);
  return {
    at: job.at,
    rng: job.give('rng', 16),
    nodes: job.give('nodes', 4 * NODE_WORDS * maxNodes),
    leaves: job.give('leaves', 8 * nChannels * maxNodes),
    nChannels,
  };
}

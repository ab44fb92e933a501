/** A tree job laid out in scratch memory: what the kernel reads, and the room it works in. */
import { GROWN_WORDS, NODE_WORDS, TREE_JOB } from '../../kernels/exports.js';
import type { Scratch, TeamWork } from '../arena.js';
import type { TrainBlock } from '../models/model.js';
import type { BinnedColumns } from './binned-columns.js';
import type { Tree } from './ensemble.js';
import { countBins } from './feature-bins.js';

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
class JobFields {
  constructor(
    readonly scratch: Scratch,
    readonly at: number,
  ) {}

  get(name: Field): number {
    return this.scratch.u32(this.at, TREE_JOB.bytes / 4)[TREE_JOB[name]];
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

interface Centring {
  /** Taken off the answers of one channel. */
  readonly offset: number;
  /** Values in a leaf. */
  readonly nValues: number;
}

/** Bins, answers and weights of the training rows. */
function layData(
  job: JobFields,
  train: TrainBlock,
  columns: BinnedColumns,
  { offset, nValues }: Centring,
): void {
  const { scratch } = job;
  const n = train.nRows;
  const { bins, features } = columns;
  scratch.u8(job.give('bins', bins.length), bins.length).set(bins);
  scratch.i32(job.give('nBins', 4 * features.length), features.length).set(features.map(countBins));
  const answers = job.give('answers', 8 * n);
  if (nValues > 1) scratch.i32(answers, n).set(train.y);
  else scratch.f64(answers, n).set(train.y.map((y) => y - offset));
  const weights = scratch.f64(job.give('weights', 8 * n), n);
  if (train.weights) weights.set(train.weights);
  else weights.fill(1);
}

/** What the kernel fills while it grows a tree: each thread has its own. */
function layWorkspace(job: JobFields): void {
  const n = job.get('nRows');
  const nFeatures = job.get('nFeatures');
  const nChannels = job.get('nChannels');
  job.give('drawn', 8 * n);
  job.give('rows', 4 * n);
  job.give('spare', 4 * n);
  job.give('gathered', 16 * n);
  job.give('histogram', 8 * 256 * (nChannels + 1));
  job.give('counts', 4 * 256);
  job.give('order', 4 * nFeatures);
  job.give('stack', 16 * (n + 1));
  job.give('sums', 8 * 3 * (nChannels + 1) + 32);
  job.give('rng', 16);
  job.give('nodes', 4 * NODE_WORDS * 2 * n);
  job.give('leaves', 8 * nChannels * n);
  job.give('gains', 8 * 2 * n);
}

function setOptions(job: JobFields, options: TreeOptions): void {
  job.set('maxFeatures', options.maxFeatures);
  job.set('maxDepth', Math.min(options.maxDepth, 0x7fffffff));
  job.set('minSplit', options.minSamplesSplit);
  job.set('minLeaf', options.minSamplesLeaf);
  job.set('bootstrap', options.bootstrap ? 1 : 0);
}

/**
 * Lays out what all threads that grow trees read, and where they say what they have grown.
 * @param states the random state that each tree starts from
 * @returns the job's offset
 */
export function layJob(
  train: TrainBlock,
  columns: BinnedColumns,
  options: TreeOptions,
  centring: Centring,
  states: readonly Uint32Array[],
  scratch: Scratch,
): number {
  const job = new JobFields(scratch, scratch.alloc(TREE_JOB.bytes));
  layData(job, train, columns, centring);
  job.set('nRows', train.nRows);
  job.set('nFeatures', columns.features.length);
  job.set('nChannels', centring.nValues);
  setOptions(job, options);
  job.set('nTrees', states.length);
  job.set('next', 0);
  const statesAt = job.give('states', 16 * states.length);
  states.forEach((state, tree) => {
    scratch.u32(statesAt + 16 * tree, 4).set(state);
  });
  job.give('grown', 4 * GROWN_WORDS * states.length);
  return job.at;
}

/** A copy with room of its own to work in. */
function ownCopy(at: number, scratch: Scratch): JobFields {
  const own = new JobFields(scratch, scratch.alloc(TREE_JOB.bytes));
  scratch.u8(own.at, TREE_JOB.bytes).set(scratch.u8(at, TREE_JOB.bytes));
  layWorkspace(own);
  return own;
}

/** Copies bytes to memory of just their size. */
function keep(at: number, bytes: number, scratch: Scratch): number {
  const to = scratch.alloc(bytes);
  scratch.u8(to, bytes).set(scratch.u8(at, bytes));
  return to;
}

/** Grows trees of a job that no other thread has claimed, until there are none. */
export const growClaimed: TeamWork = ({ kernels }, scratch, at) => {
  const claims = scratch.i32(at + 4 * TREE_JOB.next, 1);
  const own = ownCopy(at, scratch);
  const nTrees = own.get('nTrees');
  const leafBytes = 8 * own.get('nChannels');
  for (let tree = Atomics.add(claims, 0, 1); tree < nTrees; tree = Atomics.add(claims, 0, 1)) {
    scratch.u32(own.get('rng'), 4).set(scratch.u32(own.get('states') + 16 * tree, 4));
    const nNodes = kernels.growTree(own.at);
    const grown = [
      nNodes,
      keep(own.get('nodes'), 4 * NODE_WORDS * nNodes, scratch),
      keep(own.get('leaves'), (leafBytes * (nNodes + 1)) / 2, scratch),
      keep(own.get('gains'), 8 * nNodes, scratch),
    ];
    scratch.u32(own.get('grown') + 4 * GROWN_WORDS * tree, GROWN_WORDS).set(grown);
  }
};

/** The trees of a job that has been done. */
export function readTrees(at: number, scratch: Scratch): Tree[] {
  const job = new JobFields(scratch, at);
  const nValues = job.get('nChannels');
  return Array.from({ length: job.get('nTrees') }, (_, tree) => {
    const [nNodes, nodes, leaves, gains] = scratch.u32(
      job.get('grown') + 4 * GROWN_WORDS * tree,
      GROWN_WORDS,
    );
    return {
      nodes: scratch.i32(nodes, nNodes * NODE_WORDS).slice(),
      leaves: scratch.f64(leaves, ((nNodes + 1) / 2) * nValues).slice(),
      sets: new Int32Array(0),
      gains: scratch.f64(gains, nNodes).slice(),
    };
  });
}

/** A tree job laid out in scratch memory: what the kernel reads, the room it works in, and what it has grown. */
import { CELL_KINDS, CRITERIA, KEPT_WORDS, NODE_WORDS, TREE_JOB, TREE_PARTS } from '../../kernels/exports.js';
import type { Engine, Scratch } from '../arena.js';
import type { TrainBlock } from '../models/model.js';
import type { BinnedColumns } from './binned-columns.js';
import { drawingWeights, layChances, mostDrawn } from './chance-table.js';
import { layQuotas } from './class-quotas.js';
import type { Tree } from './ensemble.js';
import { type Field, JobFields } from './job-fields.js';
import { MOST_INT } from './job-words.js';
import { monotoneSigns } from './monotone.js';
import { type Centring, layData } from './tree-data.js';
import type { TreeOptions } from './tree-options.js';

/** A tree as it was grown. Arrays are views of the room it was grown in. */
export interface GrownTree extends Tree {
  /** [nNodes * nValues] values of inner nodes; empty unless asked for. */
  readonly values: Float64Array;
  /** The weight of all rows that it saw. */
  readonly rootWeight: number;
}

/** Bytes of the tables of wasm/words.ts. */
const TALLY_BYTES = 8 * TREE_PARTS.N_TALLIES + 16 * TREE_PARTS.N_SHUFFLES;

/** What the kernel fills while it grows a tree: each thread has its own. */
function layWorkspace(job: JobFields): void {
  const [n, nFeatures, K] = (['nRows', 'nFeatures', 'nChannels'] as const).map((name) => job.get(name));
  const counts = job.get('kind') === CELL_KINDS.counts;
  const sizes: Partial<Record<Field, number>> = {
    drawn: 2 * n,
    rows: 4 * (n + 16),
    cells: counts ? 0 : 16 * (n + 1),
    spareRows: 4 * (n + 4),
    spareCells: counts ? 0 : 16 * (n + 1),
    order: 4 * nFeatures,
    stack: TREE_PARTS.WAITING_BYTES * Math.max(TREE_PARTS.MOST_WAITING, job.get('maxLeaves') + 3),
    rng: 16,
    sums: 8 * 3 * (K + 1) + 32,
    keys: n + 16,
    keptKeys: n + 16,
    tallies: TALLY_BYTES,
    labels: 2 * (Math.ceil(n / 16) + 1),
    nodes: 4 * NODE_WORDS * 2 * n,
    leaves: 8 * K * n,
    gains: 8 * 2 * n,
  };
  for (const [name, bytes] of Object.entries(sizes)) job.give(name as Field, bytes);
  job.giveZeros('histogram', 8 * 256 * (K + 1));
  job.giveZeros('touched', 256);
  job.giveZeros('counts', 4 * 256);
  job.giveZeros('block', TREE_PARTS.BLOCK_BYTES + TREE_PARTS.BLOCK_FEATURE_BYTES * nFeatures);
  if (job.get('criterion') === CRITERIA.absolute_error) job.give('fenwick', 16 * (n + 1));
  if (job.get('keepsValues')) job.give('values', 8 * K * 2 * n);
  else job.set('values', 0);
  if (job.get('balances')) job.give('factors', 8 * Math.max(2, K));
}

function setOptions(job: JobFields, options: TreeOptions, { nRows, balancedBags }: TrainBlock): void {
  job.set('criterion', CRITERIA[options.criterion]);
  job.set('maxFeatures', options.maxFeatures);
  job.set('maxDepth', Math.min(options.maxDepth, MOST_INT));
  job.set(
    'maxLeaves',
    options.maxLeaves === Number.POSITIVE_INFINITY ? 0 : Math.min(options.maxLeaves, nRows),
  );
  job.set('minSplit', Math.min(options.minSamplesSplit, MOST_INT));
  job.set('minLeaf', Math.min(options.minSamplesLeaf, MOST_INT));
  job.set('nDraws', options.draws ?? 0);
  job.set('drawsCuts', Number(options.drawsCuts));
  job.set('balances', Number(balancedBags === true));
  job.set('keepsValues', Number(options.ccpAlpha > 0));
  job.set('scoresOutOfBag', Number(options.outOfBag));
  job.setNumber('ccpAlpha', options.ccpAlpha);
  job.setNumber('minGain', options.minImpurityDecrease);
}

/** Rows by their answers, those of equal ones in their order. */
function laySorted(job: JobFields, { y, nRows }: TrainBlock): void {
  const rows = job.scratch.u32(job.give('sorted', 4 * nRows), nRows);
  rows.set(Uint32Array.from(y.keys()).sort((a, b) => y[a] - y[b] || a - b));
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
  const signs = monotoneSigns(options.monotone, columns.features, train.task);
  const weights = drawingWeights(train, options);
  const timesDrawn = mostDrawn(train.nRows, options.draws, weights);
  const seen = weights === null ? train : { ...train, weights: null };
  layData(job, seen, columns, centring, { ...options, signs, timesDrawn });
  layChances(job, weights);
  setOptions(job, options, train);
  layQuotas(job, options.quotas ?? []);
  if (options.criterion === 'absolute_error') laySorted(job, train);
  job.set('nTrees', states.length);
  job.set('next', 0);
  const statesAt = job.give('states', 16 * states.length);
  states.forEach((state, tree) => {
    scratch.u32(statesAt + 16 * tree, 4).set(state);
  });
  job.give('kept', 4 * KEPT_WORDS * states.length);
  return job.at;
}

/** A copy with room of its own to grow trees in. */
export function openWorkspace(at: number, scratch: Scratch): JobFields {
  const own = new JobFields(scratch, scratch.alloc(TREE_JOB.bytes));
  scratch.u8(own.at, TREE_JOB.bytes).set(scratch.u8(at, TREE_JOB.bytes));
  layWorkspace(own);
  return own;
}

/** Grows a tree of the job. @param own where it stands until the next one is grown */
export function growTree(own: JobFields, tree: number, { growTree: grow }: Engine['kernels']): GrownTree {
  const { scratch } = own;
  scratch.u32(own.get('rng'), 4).set(scratch.u32(own.get('states') + 16 * tree, 4));
  const nNodes = grow(own.at);
  const nValues = own.get('nChannels');
  return {
    nodes: scratch.i32(own.get('nodes'), nNodes * NODE_WORDS),
    leaves: scratch.f64(own.get('leaves'), ((nNodes + 1) / 2) * nValues),
    sets: new Int32Array(0),
    gains: scratch.f64(own.get('gains'), nNodes),
    values: scratch.f64(own.get('values'), own.get('keepsValues') ? nNodes * nValues : 0),
    rootWeight: own.getNumber('rootWeight'),
  };
}

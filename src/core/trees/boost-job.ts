/** A boosted fit laid out in scratch memory: what its kernels read, and the room they work in. */
import {
  BOOST_JOB,
  BOOST_NUMBERS,
  BOOST_PARTS,
  MISSING_BIN,
  NODE_WORDS,
  OBJECTIVES,
} from '../../kernels/exports.js';
import type { Scratch, TeamWork } from '../arena.js';
import type { BinnedColumns } from './binned-columns.js';
import type { BoostOptions } from './boost-options.js';
import { countBins } from './feature-bins.js';
import { JobWords, MOST_INT } from './job-words.js';

/** What an ensemble is boosted on. */
export interface BoostData {
  readonly columns: BinnedColumns;
  /** [nRows] the value; for log_loss and softmax the class. */
  readonly y: Float64Array;
  /** [nRows] positive weights, or null for all 1. */
  readonly weights: Float64Array | null;
  /** [nChannels] the raw score that all rows start from. */
  readonly start: Float64Array;
  /** Trees of a round: classes of softmax, else 1. */
  readonly nChannels: number;
  /** Rows that are not trained on, ascending; their scores are kept. Null for none. */
  readonly heldOut: Uint32Array | null;
}

/** Bytes of histograms that are kept at most; leaves beyond them are added up anew when they are split. */
const POOL_BYTES = 2 ** 28;

/** Histograms of a part of a leaf's rows, for threads that share it; not for very many features. */
const PARTIALS = 20;
const PARTIAL_BYTES = 2 ** 24;

/** The job's fields by name. */
export class BoostJob extends JobWords<Exclude<keyof typeof BOOST_JOB, 'bytes'>> {
  constructor(scratch: Scratch, at: number) {
    super(scratch, at, BOOST_JOB);
  }

  setNumber(name: Exclude<keyof typeof BOOST_NUMBERS, 'at'>, value: number): void {
    this.scratch.f64(this.at + BOOST_NUMBERS.at + 8 * BOOST_NUMBERS[name], 1)[0] = value;
  }

  /** Words that stand in the block itself. */
  words(name: 'rowKey' | 'nodeKey' | 'drawState', count: number): Uint32Array {
    return this.scratch.u32(this.at + 4 * BOOST_JOB[name], count);
  }
}

/** Rows in the order of the job: those trained on, then those held out. Null when that is the order they have. */
function orderOf({ columns: { nRows }, heldOut }: BoostData): Uint32Array | null {
  if (!heldOut?.length) return null;
  const order = new Uint32Array(nRows);
  let trained = 0;
  let held = 0;
  for (let row = 0; row < nRows; row++) {
    if (heldOut[held] === row) order[nRows - heldOut.length + held++] = row;
    else order[trained++] = row;
  }
  return order;
}

/** Copies an array of rows, in the job's order. */
function copyRows<T extends Uint8Array | Float64Array>(from: T, to: T, order: Uint32Array | null): void {
  if (!order) to.set(from);
  else for (let i = 0; i < order.length; i++) to[i] = from[order[i]];
}

/** Bins, answers, weights and the scores that rows start from. */
function layData(job: BoostJob, data: BoostData): void {
  const { scratch } = job;
  const { columns, y, weights, start } = data;
  const { nRows, features, bins } = columns;
  const order = orderOf(data);
  const to = job.give('bins', bins.length);
  features.forEach((_, f) => {
    const column = bins.subarray(f * nRows, (f + 1) * nRows);
    copyRows(column, scratch.u8(to + f * nRows, nRows), order);
  });
  // Kernels take rows two at a time: one more than there are may be read.
  const answers = scratch.f64(job.give('answers', 8 * (nRows + 1)), nRows + 1);
  answers[nRows] = 0;
  copyRows(y, answers.subarray(0, nRows), order);
  job.set('weights', 0);
  if (weights) copyRows(weights, scratch.f64(job.give('weights', 8 * (nRows + 1)), nRows), order);
  const scores = scratch.f64(job.give('scores', 8 * (nRows * start.length + 1)), nRows * start.length + 1);
  start.forEach((score, k) => {
    scores.fill(score, k * nRows, (k + 1) * nRows);
  });
}

/** Where each feature stands in a histogram: a place for each bin, and 256 when cells are missing. */
function layHistograms(job: BoostJob, { nRows, features, bins }: BinnedColumns, maxLeaves: number): void {
  const { scratch } = job;
  const nFeatures = features.length;
  const nBins = scratch.i32(job.give('nBins', 4 * nFeatures), nFeatures);
  const from = scratch.u32(job.give('histAt', 4 * nFeatures), nFeatures);
  const end = scratch.u32(job.give('histEnd', 4 * nFeatures), nFeatures);
  const isCategory = scratch.u8(job.give('isCategory', nFeatures), nFeatures);
  const hasMissing = scratch.u8(job.give('hasMissing', nFeatures), nFeatures);
  let bytes = 0;
  features.forEach((feature, f) => {
    nBins[f] = countBins(feature);
    isCategory[f] = feature.kind === 'category' ? 1 : 0;
    hasMissing[f] = bins.subarray(f * nRows, (f + 1) * nRows).includes(MISSING_BIN) ? 1 : 0;
    from[f] = bytes;
    bytes += hasMissing[f] ? 8 * (MISSING_BIN + 1) : 16 * Math.ceil(nBins[f] / 2);
    end[f] = bytes;
  });
  const nSlots = Math.max(2, Math.min(maxLeaves, Math.floor(POOL_BYTES / Math.max(1, bytes))));
  job.set('histBytes', bytes);
  job.set('nSlots', nSlots);
  job.give('pool', nSlots * bytes);
  const nPartials = Math.min(PARTIALS, Math.floor(PARTIAL_BYTES / Math.max(1, bytes)));
  job.set('nPartials', nPartials);
  job.give('partials', nPartials * bytes);
  job.give('slotOwner', 4 * nSlots);
  job.give('counts', bytes / 2);
  job.give('candidates', BOOST_PARTS.SPLIT_BYTES * 2 * nFeatures);
  job.give('treeFeatures', 4 * nFeatures);
  job.give('order', 4 * nFeatures);
  job.give('allowed', 2 * nFeatures);
}

/** Which features are bounded, and which may meet on a path. */
function layConstraints(job: BoostJob, nFeatures: number, { monotone, interactions }: BoostOptions): void {
  const { scratch } = job;
  job.set('monotone', 0);
  if (monotone?.some((direction) => direction !== 0)) {
    scratch
      .u8(job.give('monotone', nFeatures), nFeatures)
      .set(new Uint8Array(Int8Array.from(monotone).buffer));
  }
  job.set('groups', 0);
  job.set('nGroupWords', 0);
  if (!interactions) return;
  const words = Math.ceil(interactions.length / 32);
  const masks = scratch.u32(job.give('groups', 4 * words * nFeatures), words * nFeatures).fill(0);
  interactions.forEach((group, g) => {
    for (const f of group) masks[f * words + (g >>> 5)] |= 1 << (g & 31);
  });
  job.set('nGroupWords', words);
}

/** What kernels fill, round by round. */
function layWorkspace(job: BoostJob, nTrained: number, maxLeaves: number): void {
  const nBlocks = Math.ceil(nTrained / BOOST_PARTS.BLOCK_ROWS);
  const leafBytes = 16 * Math.ceil((BOOST_PARTS.LEAF_BYTES + 4 * job.get('nGroupWords')) / 16);
  job.give('rowsA', 4 * nTrained);
  job.give('rowsB', 4 * nTrained);
  job.give('packedA', 8 * nTrained);
  job.give('packedB', 8 * nTrained);
  job.give('flags', nTrained);
  job.give('undrawn', 4 * nTrained);
  job.give('blocks', BOOST_PARTS.BLOCK_BYTES * (nBlocks + maxLeaves));
  job.give('roundSums', 16 * nBlocks * job.get('nChannels'));
  job.set('leafBytes', leafBytes);
  job.give('leafRecords', leafBytes * maxLeaves);
  job.give('queue', 4 * (1 + maxLeaves));
  job.give('nodes', 4 * NODE_WORDS * 2 * maxLeaves);
  job.give('leaves', 8 * maxLeaves);
  job.give('sets', 32 * maxLeaves);
  job.give('gains', 8 * 2 * maxLeaves);
}

/** Gradients, and hessians where they are not all 1: for a flat one they are the weights. */
function layGradients(job: BoostJob, nTrained: number, objective: BoostOptions['objective']['id']): void {
  const stride = nTrained + (nTrained % 2);
  const bytes = 8 * stride * job.get('nChannels');
  const curved = ['log_loss', 'softmax', 'poisson', 'gamma'].includes(objective);
  job.set('stride', stride);
  job.give('gradients', bytes);
  job.set('hessians', curved ? job.scratch.alloc(bytes) : job.get('weights'));
}

function setOptions(job: BoostJob, options: BoostOptions): void {
  const { categories, objective } = options;
  job.set('objective', OBJECTIVES[objective.id]);
  job.set('maxDepth', Math.min(options.maxDepth, MOST_INT));
  job.set('minLeaf', Math.min(Math.max(1, options.minSamplesLeaf), MOST_INT));
  job.set('mostCategories', Math.min(256, categories.most));
  job.setNumber('learningRate', options.learningRate);
  job.setNumber('minChildWeight', options.minChildWeight);
  job.setNumber('l2', options.l2);
  job.setNumber('l1', options.l1);
  job.setNumber('gamma', options.gamma);
  job.setNumber('categoryL2', categories.l2);
  job.setNumber('categorySmooth', categories.smooth);
  job.setNumber('alpha', objective.alpha);
}

/** A share of things, at least one of them. */
export const shareOf = (share: number, count: number) =>
  Math.min(count, Math.max(1, Math.round(share * count)));

/** Leaves that a tree can have at most. */
function boundLeaves({ maxLeaves, maxDepth, minSamplesLeaf }: BoostOptions, nDrawn: number): number {
  return Math.max(1, Math.min(maxLeaves, 2 ** maxDepth, Math.floor(nDrawn / Math.max(1, minSamplesLeaf))));
}

/** Lays out what all threads that grow an ensemble read and work in. */
export function layBoostJob(data: BoostData, options: BoostOptions, scratch: Scratch): BoostJob {
  const { columns, nChannels, heldOut } = data;
  const nFeatures = columns.features.length;
  const nTrained = columns.nRows - (heldOut?.length ?? 0);
  const nDrawn = shareOf(options.subsample, nTrained);
  const maxLeaves = boundLeaves(options, nDrawn);
  const at = scratch.alloc(BOOST_JOB.bytes);
  scratch.u8(at, BOOST_JOB.bytes).fill(0);
  const job = new BoostJob(scratch, at);
  job.set('nAll', columns.nRows);
  job.set('nTrained', nTrained);
  job.set('nDrawn', nDrawn);
  job.set('nFeatures', nFeatures);
  job.set('nChannels', nChannels);
  job.set('maxLeaves', maxLeaves);
  setOptions(job, options);
  layData(job, data);
  layHistograms(job, columns, maxLeaves);
  layConstraints(job, nFeatures, options);
  layGradients(job, nTrained, options.objective.id);
  layWorkspace(job, nTrained, maxLeaves);
  return job;
}

/** Helps with a fit that another thread leads. */
export const assistBoost: TeamWork = ({ kernels }, scratch, at) => {
  const room = scratch.alloc(BOOST_PARTS.SCRATCH_BYTES);
  return () => kernels.boostAssist(at, room);
};

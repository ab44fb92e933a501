/**
 * Trees that threads have grown, as they wait to be joined: each packed as soon as it stands, in memory of just its size.
 * So a forest takes the bytes of its model and 8 a split for gains, besides what a thread grows one tree in.
 */
import { KEPT_WORDS, NODE_WORDS, PACKED_WORDS, TREE_JOB } from '../../kernels/exports.js';
import type { Engine, Scratch, TeamWork } from '../arena.js';
import { isMemoryFull, memoryFullError } from '../errors.js';
import { JobFields } from './job-fields.js';
import { dropOutOfBag, type OutOfBag } from './out-of-bag.js';
import type { PackedTree } from './packed-nodes.js';
import { pruneTree } from './prune-tree.js';
import { type GrownTree, growTree, openWorkspace } from './tree-job.js';

/** A tree as it is kept. Arrays are views of scratch memory. */
export interface KeptTree extends PackedTree, OutOfBag {}

/** Prunes a tree where it stands. */
function pruneInPlace(tree: GrownTree, alpha: number): GrownTree {
  const { nodes, leaves, gains } = pruneTree(tree, alpha);
  tree.nodes.set(nodes);
  tree.leaves.set(leaves);
  tree.gains.set(gains);
  return {
    ...tree,
    nodes: tree.nodes.subarray(0, nodes.length),
    leaves: tree.leaves.subarray(0, leaves.length),
    gains: tree.gains.subarray(0, gains.length),
  };
}

/** Keeps which rows a tree drew, one bit a row. @returns where, and how many it did not draw */
function keepBag(own: JobFields): { at: number; nOthers: number } {
  const { scratch } = own;
  const n = own.get('nRows');
  const bytes = Math.ceil(n / 8);
  const at = scratch.alloc(bytes);
  const bits = scratch.u8(at, bytes).fill(0);
  const times = scratch.u8(own.get('drawn'), 2 * n);
  let nOthers = n;
  for (let row = 0; row < n; row++) {
    if ((times[2 * row] | times[2 * row + 1]) === 0) continue;
    bits[row >> 3] |= 1 << (row & 7);
    nOthers--;
  }
  return { at, nOthers };
}

/** Keeps where the rows fall that a tree did not draw. @returns the offsets of bag and fallen, and the length of fallen */
function keepOutOfBag(own: JobFields, tree: GrownTree): number[] {
  if (!own.get('scoresOutOfBag')) return [0, 0, 0];
  const { scratch } = own;
  const nRows = own.get('nRows');
  const { at, nOthers } = keepBag(own);
  const fallen = scratch.alloc(4 * nOthers);
  const bins = scratch.u8(own.get('bins'), nRows * own.get('nFeatures'));
  const bag = scratch.u8(at, Math.ceil(nRows / 8));
  dropOutOfBag(tree, { bins, nRows }, { bag, fallen: scratch.u32(fallen, nOthers) });
  return [at, fallen, nOthers];
}

/** Packs a tree to memory of its size. @returns the words of `kept` */
function keepTree(own: JobFields, grown: GrownTree, { packTree }: Engine['kernels']): number[] {
  const { scratch } = own;
  const alpha = own.getNumber('ccpAlpha');
  const tree = alpha > 0 ? pruneInPlace(grown, alpha) : grown;
  const nNodes = tree.nodes.length / NODE_WORDS;
  const nodes = scratch.alloc(4 * PACKED_WORDS * nNodes);
  const leaves = scratch.alloc(8 * tree.leaves.length);
  const gains = scratch.alloc(4 * (nNodes + 1));
  packTree(own.get('nodes'), own.get('gains'), nNodes, nodes, gains);
  scratch.f64(leaves, tree.leaves.length).set(tree.leaves);
  return [nNodes, nodes, leaves, gains, ...keepOutOfBag(own, tree)];
}

/** Says what makes trees smaller when there is no room for them. */
function growAndKeep(own: JobFields, tree: number, { kernels }: Engine): number[] {
  try {
    return keepTree(own, growTree(own, tree, kernels), kernels);
  } catch (error) {
    if (!isMemoryFull(error)) throw error;
    throw memoryFullError(
      `the kernels' memory is full: its 4 GB hold ${tree} of the ${own.get('nTrees')} trees`,
      'grow smaller trees: set max_depth or max_leaf_nodes, raise min_samples_leaf, or lower max_samples or n_estimators',
      error,
    );
  }
}

/** Work that grows trees of a job that no other thread has claimed, until there are none. */
export const growClaimed: TeamWork = (engine, scratch, at) => {
  const claims = scratch.i32(at + 4 * TREE_JOB.next, 1);
  const own = openWorkspace(at, scratch);
  const nTrees = own.get('nTrees');
  return () => {
    for (let tree = Atomics.add(claims, 0, 1); tree < nTrees; tree = Atomics.add(claims, 0, 1)) {
      const kept = growAndKeep(own, tree, engine);
      scratch.u32(own.get('kept') + 4 * KEPT_WORDS * tree, KEPT_WORDS).set(kept);
      engine.progress.tick();
    }
  };
};

/** The trees of a job that has been done, where they stand: to be copied while the job's scratch memory is held. */
export function viewKept(at: number, scratch: Scratch): KeptTree[] {
  const job = new JobFields(scratch, at);
  const nValues = job.get('nChannels');
  const bagBytes = Math.ceil(job.get('nRows') / 8);
  return Array.from({ length: job.get('nTrees') }, (_, tree) => {
    const words = scratch.u32(job.get('kept') + 4 * KEPT_WORDS * tree, KEPT_WORDS);
    const [nNodes, nodes, leaves, gains, bag, fallen, nFallen] = words;
    return {
      nodes: scratch.u32(nodes, nNodes * PACKED_WORDS),
      leaves: scratch.f64(leaves, ((nNodes + 1) / 2) * nValues),
      sets: new Uint32Array(0),
      gains: scratch.f64(gains, (nNodes - 1) / 2),
      bag: scratch.u8(bag, bag === 0 ? 0 : bagBytes),
      fallen: scratch.u32(fallen, nFallen),
    };
  });
}

/**
 * Trees that threads have grown, as they wait to be joined: each packed as soon as it stands, in memory of just its size.
 * So a forest takes the bytes of its model, besides what a thread grows one tree in. What wants the tree as it was grown
 * (pruning, dropping its out-of-bag rows, adding up gains) is done before, on the thread that grew it.
 */
import {
  KEPT_WORDS,
  LEAF_TABLE_BYTES,
  NODE_WORDS,
  PACKED_WORDS,
  TREE_JOB,
  USE_WORDS,
} from '../../kernels/exports.js';
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
function keepOutOfBag(own: JobFields, tree: GrownTree, numbers: Uint32Array): number[] {
  if (!own.get('scoresOutOfBag')) return [0, 0, 0];
  const { scratch } = own;
  const nRows = own.get('nRows');
  const { at, nOthers } = keepBag(own);
  const fallen = scratch.alloc(4 * nOthers);
  const bins = scratch.u8(own.get('bins'), nRows * own.get('nFeatures'));
  const bag = scratch.u8(at, Math.ceil(nRows / 8));
  dropOutOfBag(tree, numbers, { bins, nRows }, { bag, fallen: scratch.u32(fallen, nOthers) });
  return [at, fallen, nOthers];
}

/** Offsets of what a thread needs to pack trees, one after the other. */
export interface PackingRoom {
  /** u32 [nRows] where the values of each leaf are. */
  readonly numbers: number;
  readonly leafTable: number;
  /** [nFeatures + 1] */
  readonly uses: number;
}

export function layPackingRoom(own: JobFields): PackingRoom {
  const { scratch } = own;
  return {
    numbers: scratch.alloc(4 * own.get('nRows')),
    leafTable: scratch.alloc(LEAF_TABLE_BYTES),
    uses: scratch.alloc(8 * USE_WORDS * (own.get('nFeatures') + 1)),
  };
}

/** Copies doubles to memory of their size. @returns how many they are, and where */
function keepDoubles({ scratch }: JobFields, from: number, length: number): number[] {
  const at = scratch.alloc(8 * length);
  scratch.f64(at, length).set(scratch.f64(from, length));
  return [length, at];
}

/** Packs a tree to memory of its size. @returns the words of `kept` */
export function keepTree(own: JobFields, room: PackingRoom, grown: GrownTree, { kernels }: Engine): number[] {
  const { scratch } = own;
  const alpha = own.getNumber('ccpAlpha');
  const tree = alpha > 0 ? pruneInPlace(grown, alpha) : grown;
  const nNodes = tree.nodes.length / NODE_WORDS;
  const [nLeaves, nValues] = [(nNodes + 1) / 2, own.get('nChannels')];
  const nShared = kernels.shareLeaves(own.get('leaves'), nLeaves, nValues, room.leafTable, room.numbers);
  const nodes = scratch.alloc(4 * PACKED_WORDS * nNodes);
  kernels.packTree(own.get('nodes'), nNodes, room.numbers, nodes);
  const nUsed = kernels.sumUses(own.get('nodes'), own.get('gains'), nNodes, own.get('nFeatures'), room.uses);
  return [
    ...[nNodes, nodes],
    ...keepDoubles(own, own.get('leaves'), nShared * nValues),
    ...keepDoubles(own, room.uses, nUsed * USE_WORDS),
    ...keepOutOfBag(own, tree, scratch.u32(room.numbers, nLeaves)),
  ];
}

/** Says what makes trees smaller when there is no room for them. */
function growAndKeep(own: JobFields, room: PackingRoom, tree: number, engine: Engine): number[] {
  try {
    return keepTree(own, room, growTree(own, tree, engine.kernels), engine);
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
  const room = layPackingRoom(own);
  const nTrees = own.get('nTrees');
  return () => {
    for (let tree = Atomics.add(claims, 0, 1); tree < nTrees; tree = Atomics.add(claims, 0, 1)) {
      const kept = growAndKeep(own, room, tree, engine);
      scratch.u32(own.get('kept') + 4 * KEPT_WORDS * tree, KEPT_WORDS).set(kept);
      engine.progress.tick();
    }
  };
};

/** The trees of a job that has been done, where they stand: to be copied while the job's scratch memory is held. */
export function viewKept(at: number, scratch: Scratch): KeptTree[] {
  const job = new JobFields(scratch, at);
  const bagBytes = Math.ceil(job.get('nRows') / 8);
  return Array.from({ length: job.get('nTrees') }, (_, tree) => {
    const words = scratch.u32(job.get('kept') + 4 * KEPT_WORDS * tree, KEPT_WORDS);
    const [nNodes, nodes, nLeafValues, leaves, nUseWords, uses, bag, fallen, nFallen] = words;
    return {
      nodes: scratch.u32(nodes, nNodes * PACKED_WORDS),
      leaves: scratch.f64(leaves, nLeafValues),
      sets: new Uint32Array(0),
      uses: scratch.f64(uses, nUseWords),
      bag: scratch.u8(bag, bag === 0 ? 0 : bagBytes),
      fallen: scratch.u32(fallen, nFallen),
    };
  });
}

/** Trees as they are kept and walked: 8 bytes a node, indices of the whole model (kernels/layouts/nodes.ts has the layout). */
import {
  IS_SET,
  MISSING_BIN,
  MISSING_LEFT,
  NODE_WORDS,
  PACKED_PLACE,
  PACKED_SET,
  PACKED_SET_WORDS,
  PACKED_WORDS,
  SET_SHIFT,
  TILE_FEATURE_BYTES,
} from '../../kernels/exports.js';
import type { Engine } from '../arena.js';
import type { Tree } from './ensemble.js';

/** Where a tree begins in the model's arrays: its first node, leaf and set. */
interface Start {
  readonly node: number;
  readonly leaf: number;
  readonly set: number;
}

export interface PackedNodes {
  /** [nTrees] the node that each tree begins with. */
  readonly roots: Uint32Array;
  /** [nNodes * PACKED_WORDS] */
  readonly nodes: Uint32Array;
  /** [nSets * PACKED_SET_WORDS] */
  readonly sets: Uint32Array;
}

/** Packs the nodes, as if no split were by a set. */
function packPlain({ nodes }: Tree, start: Start, to: Uint32Array, { arena, kernels }: Engine): void {
  const nNodes = nodes.length / NODE_WORDS;
  arena.scope((scratch) => {
    const from = scratch.alloc(4 * nodes.length);
    const out = scratch.alloc(4 * PACKED_WORDS * nNodes);
    scratch.i32(from, nodes.length).set(nodes);
    kernels.packTree(from, nNodes, start.node, start.leaf, out);
    to.set(scratch.u32(out, PACKED_WORDS * nNodes), PACKED_WORDS * start.node);
  });
}

function packSet(to: Uint32Array, at: number, bins: Int32Array, missingLeft: boolean, child: number): void {
  to.set(bins, at);
  const missing = 1 << (MISSING_BIN & 31);
  const word = at + (MISSING_BIN >> 5);
  to[word] = missingLeft ? to[word] | missing : to[word] & ~missing;
  to[at + PACKED_SET_WORDS - 1] = child;
}

/** Packs the splits by sets, and the sets. */
function packSets({ nodes, sets }: Tree, start: Start, packed: PackedNodes): void {
  for (let at = 0; at < nodes.length; at += NODE_WORDS) {
    const feature = nodes[at];
    const rule = nodes[at + 1];
    if (feature < 0 || (rule & IS_SET) === 0) continue;
    const set = rule >>> SET_SHIFT;
    const target = start.set + set;
    const bins = sets.subarray(8 * set, 8 * set + 8);
    const child = start.node + nodes[at + 2];
    packSet(packed.sets, target * PACKED_SET_WORDS, bins, (rule & MISSING_LEFT) !== 0, child);
    const to = PACKED_WORDS * (start.node + at / NODE_WORDS);
    packed.nodes[to] = target << 8;
    packed.nodes[to + 1] = (target >>> 24) | PACKED_SET | ((feature * TILE_FEATURE_BYTES) << PACKED_PLACE);
  }
}

const sumOf = <T>(items: readonly T[], size: (item: T) => number): number =>
  items.reduce((sum, item) => sum + size(item), 0);

/** @param nValues values in a leaf. O(nodes) */
export function packNodes(trees: readonly Tree[], nValues: number, engine: Engine): PackedNodes {
  const nNodes = sumOf(trees, ({ nodes }) => nodes.length) / NODE_WORDS;
  const nSets = sumOf(trees, ({ sets }) => sets.length) / 8;
  const packed = {
    roots: new Uint32Array(trees.length),
    nodes: new Uint32Array(PACKED_WORDS * nNodes),
    sets: new Uint32Array(PACKED_SET_WORDS * nSets),
  };
  let start: Start = { node: 0, leaf: 0, set: 0 };
  trees.forEach((tree, at) => {
    packed.roots[at] = start.node;
    packPlain(tree, start, packed.nodes, engine);
    if (tree.sets.length > 0) packSets(tree, start, packed);
    start = {
      node: start.node + tree.nodes.length / NODE_WORDS,
      leaf: start.leaf + tree.leaves.length / nValues,
      set: start.set + tree.sets.length / 8,
    };
  });
  return packed;
}

/** Trees as they are kept and walked: 8 bytes a node (kernels/layouts/nodes.ts has the layout), of one tree or of the whole model. */
import {
  IS_SET,
  MISSING_BIN,
  MISSING_LEFT,
  NODE_WORDS,
  PACKED_LEAF,
  PACKED_PLACE,
  PACKED_SET,
  PACKED_SET_WORDS,
  PACKED_WORDS,
  SET_SHIFT,
  TILE_FEATURE_BYTES,
  USE_WORDS,
} from '../../kernels/exports.js';
import type { Engine } from '../arena.js';
import type { Tree } from './ensemble.js';

/** One tree; the indices in it are its own, from 0. */
export interface PackedTree {
  /** [nNodes * PACKED_WORDS] */
  readonly nodes: Uint32Array;
  /** [nLeaves * nValues]; nodes may share them. */
  readonly leaves: Float64Array;
  /** [nSets * PACKED_SET_WORDS] */
  readonly sets: Uint32Array;
  /** [nUsed * USE_WORDS] what each feature did that it was split by. For importances, not kept. */
  readonly uses: Float64Array;
}

/** The nodes of a model; indices in them are the model's. */
export interface PackedNodes {
  /** [nTrees] the node that each tree begins with. */
  readonly roots: Uint32Array;
  /** [nNodes * PACKED_WORDS] */
  readonly nodes: Uint32Array;
  /** [nSets * PACKED_SET_WORDS] */
  readonly sets: Uint32Array;
}

/** The bits of a high word that belong to the index in the low one. */
const INDEX_BITS = 0x7f;

function packSet(to: Uint32Array, at: number, bins: Int32Array, missingLeft: boolean, child: number): void {
  to.set(bins, at);
  const missing = 1 << (MISSING_BIN & 31);
  const word = at + (MISSING_BIN >> 5);
  to[word] = missingLeft ? to[word] | missing : to[word] & ~missing;
  to[at + PACKED_SET_WORDS - 1] = child;
}

/** Packs the splits by sets, and the sets. */
function packSets({ nodes, sets }: Tree, packed: Pick<PackedTree, 'nodes' | 'sets'>): void {
  for (let at = 0; at < nodes.length; at += NODE_WORDS) {
    const feature = nodes[at];
    const rule = nodes[at + 1];
    if (feature < 0 || (rule & IS_SET) === 0) continue;
    const set = rule >>> SET_SHIFT;
    const bins = sets.subarray(8 * set, 8 * set + 8);
    packSet(packed.sets, set * PACKED_SET_WORDS, bins, (rule & MISSING_LEFT) !== 0, nodes[at + 2]);
    const to = (PACKED_WORDS * at) / NODE_WORDS;
    packed.nodes[to] = set << 8;
    packed.nodes[to + 1] = (set >>> 24) | PACKED_SET | ((feature * TILE_FEATURE_BYTES) << PACKED_PLACE);
  }
}

/** Packs a tree, wherever it stands, its leaves as they are. O(nodes) */
export function packTree(tree: Tree, nFeatures: number, { arena, kernels }: Engine): PackedTree {
  const nNodes = tree.nodes.length / NODE_WORDS;
  const nLeaves = (nNodes + 1) / 2;
  return arena.scope((scratch) => {
    const from = scratch.alloc(4 * tree.nodes.length);
    const gains = scratch.alloc(8 * nNodes);
    const numbers = scratch.alloc(4 * nLeaves);
    const nodes = scratch.alloc(4 * PACKED_WORDS * nNodes);
    const uses = scratch.alloc(8 * USE_WORDS * (nFeatures + 1));
    scratch.i32(from, tree.nodes.length).set(tree.nodes);
    scratch.f64(gains, nNodes).set(tree.gains);
    scratch.u32(numbers, nLeaves).set(Uint32Array.from({ length: nLeaves }, (_, leaf) => leaf));
    kernels.packTree(from, nNodes, numbers, nodes);
    const nUsed = kernels.sumUses(from, gains, nNodes, nFeatures, uses);
    const packed = {
      nodes: scratch.u32(nodes, PACKED_WORDS * nNodes).slice(),
      leaves: tree.leaves,
      sets: new Uint32Array((tree.sets.length / 8) * PACKED_SET_WORDS),
      uses: scratch.f64(uses, USE_WORDS * nUsed).slice(),
    };
    packSets(tree, packed);
    return packed;
  });
}

/** Copies nodes to the model's. @param first the model's index of the tree's first node, set and leaf */
function placeNodes(
  { nodes }: PackedTree,
  first: { readonly node: number; readonly set: number; readonly leaf: number },
  to: Uint32Array,
): void {
  // By the two bits that tell what a node leads to; a table costs no branch. Words as int32 cost no doubles.
  const firsts = Int32Array.of(first.node, first.set, first.leaf);
  const base = PACKED_WORDS * first.node;
  for (let at = 0; at < nodes.length; at += PACKED_WORDS) {
    const low = nodes[at] | 0;
    const high = nodes[at + 1] | 0;
    const index =
      (((high & INDEX_BITS) << 24) | (low >>> 8)) + firsts[(high & (PACKED_LEAF | PACKED_SET)) >> 7];
    to[base + at] = (index << 8) | (low & 255);
    to[base + at + 1] = (high & ~INDEX_BITS) | (index >>> 24);
  }
}

/** Copies sets to the model's. */
function placeSets(
  { sets }: PackedTree,
  first: { readonly node: number; readonly set: number },
  to: Uint32Array,
): void {
  const base = PACKED_SET_WORDS * first.set;
  to.set(sets, base);
  for (let end = PACKED_SET_WORDS; end <= sets.length; end += PACKED_SET_WORDS)
    to[base + end - 1] += first.node;
}

const sumOf = <T>(items: readonly T[], size: (item: T) => number): number =>
  items.reduce((sum, item) => sum + size(item), 0);

/** @param nValues values in a leaf. O(nodes) */
export function joinNodes(trees: readonly PackedTree[], nValues: number): PackedNodes {
  const joined = {
    roots: new Uint32Array(trees.length),
    nodes: new Uint32Array(sumOf(trees, ({ nodes }) => nodes.length)),
    sets: new Uint32Array(sumOf(trees, ({ sets }) => sets.length)),
  };
  const first = { node: 0, set: 0, leaf: 0 };
  trees.forEach((tree, at) => {
    joined.roots[at] = first.node;
    placeNodes(tree, first, joined.nodes);
    placeSets(tree, first, joined.sets);
    first.node += tree.nodes.length / PACKED_WORDS;
    first.set += tree.sets.length / PACKED_SET_WORDS;
    first.leaf += tree.leaves.length / nValues;
  });
  return joined;
}

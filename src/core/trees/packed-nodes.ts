/** Trees as they are kept and walked: 8 bytes a node, indices of the whole model (kernels/exports.ts has the layout). */
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
  TILE_ROWS,
} from '../../kernels/exports.js';
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

/** The high word of an inner node without its child. @param half 1: the bins that have missing as the least */
const placeOf = (feature: number, half: 0 | 1): number =>
  (feature * TILE_FEATURE_BYTES + half * TILE_ROWS) << PACKED_PLACE;

function packSet(to: Uint32Array, at: number, bins: Int32Array, missingLeft: boolean, child: number): void {
  to.set(bins, at);
  const missing = 1 << (MISSING_BIN & 31);
  const word = at + (MISSING_BIN >> 5);
  to[word] = missingLeft ? to[word] | missing : to[word] & ~missing;
  to[at + PACKED_SET_WORDS - 1] = child;
}

/** Writes a node. @param low its bits 0..7  @param high of its bits from 32 on those that are not the target's */
function write(nodes: Uint32Array, node: number, low: number, target: number, high: number): void {
  nodes[node * PACKED_WORDS] = (target << 8) | low;
  nodes[node * PACKED_WORDS + 1] = (target >>> 24) | high;
}

function packTree({ nodes, sets }: Tree, start: Start, packed: PackedNodes): void {
  const nNodes = nodes.length / NODE_WORDS;
  for (let node = 0; node < nNodes; node++) {
    const at = node * NODE_WORDS;
    const feature = nodes[at];
    const rule = nodes[at + 1];
    const child = nodes[at + 2];
    const to = start.node + node;
    const missingLeft = (rule & MISSING_LEFT) !== 0;
    if (feature < 0) write(packed.nodes, to, 0, start.leaf + rule, PACKED_LEAF);
    else if ((rule & IS_SET) === 0) {
      // Where every bin is one higher, so is the cut.
      const cut = (rule & 255) + (missingLeft ? 1 : 0);
      write(packed.nodes, to, 255 - cut, start.node + child, placeOf(feature, missingLeft ? 1 : 0));
    } else {
      const set = rule >>> SET_SHIFT;
      const bins = sets.subarray(8 * set, 8 * set + 8);
      packSet(packed.sets, (start.set + set) * PACKED_SET_WORDS, bins, missingLeft, start.node + child);
      write(packed.nodes, to, 0, start.set + set, placeOf(feature, 0) | PACKED_SET);
    }
  }
}

const sumOf = <T>(items: readonly T[], size: (item: T) => number): number =>
  items.reduce((sum, item) => sum + size(item), 0);

/** @param nValues values in a leaf. O(nodes) */
export function packNodes(trees: readonly Tree[], nValues: number): PackedNodes {
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
    packTree(tree, start, packed);
    start = {
      node: start.node + tree.nodes.length / NODE_WORDS,
      leaf: start.leaf + tree.leaves.length / nValues,
      set: start.set + tree.sets.length / 8,
    };
  });
  return packed;
}

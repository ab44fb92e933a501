// Packing the nodes of a grown tree as they are kept and walked (layouts/nodes.ts has both layouts).
import {
  CHILD, MISSING_SHIFT, NODE_BYTES, PACKED_LEAF, PACKED_PLACE, PACKED_WORDS, RULE, TILE_FEATURE_BYTES, TILE_ROWS,
} from '../layouts/nodes';

/** Packs without a branch: whether a node is a leaf nobody can predict. Where every bin is one higher, so is the cut. */
export function packTree(NODES: usize, nNodes: i32, NUMBERS: usize, OUT: usize): void {
  const end = NODES + <usize>nNodes * NODE_BYTES;
  for (; NODES < end; NODES += NODE_BYTES) {
    const feature = load<i32>(NODES), rule = load<u32>(NODES, RULE), child = load<u32>(NODES, CHILD);
    const isLeaf = feature < 0, half = (rule >> MISSING_SHIFT) & 1;
    const leaf = load<u32>(NUMBERS + (<usize>select<u32>(rule, 0, isLeaf) << 2));
    const target = select<u32>(leaf, child, isLeaf);
    const low = select<u32>(0, 255 - (rule & 255) - half, isLeaf);
    const high = select<u32>(PACKED_LEAF, (<u32>feature * TILE_FEATURE_BYTES + half * TILE_ROWS) << PACKED_PLACE, isLeaf);
    store<u32>(OUT, (target << 8) | low);
    store<u32>(OUT, (target >> 24) | high, 4);
    OUT += PACKED_WORDS << 2;
  }
}

// Packing the nodes of a grown tree as they are kept and walked (PACKED in kernels/exports.ts has both layouts).

const PACKED_LEAF: u32 = 1 << 8, PACKED_PLACE: u32 = 9, TILE_ROWS: u32 = 8, TILE_FEATURE_BYTES: u32 = 16;

/**
 * Packs without a branch: whether a node is a leaf nobody can predict. Where every bin is one higher, so is the cut. A
 * leaf's gain is written too, where the next one is written over it.
 */
export function packTree(NODES: usize, GAINS: usize, nNodes: i32, OUT: usize, SPLIT_GAINS: usize): void {
  const end = NODES + <usize>nNodes * 12;
  for (; NODES < end; NODES += 12) {
    const feature = load<i32>(NODES), rule = load<u32>(NODES, 4), child = load<u32>(NODES, 8);
    const isLeaf = feature < 0, half = (rule >> 8) & 1;
    const target = select<u32>(rule, child, isLeaf);
    const low = select<u32>(0, 255 - (rule & 255) - half, isLeaf);
    const high = select<u32>(PACKED_LEAF, (<u32>feature * TILE_FEATURE_BYTES + half * TILE_ROWS) << PACKED_PLACE, isLeaf);
    store<u32>(OUT, (target << 8) | low);
    store<u32>(OUT, (target >> 24) | high, 4);
    OUT += 8;
    store<f64>(SPLIT_GAINS, load<f64>(GAINS));
    GAINS += 8;
    SPLIT_GAINS += select<usize>(0, 8, isLeaf);
  }
}

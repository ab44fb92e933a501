/** Kernels that grow trees, pack them and walk them. */

export interface TreeKernels {
  /**
   * Grows a tree from the job at P (TREE_JOB names its fields). Returns the number of nodes; there is one leaf more than
   * inner nodes.
   */
  growTree(P: number): number;
  /**
   * Packs the nodes of a tree (NODE_WORDS each) to OUT (PACKED_WORDS each), indices of the tree. NUMBERS [nLeaves u32] is where
   * each leaf's values are. What it writes for a split by a set is to be replaced.
   */
  packTree(NODES: number, nNodes: number, NUMBERS: number, OUT: number): void;
  /**
   * Moves the leaves of a tree to the front of LEAVES [nLeaves * nValues f64], equal ones once (up to MOST_SHARED_LEAVES).
   * TABLE is room of LEAF_TABLE_BYTES; NUMBERS [nLeaves u32] is filled with where each is now. Returns how many are left.
   */
  shareLeaves(LEAVES: number, nLeaves: number, nValues: number, TABLE: number, NUMBERS: number): number;
  /**
   * Adds up what each feature did in a tree, node by node, from GAINS [nNodes f64]. OUT, which has room for one more than
   * nFeatures, is filled with those that were split, USE_WORDS doubles each, ascending. Returns how many they are.
   */
  sumUses(NODES: number, GAINS: number, nNodes: number, nFeatures: number, OUT: number): number;
  /**
   * Makes packed nodes ready to be walked where they stand; NUMBERS [nNodes u32] gets which leaf each is.
   * @param N the address that the model's first node has, or would have, modulo 2^32
   */
  layNodes(NODES: number, nNodes: number, N: number, NUMBERS: number): void;
  /**
   * Adds the leaves of trees of the job at P (PREDICT_JOB names its fields), from `firstTree` to before `endTree`, to the
   * sums of the rows in tiles from `first` to before `end`. A tile is TILE_ROWS rows. No node asks for a set.
   */
  addTrees(P: number, firstTree: number, endTree: number, first: number, end: number): void;
  /** The same where nodes may ask for sets. */
  addTreesWithSets(P: number, firstTree: number, endTree: number, first: number, end: number): void;
  /**
   * Writes a column of bins [nTiles * TILE_ROWS u8] into tiles, `tileBytes` apart; OUT is the feature's place in the first.
   * A feature has TILE_FEATURE_BYTES of a tile.
   */
  tileBins(column: number, nTiles: number, OUT: number, tileBytes: number): void;
}

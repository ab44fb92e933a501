/** Kernels that grow trees, pack them and walk them. */

export interface TreeKernels {
  /**
   * Grows a tree from the job at P (TREE_JOB names its fields). Returns the number of nodes; there is one leaf more than
   * inner nodes.
   */
  growTree(P: number): number;
  /**
   * Packs the nodes of a tree (NODE_WORDS each) to OUT (PACKED_WORDS each), indices of the tree, and the gains of its
   * inner nodes, of GAINS [nNodes f64], to SPLIT_GAINS, which has room for one more. What it writes for a split by a set is
   * to be replaced.
   */
  packTree(NODES: number, GAINS: number, nNodes: number, OUT: number, SPLIT_GAINS: number): void;
  /**
   * Adds the leaves of trees of the job at P (PREDICT_JOB names its fields), from `firstTree` to before `endTree`, to the
   * sums of the rows in tiles from `first` to before `end`. A tile is TILE_ROWS rows.
   */
  addTrees(P: number, firstTree: number, endTree: number, first: number, end: number): void;
  /**
   * Writes a column of bins [nTiles * TILE_ROWS u8] into tiles, `tileBytes` apart; OUT is the feature's place in the first.
   * A feature has TILE_FEATURE_BYTES of a tile.
   */
  tileBins(column: number, nTiles: number, OUT: number, tileBytes: number): void;
}

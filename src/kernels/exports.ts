/** The functions of kernels.wasm. All addresses are byte offsets into the arena's memory; wasm/*.ts have the layouts. */
export interface KernelExports {
  /** Draws n words of xoshiro128** from the state at S [4 u32] to OUT [n u32]. */
  drawU32(S: number, OUT: number, n: number): void;
  /** Counts n draws with replacement among n, by the generator whose state is at S [4 u32], to OUT [n u32]. */
  countDraws(S: number, n: number, OUT: number): void;
  /**
   * Grows a tree from the job at P (TREE_JOB names its fields). Returns the number of nodes; there is one leaf more than
   * inner nodes.
   */
  growTree(P: number): number;
  /**
   * Packs the nodes of a tree (NODE_WORDS each) to OUT (PACKED_WORDS each); its first node and leaf are those of the model.
   * What it writes for a split by a set is to be replaced.
   */
  packTree(NODES: number, nNodes: number, firstNode: number, firstLeaf: number, OUT: number): void;
  /**
   * Adds the leaves of the trees of the job at P (PREDICT_JOB names its fields) to the sums of the rows in tiles from
   * `first` to before `end`. A tile is TILE_ROWS rows.
   */
  addTrees(P: number, first: number, end: number): void;
  /**
   * Writes a column of bins [nTiles * TILE_ROWS u8] into tiles, `tileBytes` apart; OUT is the feature's place in the first.
   * A feature has TILE_FEATURE_BYTES of a tile.
   */
  tileBins(column: number, nTiles: number, OUT: number, tileBytes: number): void;
  /**
   * Finds the bins of X [n f64, NaN missing]. W is scratch [16 n + 8192 bytes].
   * EDGES OUT [3 * EDGE_ROOM f64]: cuts ascending, infinite behind the last; smallest and largest value of each bin.
   * Returns the number of cuts.
   */
  fitNumbers(X: number, n: number, W: number, EDGES: number): number;
  /** Writes the bin of each of X [n f64] to OUT [n u8]. CUTS [EDGE_ROOM f64] infinite behind the nCuts that count. */
  binNumbers(X: number, n: number, CUTS: number, nCuts: number, OUT: number): void;
  /** Widens the smallest and largest values in EDGES to those of X [n f64], whose bins are BINS [n u8]. */
  widenEdges(X: number, n: number, BINS: number, EDGES: number): void;
  /** Gathers X [f64] at ROWS [m u32] to OUT [m f64]. */
  gatherNumbers(X: number, ROWS: number, m: number, OUT: number): void;
  /**
   * Gradients of all channels of the job at P (BOOST_JOB names its fields), at its scores. `scratch`: BOOST_SCRATCH bytes of
   * the thread.
   */
  boostGradients(P: number, scratch: number): void;
  /** Grows the tree of the job's channel and adds it to the scores. Returns the number of its leaves. */
  boostTree(P: number, scratch: number): number;
  /** Helps with the job of another thread until that ends it. Returns how many parts it did. */
  boostAssist(P: number, scratch: number): number;
  /** Ends a job: those who help go. */
  boostEnd(P: number): void;
  /** Packs rows for `nearest`: X [n * (dn + dc)] f64 to PACK [n8 * (dn + dc)] f32 and NORM [n8] f32, n8 = n up to 8. */
  packNearest(X: number, n: number, dn: number, dc: number, m2: number, PACK: number, NORM: number): void;
  /**
   * The k nearest other rows of X of each row in Q [nq u32, nq a multiple of 4]: squared distances to DIST [nq * k f64],
   * rows to INDEX [nq * k i32]. W is scratch [4 * (dn + dc) f32]. Numbers lie in -1..1; m2, the cost of a differing code, in 0..1.
   * Rows behind the n packed ones may ask too, with numbers in -2^55..2^55.
   */
  nearest(
    X: number,
    PACK: number,
    NORM: number,
    n: number,
    dn: number,
    dc: number,
    m2: number,
    Q: number,
    nq: number,
    k: number,
    W: number,
    DIST: number,
    INDEX: number,
  ): void;
  /** Packs rows for `nearestManhattan`: X [n * d] f64 to PACK [n8 * d] f64, n8 = n up to 8. */
  packManhattan(X: number, n: number, d: number, PACK: number): void;
  /** The k nearest of n packed rows for each row of Q [nq * d f64]: distances to DIST [nq * k f64], rows to INDEX [nq * k i32]. */
  nearestManhattan(
    PACK: number,
    n: number,
    d: number,
    Q: number,
    nq: number,
    k: number,
    DIST: number,
    INDEX: number,
  ): void;
}

/** Index of each 32-bit field of a tree job: the layout that wasm/tree-job.ts reads and explains. */
export const TREE_JOB = {
  bins: 0,
  answers: 2,
  weights: 3,
  factors: 4,
  lows: 5,
  highs: 6,
  signs: 7,
  varying: 8,
  nRows: 9,
  nVarying: 10,
  nChannels: 11,
  /** CELL_KINDS */
  kind: 12,
  /** CRITERIA */
  criterion: 13,
  maxFeatures: 14,
  maxDepth: 15,
  minSplit: 16,
  minLeaf: 17,
  maxLeaves: 18,
  nDraws: 19,
  drawsCuts: 20,
  balances: 21,
  drawn: 22,
  rows: 23,
  cells: 24,
  spareRows: 25,
  spareCells: 26,
  histogram: 27,
  touched: 28,
  counts: 29,
  order: 30,
  stack: 31,
  rng: 32,
  sums: 33,
  block: 34,
  keys: 35,
  nodes: 36,
  leaves: 37,
  gains: 38,
  values: 39,
  /** What follows is for those who share the work; the kernel does not read it. */
  nTrees: 42,
  /** The next tree that nobody has claimed. */
  next: 43,
  /** [nTrees * 4 u32] the random state that each tree starts from. */
  states: 44,
  /** [nTrees * GROWN_WORDS] where each tree stands when it is grown. */
  grown: 45,
  /** Not 0: values of inner nodes are kept, for pruning. */
  keepsValues: 46,
  /** Not 0: which rows each tree drew is kept. */
  keepsBags: 47,
  /** Read by the kernel: f64 [nFeatures * 256] the middle of each bin's values. */
  middles: 48,
  nFeatures: 49,
  /** Read by the kernel when medians are looked for: room, and rows by their answers. */
  fenwick: 50,
  sorted: 51,
  labels: 52,
  keptKeys: 53,
  tallies: 54,
  /** Byte offset of an f64: what a split must gain at least, as a share of the whole weight. */
  minGain: 224,
  /** Byte offset of an f64 that the kernel fills: the weight of all rows that the tree sees. */
  rootWeight: 232,
  /** Bytes of the whole block, what the kernel keeps of its own at its end. */
  bytes: 312,
} as const;

/** What a tree job sums: counts of two classes, w and w*y, or the weight of each class. */
export const CELL_KINDS = { counts: 0, sums: 1, classes: 2 } as const;

/** What a split is chosen by. */
export const CRITERIA = { gini: 0, entropy: 1, squared_error: 2, poisson: 3, absolute_error: 4 } as const;

/** 32-bit words that say where a grown tree stands: number of nodes, then offsets of nodes, leaves, gains, values, bag and weight. */
export const GROWN_WORDS = 7;

/** Doubles that a list of cuts, or of the bins' smallest or largest values, has room for. */
export const EDGE_ROOM = 256;

/** The bin of missing values. */
export const MISSING_BIN = 255;

/**
 * 32-bit words of a node: feature, rule, child.
 *
 * An inner node: feature from 0. Rule: bits 0..7 the cut (bins up to it go left), MISSING_LEFT, IS_SET; with IS_SET the
 * bits from SET_SHIFT are the index of a set of the tree (8 words, one bit a bin: those that go left), and there is no
 * cut. Child: index of the left child in the tree; the right one follows it.
 * A leaf: feature -1, rule is its number among the tree's leaves, child its own index, so that stepping on stays.
 */
export const NODE_WORDS = 3;
/** Rule: missing values go left. */
export const MISSING_LEFT = 1 << 8;
/** Rule: the bins that go left are a set. */
export const IS_SET = 1 << 9;
/** Rule: the index of the set stands above this many bits. */
export const SET_SHIFT = 10;

/** Rows that walk down a tree together. */
export const TILE_ROWS = 8;
/** The bins of the rows with missing as the greatest, then each one higher modulo 256: missing as the least. */
export const TILE_FEATURE_BYTES = 2 * TILE_ROWS;

/** Index of each 32-bit field of a prediction: the layout that wasm/tree-predict.ts reads. */
export const PREDICT_JOB = {
  /** [nTiles * nFeatures * TILE_FEATURE_BYTES u8] */
  tiles: 0,
  nFeatures: 1,
  roots: 2,
  nodes: 3,
  sets: 4,
  leaves: 5,
  /** IN and OUT [nTiles * TILE_ROWS * nValues * treesPerRound f64] */
  sums: 6,
  nValues: 7,
  treesPerRound: 8,
  firstTree: 9,
  endTree: 10,
  hasSets: 11,
  /** What follows is for those who share the work; the kernel does not read it. */
  nTiles: 12,
  blockTiles: 13,
  /** The next block of tiles that nobody has claimed. */
  next: 14,
  bytes: 64,
} as const;

/**
 * A node as it is kept and walked: 64 bits, low word first, indices of the whole model.
 *
 * Bits 0..7: 255 - the cut; 8..38: the left child (the right one follows it), the set or the leaf; then PACKED_SET, and
 * a bit that leaves have; from bit 41 on where the feature's bins stand in a tile, in the half that has missing on its side of the
 * cut. So low word = 255 - cut + child * 2^8, modulo 2^32; the high word has the child's upper bits from 0 on.
 */
export const PACKED_WORDS = 2;
/** In the high word. */
export const PACKED_SET = 1 << 7;
/** The high word has the place in the tile above this many bits. */
export const PACKED_PLACE = 9;
/** 32-bit words of a set: one bit a bin, the missing one too, of those that go left; then the left child. */
export const PACKED_SET_WORDS = 9;

/** Index of each 32-bit field of a boosted fit: the layout that wasm/boost-job.ts reads, and says what each is. */
export const BOOST_JOB = {
  bins: 0,
  nBins: 1,
  histAt: 2,
  histEnd: 3,
  isCategory: 4,
  hasMissing: 5,
  monotone: 6,
  groups: 7,
  answers: 8,
  weights: 9,
  scores: 10,
  gradients: 11,
  hessians: 12,
  rowsA: 13,
  rowsB: 14,
  packedA: 15,
  packedB: 16,
  flags: 17,
  undrawn: 18,
  blocks: 19,
  roundSums: 20,
  pool: 21,
  histBytes: 22,
  nSlots: 23,
  slotOwner: 24,
  leafRecords: 25,
  leafBytes: 26,
  candidates: 27,
  treeFeatures: 28,
  order: 29,
  allowed: 30,
  nodes: 31,
  leaves: 32,
  sets: 33,
  gains: 34,
  counts: 35,
  nTrained: 36,
  nAll: 37,
  stride: 38,
  nFeatures: 39,
  nChannels: 40,
  objective: 41,
  maxLeaves: 42,
  maxDepth: 43,
  minLeaf: 44,
  nDrawn: 45,
  nTreeFeatures: 46,
  nNodeFeatures: 47,
  mostCategories: 48,
  nGroupWords: 49,
  channel: 50,
  nSets: 52,
  /** Four words. */
  drawState: 53,
  queue: 57,
  /** Two words. */
  nodeKey: 58,
  /** Four words. */
  rowKey: 60,
  // Numbers, words of the team and a table of bins stand between.
  partials: 192,
  nPartials: 193,
  /** Bytes of the whole block. */
  bytes: 784,
} as const;

/** Index of each f64 of a boosted fit, which stand BOOST_NUMBERS.at bytes into the block. */
export const BOOST_NUMBERS = {
  learningRate: 0,
  minChildWeight: 1,
  l2: 2,
  l1: 3,
  gamma: 4,
  categoryL2: 5,
  categorySmooth: 6,
  alpha: 7,
  at: 256,
} as const;

/** Objectives by the number that the kernel knows them by. */
export const BOOST_OBJECTIVES = [
  'log_loss',
  'softmax',
  'squared_error',
  'absolute_error',
  'quantile',
  'huber',
  'poisson',
  'gamma',
] as const;

/** Rows in a block of those that threads share. */
export const BOOST_BLOCK = 8192;
/** Bytes of the best split of a feature. */
export const BOOST_SPLIT_BYTES = 64;
/** Bytes of a leaf's record without its groups of features. */
export const BOOST_LEAF_BYTES = 128;
/** Bytes that each thread of a boosted fit works in. */
export const BOOST_SCRATCH = 3200;

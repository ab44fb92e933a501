/** The functions of kernels.wasm. All addresses are byte offsets into the arena's memory; wasm/*.ts have the layouts. */
export interface KernelExports {
  /** Draws n words of xoshiro128** from the state at S [4 u32] to OUT [n u32]. */
  drawU32(S: number, OUT: number, n: number): void;
  /** Grows a tree from the job at P (TREE_JOB names its fields). Returns the number of nodes; there is one leaf more than inner nodes. */
  growTree(P: number): number;
  /**
   * Adds the K values of a tree's leaf to OUT [n rows, `width` apart] for each row of bins [F*n, u8].
   * Nodes, sets and leaves as the layout below says.
   */
  addTree(
    bins: number,
    n: number,
    nodes: number,
    sets: number,
    leaves: number,
    K: number,
    OUT: number,
    width: number,
  ): void;
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
  /** Byte offset of an f64: what a split must gain at least, as a share of the whole weight. */
  minGain: 224,
  /** Byte offset of an f64 that the kernel fills: the weight of all rows that the tree sees. */
  rootWeight: 232,
  /** Bytes of the whole block, what the kernel keeps of its own at its end. */
  bytes: 304,
} as const;

/** What a tree job sums: counts of two classes, w and w*y, or the weight of each class. */
export const CELL_KINDS = { counts: 0, sums: 1, classes: 2 } as const;

/** What a split is chosen by. */
export const CRITERIA = { gini: 0, entropy: 1, squared_error: 2, poisson: 3, absolute_error: 4 } as const;

/** 32-bit words that say where a grown tree stands: number of nodes, then offsets of nodes, leaves, gains, values, bag and weight. */
export const GROWN_WORDS = 7;

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

/** Kernels that find nearest neighbours. */

export interface NearestKernels {
  /** Packs the points of a search: fills its centres, pack and norms. @param P NEAREST_JOB */
  packNearest(P: number): void;
  /** Empties n places of lists: f64 distances become infinite, i32 names -1. */
  clearLists(DIST: number, INDEX: number, n: number): void;
  /** Offers what n lists of k hold to n others, OUT: candidates of which no two are the same. */
  mergeLists(DIST: number, INDEX: number, n: number, k: number, OUT_DIST: number, OUT_INDEX: number): void;
  /** Packs the rows that a thread has in hand. @param H NEAREST_HAND */
  layAskers(P: number, H: number): void;
  /**
   * Compares the rows in hand with the points from c0, a multiple of 8, to before c1: lists keep the k nearest, ties to the
   * lower name. A point is no neighbour of its own.
   */
  nearest(P: number, H: number, c0: number, c1: number): void;
  /** Begins the tree of a search over its points, which have no holes and no codes. */
  beginPointTree(P: number): void;
  /** Grows one half of a tree that has begun. @param half 0 or 1 */
  growHalfTree(P: number, half: number): void;
  /**
   * Puts QUERIES [n u32] into the order in which their POINTS [u32, by query] lie in the tree, those behind all points last: OUT [n u32].
   * @param T scratch, [2 nPoints + 1 u32]
   */
  sortByTree(P: number, POINTS: number, QUERIES: number, n: number, T: number, OUT: number): void;
  /** Finds the neighbours of the rows in hand down the tree. */
  nearestInTree(P: number, H: number): void;
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

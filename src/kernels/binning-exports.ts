/** Kernels that make bins of columns of numbers. */

export interface BinningKernels {
  /**
   * Finds the bins of X [n f64, NaN missing]. W is scratch [16 n + 8192 bytes].
   * EDGES OUT [3 * EDGE_ROOM f64]: cuts ascending, infinite behind the last; smallest and largest value of each bin.
   * Returns the number of cuts.
   */
  fitNumbers(X: number, n: number, W: number, EDGES: number): number;
  /**
   * Writes the bin of each of X [n f64] to OUT [n u8]. CUTS [EDGE_ROOM f64] infinite behind the nCuts that count. T is scratch
   * [BIN_BUCKETS u8].
   */
  binNumbers(X: number, n: number, CUTS: number, nCuts: number, T: number, OUT: number): void;
  /** Widens the smallest and largest values in EDGES to those of X [n f64], whose bins are BINS [n u8]. */
  widenEdges(X: number, n: number, BINS: number, EDGES: number): void;
  /** Gathers X [f64] at ROWS [m u32] to OUT [m f64]. */
  gatherNumbers(X: number, ROWS: number, m: number, OUT: number): void;
}

/** Kernels that bring cells of a table to a search for neighbours, and lists of neighbours from it. */

export interface TableRowKernels {
  /**
   * Deals ROWS [n u32] out by the class that Y [f64, by row] says, in their order: OUT [n u32], ENDS [nClasses u32] where each class
   * ends.
   */
  dealRows(Y: number, ROWS: number, n: number, nClasses: number, ENDS: number, OUT: number): void;
  /** X [n f64], less a centre and divided by a size: OUT [2 f64] the largest without its sign, and 1 when some is missing. */
  findLargest(X: number, n: number, centre: number, size: number, OUT: number): void;
  /**
   * Lays columns X [nColumns][n f64] out by row: less a centre, divided by a size, both of UNITS [nColumns][2 f64], times a scale. PLACES
   * [n u32] say which row comes first, second, …; they are `stride` bytes apart.
   */
  layColumns(
    X: number,
    PLACES: number,
    n: number,
    nColumns: number,
    UNITS: number,
    scale: number,
    OUT: number,
    stride: number,
  ): void;
  /** Copies lists FROM [n u32], of k f64 and k i32 each, to lists TO [n u32] of others; the f64 divided by `scale` twice. */
  copyLists(
    DIST: number,
    INDEX: number,
    FROM: number,
    TO: number,
    n: number,
    k: number,
    scale: number,
    OUT_DIST: number,
    OUT_INDEX: number,
  ): void;
}

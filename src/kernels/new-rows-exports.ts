/** Kernels that make new rows between rows of a table: numbers are f64, rows u32. */

export interface NewRowKernels {
  /** Draws n new rows by the generator whose state is at S [4 u32]: u32 below nBases, u32 below k, f64 in [0, 1). */
  drawNew(
    S: number,
    nBases: number,
    k: number,
    n: number,
    POSITION: number,
    CHOICE: number,
    GAP: number,
  ): void;
  /** The range of VALUES at ROWS [n]: OUT [3] least, greatest, and how many are missing. */
  findRange(VALUES: number, ROWS: number, n: number, OUT: number): void;
  /** OUT [n]: from BASES [n] towards TOWARDS [n], rows of VALUES, as far as GAPS [n] say; the base's where that is missing. */
  interpolate(VALUES: number, BASES: number, TOWARDS: number, GAPS: number, n: number, OUT: number): void;
  /** Brings X [n] into a range; to whole numbers, halves up, when `isWhole` is not 0. */
  settleNumbers(X: number, n: number, low: number, high: number, isWhole: number): void;
}

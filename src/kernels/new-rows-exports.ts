/** Kernels that make new rows between rows of a table: numbers are f64, rows u32. */

export interface NewRowKernels {
  /**
   * Draws n new rows by the generator whose state is at S [4 u32]: BASES [n] of MEMBERS [nMembers], CHOICE [n u32] below k, GAP [n] in
   * [0, 1).
   */
  drawNew(
    S: number,
    MEMBERS: number,
    nMembers: number,
    k: number,
    n: number,
    BASES: number,
    CHOICE: number,
    GAP: number,
  ): void;
  /**
   * Finds the DISTINCT [count] of ROWS [n], ascending, all below `end`, and puts the place of each there in ROWS.
   * @param SLOTS scratch, [end u32] @returns the count
   */
  placeRows(ROWS: number, n: number, end: number, SLOTS: number, DISTINCT: number): number;
  /** The greatest of X [n u32]; 0 of none. */
  findGreatest(X: number, n: number): number;
  /** TOWARDS [n]: of ROWS the one that entry CHOICE [n u32] of list PLACES [n u32] of LISTS [k u32 each] says. */
  chooseRows(
    ROWS: number,
    LISTS: number,
    k: number,
    PLACES: number,
    CHOICE: number,
    n: number,
    TOWARDS: number,
  ): void;
  /** The range of VALUES at ROWS [n]: OUT [3] least, greatest, and how many are missing. */
  findRange(VALUES: number, ROWS: number, n: number, OUT: number): void;
  /**
   * OUT [n]: from BASES [n] towards TOWARDS [n], rows of VALUES, as far as GAPS [n] say; the base's where that is missing; then
   * settled.
   */
  interpolate(
    VALUES: number,
    BASES: number,
    TOWARDS: number,
    GAPS: number,
    n: number,
    low: number,
    high: number,
    isWhole: number,
    OUT: number,
  ): void;
  /** Brings X [n] into a range; to whole numbers, halves up, when `isWhole` is not 0. */
  settleNumbers(X: number, n: number, low: number, high: number, isWhole: number): void;
}

/**
 * Kernels of a support vector machine. Points lie in groups of eight, column by column, f64; kernel rows are f32; n is a multiple of
 * eight. What may not move has -Infinity in UPS, or Infinity in DOWNS, and 0 otherwise.
 */

export interface SvmKernels {
  /** OUT [n f32]: K between a point of POINTS [n / 8][dn + dc][8 f64] and all. P: numbers of RADIAL. */
  radialRow(P: number, POINTS: number, at: number, n: number, dn: number, dc: number, OUT: number): void;
  /**
   * Takes size * (UP - DOWN), two kernel rows [n f32], from U [n f64].
   * @returns the last place of the largest U that may go up; -1 when none may
   */
  svmMove(U: number, UPS: number, UP: number, DOWN: number, n: number, size: number): number;
  /**
   * @param K a kernel row [n f32] @param least of curvatures
   * @returns the last place of the largest gain (upmost - U)^2 / (2 - 2 K) among those that may go down; -1 when none is below
   *   `upmost` by the tolerance
   */
  svmChoose(
    U: number,
    DOWNS: number,
    K: number,
    n: number,
    upmost: number,
    tolerance: number,
    least: number,
  ): number;
}

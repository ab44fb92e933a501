/**
 * Kernels that measure one point against all, and those of a support vector machine. Points lie in groups of eight, column by
 * column, f64: n of G are n / 8 groups, OWN is where one stands in its group. P: POINTS. Kernel rows are f32; n is a multiple of eight.
 * What may not move has -Infinity in UPS, or Infinity in DOWNS, and 0 otherwise.
 */

export interface PointKernels {
  /** Keeps in BEST [n f64] the smaller of it and the squared distance to each point. */
  keepNearer(P: number, OWN: number, G: number, n: number, dn: number, dc: number, BEST: number): void;
  /** @param n any number @returns 1 when `needed` of the first n points are nearer than a squared distance, else 0 */
  hasNearer(
    P: number,
    OWN: number,
    G: number,
    n: number,
    dn: number,
    dc: number,
    limit: number,
    needed: number,
  ): number;
  /** OUT [n f32]: K between the point and all. */
  radialRow(P: number, OWN: number, G: number, n: number, dn: number, dc: number, OUT: number): void;
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

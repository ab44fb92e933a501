/** Kernels that find nearest neighbours. */

export interface NearestKernels {
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

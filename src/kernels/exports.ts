/** The functions of kernels.wasm. All addresses are byte offsets into the arena's memory; wasm/*.ts have the layouts. */
export interface KernelExports {
  /** Draws n words of xoshiro128** from the state at S [4 u32] to OUT [n u32]. */
  drawU32(S: number, OUT: number, n: number): void;
  /** Packs rows for `nearest`: X [n * (dn + dc)] f64 to PACK [n8 * (dn + dc)] f32 and NORM [n8] f32, n8 = n up to 8. */
  packNearest(X: number, n: number, dn: number, dc: number, m2: number, PACK: number, NORM: number): void;
  /**
   * The k nearest other rows of X of each row in Q [nq u32, nq a multiple of 4]: squared distances to DIST [nq * k f64],
   * rows to INDEX [nq * k i32]. W is scratch [4 * (dn + dc) f32]. Numbers lie in -1..1; m2, the cost of a differing code, in 0..1.
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
}

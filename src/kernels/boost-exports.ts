/** Kernels of a boosted fit. */

export interface BoostKernels {
  /**
   * Gradients of all channels of the job at P (BOOST_JOB names its fields), at its scores. `scratch`: BOOST_PARTS.SCRATCH_BYTES bytes of
   * the thread.
   */
  boostGradients(P: number, scratch: number): void;
  /** Grows the tree of the job's channel and adds it to the scores. Returns the number of its leaves. */
  boostTree(P: number, scratch: number): number;
  /** Helps with the job of another thread until that ends it. Returns how many parts it did. */
  boostAssist(P: number, scratch: number): number;
  /** Ends a job: those who help go. */
  boostEnd(P: number): void;
}

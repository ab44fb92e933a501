/** The functions of kernels.wasm. All addresses are byte offsets into the arena's memory; wasm/*.ts have the layouts. */
export interface KernelExports {
  /** Draws n words of xoshiro128** from the state at S [4 u32] to OUT [n u32]. */
  drawU32(S: number, OUT: number, n: number): void;
}

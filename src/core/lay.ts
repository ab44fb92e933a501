/** Arrays laid in scratch memory, for kernels. */
import type { Scratch } from './arena.js';

/** @returns where they begin */
export function layUints(scratch: Scratch, values: Uint32Array | Int32Array): number {
  const at = scratch.alloc(4 * values.length);
  scratch.u32(at, values.length).set(values);
  return at;
}

/** @returns where they begin */
export function layFloats(scratch: Scratch, values: Float64Array): number {
  const at = scratch.alloc(8 * values.length);
  scratch.f64(at, values.length).set(values);
  return at;
}

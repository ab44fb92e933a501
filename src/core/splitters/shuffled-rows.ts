/** Rows in random order. */
import type { Rng } from '../rng.js';

/** 0..n-1 shuffled. */
export const shuffledRows = (n: number, rng: Rng): Uint32Array =>
  rng.shuffle(Uint32Array.from({ length: n }, (_, row) => row));

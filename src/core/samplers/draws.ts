/** Which rows grow new ones, towards which of their neighbours, and how far. */
import type { Engine } from '../arena.js';
import { nearestRows } from '../neighbours/nearest.js';
import type { DistanceSpace } from '../neighbours/space.js';
import type { Rng } from '../rng.js';

/** One entry a new row. */
export interface Draws {
  /** Position of its base among those that may grow, with replacement. */
  readonly position: Uint32Array;
  /** Which of the k neighbours of its base it grows towards. */
  readonly choice: Uint32Array;
  /** In [0, 1). */
  readonly gap: Float64Array;
}

/** Bases, neighbours and gaps, all uniform, as SMOTE draws them. */
export function drawNew(rng: Rng, nBases: number, k: number, nNew: number): Draws {
  const position = new Uint32Array(nNew);
  const choice = new Uint32Array(nNew);
  const gap = new Float64Array(nNew);
  for (let i = 0; i < nNew; i++) {
    position[i] = rng.below(nBases);
    choice[i] = rng.below(k);
    gap[i] = rng.uniform();
  }
  return { position, choice, gap };
}

/**
 * The k nearest candidates of each base; a base that stands there again asks once.
 * @param candidates distinct rows of the table
 * @param bases rows of the table, none of them a neighbour of itself
 * @param k from 1 to the number of candidates, less one when a base is a candidate
 * @returns [bases.length * k] rows of the table, nearest first
 */
export function neighboursOf(
  space: DistanceSpace,
  candidates: Uint32Array,
  bases: Uint32Array,
  k: number,
  engine: Engine,
): Uint32Array {
  const queries = Uint32Array.from(new Set(bases)).sort();
  const slotOf = new Map<number, number>();
  queries.forEach((row, slot) => {
    slotOf.set(row, slot);
  });
  const { index } = nearestRows(space, candidates, queries, k, engine);
  const found = new Uint32Array(bases.length * k);
  bases.forEach((row, i) => {
    const from = (slotOf.get(row) ?? 0) * k;
    for (let j = 0; j < k; j++) found[i * k + j] = candidates[index[from + j]];
  });
  return found;
}

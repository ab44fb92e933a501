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

/** Bases, neighbours and gaps, all uniform, as SMOTE draws them; the generator is where it would be after as many draws. */
export function drawNew(rng: Rng, nBases: number, k: number, nNew: number, engine: Engine): Draws {
  return engine.arena.scope((scratch) => {
    const [STATE, POSITION, CHOICE] = [16, 4 * nNew, 4 * nNew].map((bytes) => scratch.alloc(bytes));
    const GAP = scratch.alloc(8 * nNew);
    const state = scratch.u32(STATE, 4);
    state.set(rng.state);
    engine.kernels.drawNew(STATE, nBases, k, nNew, POSITION, CHOICE, GAP);
    rng.state.set(state);
    return {
      position: scratch.u32(POSITION, nNew).slice(),
      choice: scratch.u32(CHOICE, nNew).slice(),
      gap: scratch.f64(GAP, nNew).slice(),
    };
  });
}

/** The neighbour that each new row was drawn. @param near [nNew * k] @param choice [nNew] 0..k-1 */
export function chosenOf(near: Uint32Array, choice: Uint32Array, k: number): Uint32Array {
  const chosen = new Uint32Array(choice.length);
  for (let i = 0; i < choice.length; i++) chosen[i] = near[i * k + choice[i]];
  return chosen;
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
  const { distinct, slotOf } = eachOnce(bases);
  const { index } = nearestRows(space, candidates, distinct, k, engine);
  const found = new Uint32Array(bases.length * k);
  for (let i = 0, to = 0; i < bases.length; i++) {
    const from = slotOf[bases[i]] * k;
    for (let j = 0; j < k; j++) found[to++] = candidates[index[from + j]];
  }
  return found;
}

/** Rows without repeats, ascending, and the position of each among them by row. */
function eachOnce(rows: Uint32Array): { distinct: Uint32Array; slotOf: Uint32Array } {
  let last = 0;
  for (let i = 0; i < rows.length; i++) last = Math.max(last, rows[i]);
  const slotOf = new Uint32Array(last + 1);
  for (let i = 0; i < rows.length; i++) slotOf[rows[i]] = 1;
  const distinct = new Uint32Array(rows.length);
  let count = 0;
  for (let row = 0; row <= last; row++) {
    if (slotOf[row] === 0) continue;
    distinct[count] = row;
    slotOf[row] = count++;
  }
  return { distinct: distinct.slice(0, count), slotOf };
}

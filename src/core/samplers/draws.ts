/** Which rows grow new ones, towards which of their neighbours, and how far. */
import type { Engine } from '../arena.js';
import { layUints } from '../lay.js';
import { nearestRows } from '../neighbours/nearest.js';
import type { DistanceSpace } from '../neighbours/space.js';
import type { Rng } from '../rng.js';

/** One entry a new row. */
export interface Draws {
  /** Its base, with replacement. */
  readonly bases: Uint32Array;
  /** Which of the k neighbours of its base it grows towards. */
  readonly choice: Uint32Array;
  /** In [0, 1). */
  readonly gaps: Float64Array;
}

/** New rows that one call of the kernel draws: the next call may find it better compiled. */
const DRAWN_AT_ONCE = 8192;

/**
 * Bases, neighbours and gaps, all uniform, as SMOTE draws them: `below` the members, `below` k, `uniform`, row by row.
 * @param members those that may grow
 */
export function drawNew(rng: Rng, members: Uint32Array, k: number, nNew: number, engine: Engine): Draws {
  return engine.arena.scope((scratch) => {
    const STATE = layUints(scratch, rng.state);
    const MEMBERS = layUints(scratch, members);
    const [BASES, CHOICE, GAP] = [4 * nNew, 4 * nNew, 8 * nNew].map((bytes) => scratch.alloc(bytes));
    for (let first = 0; first < nNew; first += DRAWN_AT_ONCE) {
      const n = Math.min(DRAWN_AT_ONCE, nNew - first);
      const [bases, choice, gap] = [BASES + 4 * first, CHOICE + 4 * first, GAP + 8 * first];
      engine.kernels.drawNew(STATE, MEMBERS, members.length, k, n, bases, choice, gap);
    }
    rng.state.set(scratch.u32(STATE, 4));
    return {
      bases: scratch.u32(BASES, nNew).slice(),
      choice: scratch.u32(CHOICE, nNew).slice(),
      gaps: scratch.f64(GAP, nNew).slice(),
    };
  });
}

/** Whom new rows grow towards. */
export interface Neighboured {
  /** [nNew] row of the table. */
  readonly towards: Uint32Array;
  /** [nNew * k] all neighbours of the base, nearest first; empty in a space without categories, on which they would vote. */
  readonly voters: Uint32Array;
}

/**
 * The neighbour of each base that was drawn, of its k nearest candidates.
 * @param candidates as of `neighboursOf` @param bases as of `neighboursOf` @param choice [bases.length] 0..k-1
 */
export function neighboursDrawn(
  space: DistanceSpace,
  candidates: Uint32Array,
  { bases, choice }: { readonly bases: Uint32Array; readonly choice: Uint32Array },
  k: number,
  engine: Engine,
): Neighboured {
  const { distinct, places } = eachOnce(bases, engine);
  const { index } = nearestRows(space, candidates, distinct, k, engine);
  const hasCodes = space.units.includes(null);
  const voters = hasCodes ? listsOf(rowsAt(candidates, index), places, k) : new Uint32Array(0);
  const towards = engine.arena.scope((scratch) => {
    const [ROWS, LISTS, PLACES, CHOICE] = [candidates, index, places, choice].map((values) =>
      layUints(scratch, values),
    );
    const TOWARDS = scratch.alloc(4 * bases.length);
    engine.kernels.chooseRows(ROWS, LISTS, k, PLACES, CHOICE, bases.length, TOWARDS);
    return scratch.u32(TOWARDS, bases.length).slice();
  });
  return { towards, voters };
}

/** The candidates at some positions. */
function rowsAt(candidates: Uint32Array, index: Int32Array): Uint32Array {
  const rows = new Uint32Array(index.length);
  for (let i = 0; i < rows.length; i++) rows[i] = candidates[index[i]];
  return rows;
}

/** The lists at some places, [places.length * k]. @param near [distinct * k] */
function listsOf(near: Uint32Array, places: Uint32Array, k: number): Uint32Array {
  const lists = new Uint32Array(places.length * k);
  for (let i = 0, to = 0; i < places.length; i++) {
    for (let j = 0; j < k; j++) lists[to++] = near[places[i] * k + j];
  }
  return lists;
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
  const { distinct, places } = eachOnce(bases, engine);
  const { index } = nearestRows(space, candidates, distinct, k, engine);
  const near = rowsAt(candidates, index);
  return distinct.length === bases.length && places.every((place, i) => place === i)
    ? near
    : listsOf(near, places, k);
}

/** Rows without repeats, ascending, and the place of each among them. */
function eachOnce(rows: Uint32Array, engine: Engine): { distinct: Uint32Array; places: Uint32Array } {
  return engine.arena.scope((scratch) => {
    const ROWS = layUints(scratch, rows);
    const end = 1 + engine.kernels.findGreatest(ROWS, rows.length);
    const [SLOTS, DISTINCT] = [end, rows.length].map((length) => scratch.alloc(4 * length));
    const count = engine.kernels.placeRows(ROWS, rows.length, end, SLOTS, DISTINCT);
    return { distinct: scratch.u32(DISTINCT, count).slice(), places: scratch.u32(ROWS, rows.length).slice() };
  });
}

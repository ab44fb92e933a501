/**
 * The nearest others of rows among those that are left, while rows leave: what editing rules ask again and again. A list is
 * made anew only when it lost a row, since all others stay as they are.
 */
import type { Engine } from '../arena.js';
import type { DistanceSpace } from '../neighbours/space.js';
import { neighboursOf } from './draws.js';

/** What neighbours must say for a row to stay. */
export type Selection = 'all' | 'mode';

/** The class that most of some rows have; ties to the first class. @param rows at least one */
export function commonestOf(y: Float64Array, rows: ArrayLike<number>): number {
  let best = 0;
  let bestVotes = 0;
  for (let i = 0; i < rows.length; i++) {
    const label = y[rows[i]];
    let votes = 0;
    for (let j = 0; j < rows.length; j++) if (y[rows[j]] === label) votes++;
    if (votes > bestVotes || (votes === bestVotes && label < best)) {
      best = label;
      bestVotes = votes;
    }
  }
  return best;
}

/** Are all neighbours of the class, or most? */
const speakFor = (y: Float64Array, near: Uint32Array, label: number, kind: Selection): boolean =>
  kind === 'mode' ? commonestOf(y, near) === label : near.every((row) => y[row] === label);

export class Neighbourhoods {
  #left: Uint32Array;
  #asking: Uint32Array;
  /** [asking * k] nearest first. */
  #near: Uint32Array;
  /** Rows that left since lists were made. */
  readonly #gone = new Set<number>();

  /**
   * @param left distinct rows, ascending, more than k
   * @param asking those of them whose neighbours are looked up
   */
  constructor(
    readonly space: DistanceSpace,
    left: Uint32Array,
    asking: Uint32Array,
    readonly k: number,
    readonly engine: Engine,
  ) {
    this.#left = left;
    this.#asking = asking;
    this.#near = neighboursOf(space, left, asking, k, engine);
  }

  /** Rows that are left, ascending. */
  get left(): Uint32Array {
    return this.#left;
  }

  /** Rows that ask whose first neighbours do not speak for their class; more than k must be left. @param nFirst 1..k */
  misfits(y: Float64Array, kind: Selection, nFirst = this.k): Uint32Array {
    const { k } = this;
    if (this.#gone.size > 0) this.#renew();
    return this.#asking.filter(
      (row, i) => !speakFor(y, this.#near.subarray(i * k, i * k + nFirst), y[row], kind),
    );
  }

  /** Takes rows out. */
  drop(gone: Uint32Array): void {
    for (const row of gone) this.#gone.add(row);
    this.#left = this.#left.filter((row) => !this.#gone.has(row));
  }

  /** Brings lists up to date. */
  #renew(): void {
    const { k } = this;
    const before = this.#near;
    const places = Uint32Array.from(this.#asking.keys()).filter((i) => !this.#gone.has(this.#asking[i]));
    this.#asking = places.map((i) => this.#asking[i]);
    this.#near = new Uint32Array(places.length * k);
    const stale: number[] = [];
    places.forEach((from, to) => {
      const list = before.subarray(from * k, (from + 1) * k);
      if (list.some((row) => this.#gone.has(row))) stale.push(to);
      this.#near.set(list, to * k);
    });
    const rows = Uint32Array.from(stale, (i) => this.#asking[i]);
    const fresh = neighboursOf(this.space, this.#left, rows, k, this.engine);
    stale.forEach((to, i) => {
      this.#near.set(fresh.subarray(i * k, (i + 1) * k), to * k);
    });
    this.#gone.clear();
  }
}

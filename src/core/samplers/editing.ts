/** What Wilson's rule and those that repeat it share: their parameters, whom they ask, and when to stop. */
import { distanceSpace } from '../neighbours/space.js';
import type { ParamSpec } from '../params.js';
import type { WorkWarning } from '../schemas/metric-value.js';
import { byClass, distinctRows, rowsOfClasses } from './class-rows.js';
import { scaleOf } from './neighbour-params.js';
import { Neighbourhoods, type Selection } from './neighbourhoods.js';
import type { SampleInput } from './sampler.js';
import { classesToClean, smallestClass } from './strategy.js';
import { usableK } from './usable-k.js';

export const nNeighbors: ParamSpec = {
  type: 'int',
  default: 3,
  min: 1,
  help: 'nearest others of any class that say whether a row stays',
  aliases: ['k'],
};

export const kindSel: ParamSpec = {
  type: 'word',
  default: 'all',
  words: ['all', 'mode'],
  help: 'a row stays when all neighbours are of its class, or most (mode)',
};

/** The value of `kind_sel`. */
export const selectionOf = ({ params }: SampleInput): Selection =>
  params.kind_sel === 'mode' ? 'mode' : 'all';

/** Has a class lost all its rows? */
const hasVanished = (before: readonly number[], now: readonly number[]): boolean =>
  before.some((count, label) => count > 0 && now[label] === 0);

/** Has another class fewer rows than the smallest had? */
function isBelowSmallest(before: readonly number[], now: readonly number[]): boolean {
  const smallest = smallestClass(before);
  return before.some((count, label) => count > 0 && label !== smallest && now[label] < before[smallest]);
}

const countsOf = (rows: readonly Uint32Array[]) => rows.map(({ length }) => length);

/** Training rows that are edited, round after round; which classes are cleaned is said of the rows that came in. */
export class Editing {
  readonly warnings: WorkWarning[] = [];
  /** Neighbours that have a say; 0 where there are no two rows. */
  readonly k: number;
  readonly #before: readonly number[];
  readonly #near: Neighbourhoods | null;

  /** @throws AssayError exit 2 for a regression task */
  constructor(
    samplerId: string,
    readonly input: SampleInput,
  ) {
    const { table, rows, y, params, engine } = input;
    const members = rowsOfClasses(samplerId, input);
    const isCleaned = classesToClean(input, members);
    const distinct = distinctRows(rows);
    const wanted = Number(params.n_neighbors);
    const isAlone = distinct.length < 2;
    this.#before = countsOf(members);
    this.k = isAlone ? 0 : usableK(samplerId, 'the training data', wanted, distinct.length, this.warnings);
    const space = distanceSpace(table.columns, rows, rows, scaleOf(params));
    const asking = distinct.filter((row) => isCleaned[y[row]]);
    this.#near = isAlone ? null : new Neighbourhoods(space, distinct, asking, this.k, engine);
  }

  /** Distinct rows that are left. */
  get left(): Uint32Array {
    return this.#near?.left ?? distinctRows(this.input.rows);
  }

  /** Rows of the classes that are cleaned whose first neighbours do not speak for them. @param nFirst 1..k */
  misfits(kind: Selection, nFirst = this.k): Uint32Array {
    return this.#near?.misfits(this.input.y, kind, nFirst) ?? new Uint32Array(0);
  }

  /**
   * Takes rows out.
   * @param mayFall whether another class may become smaller than the smallest was
   * @returns whether another round may follow
   */
  drop(gone: Uint32Array, mayFall: boolean): boolean {
    if (this.#near === null) return false;
    this.#near.drop(gone);
    const { left, input } = this;
    const isLeft = new Set(left);
    const now = countsOf(
      byClass(
        input,
        input.rows.filter((row) => isLeft.has(row)),
      ),
    );
    if (hasVanished(this.#before, now) || (!mayFall && isBelowSmallest(this.#before, now))) return false;
    return left.length > this.k;
  }
}

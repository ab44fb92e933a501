/**
 * The radial kernel K(a, b) = exp(-gamma d(a, b)^2) between rows of a table, for the distance that samplers use; rows of the
 * matrix are worked out when they are asked for, and the last ones kept.
 *
 * They are kept in f32, as LIBSVM keeps them (Chang & Lin 2011, ACM TIST 2(3):27): twice as many stay.
 */

import type { DistanceSpace } from '../neighbours/space.js';
import { type SearchedTable, searchedTable, writeTableRows } from '../neighbours/table-rows.js';
import { exp } from '../numeric.js';

/** Bytes of rows that are kept: LIBSVM keeps 200 MB. */
const CACHE_BYTES = 1 << 27;

/** Rows of a table as points of its distance. */
export class Points {
  readonly nRows: number;
  readonly #table: SearchedTable;
  readonly #width: number;
  /** [nRows * width] numbers times `scale`, NaN missing, then codes. */
  readonly #cells: Float64Array;
  readonly #cost: number;
  /** The squared distance, in the table's unit, of numbers of two rows that have none in common. */
  readonly #apart: () => number;

  /** @param rows rows of the table: the points, in that order */
  constructor(space: DistanceSpace, rows: Uint32Array) {
    this.nRows = rows.length;
    this.#table = searchedTable(space, [rows]);
    this.#width = this.#table.numbers.length + this.#table.codes.length;
    this.#cells = new Float64Array(rows.length * this.#width);
    writeTableRows(this.#table, rows, this.#cells);
    const squared = this.#table.scale ** 2;
    this.#cost = space.categoryCost * squared;
    let apart: number | undefined;
    this.#apart = () => {
      apart ??= space.apart() * squared;
      return apart;
    };
  }

  /** Variance of all cells of numbers taken together, which is how scikit-learn's `gamma="scale"` has it. */
  #numberVariance(): number {
    const nNumbers = this.#table.numbers.length;
    let count = 0;
    let sum = 0;
    let squares = 0;
    const each = (visit: (cell: number) => void) => {
      for (let row = 0; row < this.nRows; row++) {
        for (let k = 0; k < nNumbers; k++) {
          const cell = this.#cells[row * this.#width + k];
          if (!Number.isNaN(cell)) visit(cell);
        }
      }
    };
    each((cell) => {
      count++;
      sum += cell;
    });
    each((cell) => {
      squares += (cell - sum / count) ** 2;
    });
    return count > 0 ? squares / count : 0;
  }

  /** The share of pairs of points, drawn with replacement, that differ in a code. @param k its place in a row */
  #differingShare(k: number): number {
    const counts = new Map<number, number>();
    for (let row = 0; row < this.nRows; row++) {
      const code = this.#cells[row * this.#width + k];
      counts.set(code, (counts.get(code) ?? 0) + 1);
    }
    let same = 0;
    for (const count of counts.values()) same += (count / this.nRows) ** 2;
    return 1 - same;
  }

  /**
   * gamma, one over half of the mean squared distance: for numbers 1 / (columns * variance of all cells), scikit-learn's
   * `gamma="scale"`; a category adds half of its cost times the share of pairs that differ. 1 where points do not.
   * In the unit of `squaredFrom`.
   */
  scaledGamma(): number {
    const nNumbers = this.#table.numbers.length;
    let spread = nNumbers * this.#numberVariance();
    for (let k = nNumbers; k < this.#width; k++) spread += (this.#cost * this.#differingShare(k)) / 2;
    return spread > 0 ? 1 / spread : 1;
  }

  #squaredNumbers(a: number, b: number): number {
    const cells = this.#cells;
    const nNumbers = this.#table.numbers.length;
    let sum = 0;
    let seen = 0;
    for (let k = 0; k < nNumbers; k++) {
      const difference = cells[a + k] - cells[b + k];
      if (Number.isNaN(difference)) continue;
      sum += difference * difference;
      seen++;
    }
    if (seen === nNumbers) return sum;
    return seen === 0 ? this.#apart() : (sum / seen) * nNumbers;
  }

  /** Squared distances from a point to others, in a unit of their own. @param out OUT [others.length] */
  squaredFrom(point: number, others: Uint32Array, out: Float64Array): void {
    const nNumbers = this.#table.numbers.length;
    const a = point * this.#width;
    for (let i = 0; i < others.length; i++) {
      const b = others[i] * this.#width;
      let squared = this.#squaredNumbers(a, b);
      for (let k = nNumbers; k < this.#width; k++) {
        if (this.#cells[a + k] !== this.#cells[b + k]) squared += this.#cost;
      }
      out[i] = squared;
    }
  }
}

/** Rows of the kernel's matrix between some points. */
export class KernelRows {
  /** By position among the members; the one asked for last stands last. */
  readonly #kept = new Map<number, Float32Array>();
  readonly #most: number;
  readonly #squared: Float64Array;

  /** @param members points */
  constructor(
    readonly points: Points,
    readonly members: Uint32Array,
    readonly gamma: number,
  ) {
    this.#most = Math.max(2, Math.floor(CACHE_BYTES / (4 * members.length)));
    this.#squared = new Float64Array(members.length);
  }

  get length(): number {
    return this.members.length;
  }

  /** Room for a row: that of the one asked for longest ago, when there are enough. */
  #room(): Float32Array {
    if (this.#kept.size < this.#most) return new Float32Array(this.length);
    const [oldest, row] = this.#kept.entries().next().value as [number, Float32Array];
    this.#kept.delete(oldest);
    return row;
  }

  /** K(i, ·), [length]; valid until many others have been asked for. @param i position among the members */
  row(i: number): Float32Array {
    let row = this.#kept.get(i);
    if (row) this.#kept.delete(i);
    else {
      row = this.#room();
      this.points.squaredFrom(this.members[i], this.members, this.#squared);
      for (let j = 0; j < row.length; j++) row[j] = exp(-this.gamma * this.#squared[j]);
    }
    this.#kept.set(i, row);
    return row;
  }
}

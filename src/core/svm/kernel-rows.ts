/**
 * The radial kernel K(a, b) = exp(-gamma d(a, b)^2) between rows of a table, for the distance that samplers use; rows of the
 * matrix are worked out when they are asked for, and the last ones kept.
 *
 * They are kept in f32, as LIBSVM keeps them (Chang & Lin 2011, ACM TIST 2(3):27): twice as many stay.
 */

import type { Measure } from '../neighbours/measure.js';
import { exp } from '../numeric.js';

/** Bytes of rows that are kept: LIBSVM keeps 200 MB. */
const CACHE_BYTES = 1 << 27;

/** Rows of the kernel's matrix between some points. */
export class KernelRows {
  /** By position among the members; the one asked for last stands last. */
  readonly #kept = new Map<number, Float32Array>();
  readonly #most: number;

  /** @param members positions among the rows that are measured */
  constructor(
    readonly measure: Measure,
    readonly members: Uint32Array,
    readonly gamma: number,
  ) {
    this.#most = Math.max(2, Math.floor(CACHE_BYTES / (4 * members.length)));
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
      const from = this.members[i];
      for (let j = 0; j < row.length; j++) {
        row[j] = exp(-this.gamma * this.measure.squared(from, this.members[j]));
      }
    }
    this.#kept.set(i, row);
    return row;
  }
}

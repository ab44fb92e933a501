/**
 * The radial kernel K(a, b) = exp(-gamma d(a, b)^2) between rows of a table, for the distance that samplers use; rows of the
 * matrix are worked out when they are asked for, and the last ones kept.
 *
 * They are kept in f32, as LIBSVM keeps them (Chang & Lin 2011, ACM TIST 2(3):27): twice as many stay.
 */

import { POINTS } from '../../kernels/exports.js';
import type { Engine, Scratch } from '../arena.js';
import { GroupedPoints } from '../neighbours/grouped-points.js';
import type { DistanceSpace } from '../neighbours/space.js';

/** Bytes of rows that are kept: LIBSVM keeps 200 MB. */
const CACHE_BYTES = 1 << 27;

/** Rows of the kernel's matrix between rows of a table, as offsets in the arena. */
export class KernelRows {
  readonly #points: GroupedPoints;
  /** Offsets by position among the members; the one asked for last stands last. */
  readonly #kept = new Map<number, number>();
  readonly #most: number;

  /** @param rows that the machine is trained on @param members of them, between which the kernel is asked for */
  constructor(
    readonly engine: Engine,
    readonly scratch: Scratch,
    space: DistanceSpace,
    rows: Uint32Array,
    members: Uint32Array,
    gamma: number,
  ) {
    this.#points = new GroupedPoints(scratch, space, members, rows);
    const { numbers, scale } = this.#points;
    // Exact, as the scale is a power of two.
    scratch.f64(numbers, POINTS.bytes / 8)[POINTS.gamma] = gamma / scale / scale;
    this.#most = Math.max(2, Math.floor(CACHE_BYTES / (4 * this.padded)));
  }

  /** Rows of the matrix are this long: beyond the points is what only fills up. A multiple of eight. */
  get padded(): number {
    return this.#points.padded;
  }

  /** Room for a row: that of the one asked for longest ago, when there are enough. */
  #room(): number {
    if (this.#kept.size < this.#most) return this.scratch.alloc(4 * this.padded);
    const [oldest, at] = this.#kept.entries().next().value as [number, number];
    this.#kept.delete(oldest);
    return at;
  }

  /** K(i, ·), [padded f32]; valid until two others have been asked for. @param i position among the members */
  row(i: number): number {
    let at = this.#kept.get(i);
    if (at !== undefined) this.#kept.delete(i);
    else {
      at = this.#room();
      const { numbers, groups, nNumbers, nCodes } = this.#points;
      const own = this.#points.at(i);
      this.engine.kernels.radialRow(numbers, own, groups, this.padded, nNumbers, nCodes, at);
    }
    this.#kept.set(i, at);
    return at;
  }
}

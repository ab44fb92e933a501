/**
 * The radial kernel K(a, b) = exp(-gamma d(a, b)^2) between rows of a table, for the distance that samplers use; rows of the
 * matrix are worked out when they are asked for, and the last ones kept.
 *
 * They are kept in f32, as LIBSVM keeps them (Chang & Lin 2011, ACM TIST 2(3):27): twice as many stay.
 */

import { RADIAL } from '../../kernels/exports.js';
import type { Engine, Scratch } from '../arena.js';
import type { DistanceSpace } from '../neighbours/space.js';
import { searchedTable, writeTableRows } from '../neighbours/table-rows.js';

/** Bytes of rows that are kept: LIBSVM keeps 200 MB. */
const CACHE_BYTES = 1 << 27;

/** Points that kernels take at once. */
const GROUP = 8;

/** Rows as kernels take them: in groups, column by column, the last group filled up with zeros. @param cells row-major */
function layGroups(scratch: Scratch, cells: Float64Array, nRows: number, width: number): number {
  const padded = GROUP * Math.ceil(nRows / GROUP);
  const at = scratch.alloc(8 * padded * width);
  const laid = scratch.f64(at, padded * width).fill(0);
  for (let row = 0; row < nRows; row++) {
    const to = (row - (row % GROUP)) * width + (row % GROUP);
    for (let k = 0; k < width; k++) laid[to + GROUP * k] = cells[row * width + k];
  }
  return at;
}

/** Rows of the kernel's matrix between rows of a table, as offsets in the arena. */
export class KernelRows {
  /** Rows of the matrix are this long: beyond the points is what only fills up. A multiple of `GROUP`. */
  readonly padded: number;
  readonly #numbers: number;
  readonly #points: number;
  readonly #nNumbers: number;
  readonly #nCodes: number;
  /** Offsets by position among the members; the one asked for last stands last. */
  readonly #kept = new Map<number, number>();
  readonly #most: number;

  /** @param rows that the machine is trained on @param members of them, between which the kernel is asked for */
  constructor(
    readonly engine: Engine,
    readonly scratch: Scratch,
    space: DistanceSpace,
    rows: Uint32Array,
    readonly members: Uint32Array,
    gamma: number,
  ) {
    const table = searchedTable(space, [rows]);
    const { scale, holey } = table;
    [this.#nNumbers, this.#nCodes] = [table.numbers.length, table.codes.length];
    const width = this.#nNumbers + this.#nCodes;
    const cells = new Float64Array(members.length * width);
    writeTableRows(table, members, cells);
    this.#points = layGroups(scratch, cells, members.length, width);
    this.#numbers = scratch.alloc(RADIAL.bytes);
    const numbers = scratch.f64(this.#numbers, RADIAL.bytes / 8);
    const isHoley = holey.includes(true);
    // Exact, as the scale is a power of two.
    numbers[RADIAL.gamma] = gamma / scale / scale;
    numbers[RADIAL.cost] = space.categoryCost * scale * scale;
    numbers[RADIAL.apart] = isHoley ? space.apart() * scale * scale : 0;
    numbers[RADIAL.holey] = Number(isHoley);
    this.padded = GROUP * Math.ceil(members.length / GROUP);
    this.#most = Math.max(2, Math.floor(CACHE_BYTES / (4 * this.padded)));
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
      const { kernels } = this.engine;
      kernels.radialRow(this.#numbers, this.#points, i, this.padded, this.#nNumbers, this.#nCodes, at);
    }
    this.#kept.set(i, at);
    return at;
  }
}

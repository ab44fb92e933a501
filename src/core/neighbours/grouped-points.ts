/** Rows laid in groups of eight, column by column: as kernels want them that measure one against all. */
import { POINTS } from '../../kernels/exports.js';
import type { Scratch } from '../arena.js';
import type { DistanceSpace } from './space.js';
import { lookAtAll, numbersOf, searchedTable, writeTableRows } from './table-rows.js';

const GROUP = 8;
const CELL_BYTES = 8;

/** Rows as points. What is measured is in the scale of the points: `scale` times itself more than in the space. */
export class GroupedPoints {
  /** Offsets in the arena of `POINTS`, and of the groups. */
  readonly numbers: number;
  readonly groups: number;
  readonly nNumbers: number;
  readonly nCodes: number;
  /** A power of two. */
  readonly scale: number;
  /** Points with those that only fill the last group up, of zeros. */
  readonly padded: number;

  /** @param rows of the table @param among all rows that are measured in this scale, these among them */
  constructor(
    readonly scratch: Scratch,
    space: DistanceSpace,
    rows: Uint32Array,
    among: Uint32Array = rows,
  ) {
    const table = searchedTable(space, [lookAtAll(numbersOf(space), among)]);
    this.scale = table.scale;
    [this.nNumbers, this.nCodes] = [table.numbers.length, table.codes.length];
    const cells = new Float64Array(rows.length * this.#width);
    writeTableRows(table, rows, cells);
    this.padded = GROUP * Math.ceil(rows.length / GROUP);
    this.groups = this.#layGroups(cells, rows.length);
    const isHoley = table.holey.includes(true);
    this.numbers = scratch.alloc(POINTS.bytes);
    const numbers = scratch.f64(this.numbers, POINTS.bytes / 8).fill(0);
    numbers[POINTS.cost] = space.categoryCost * this.scale * this.scale;
    numbers[POINTS.apart] = isHoley ? space.apart() * this.scale * this.scale : 0;
    numbers[POINTS.holey] = Number(isHoley);
  }

  get #width(): number {
    return this.nNumbers + this.nCodes;
  }

  #layGroups(cells: Float64Array, nRows: number): number {
    const at = this.room(nRows);
    const laid = this.scratch.f64(at, this.padded * this.#width).fill(0);
    for (let row = 0; row < nRows; row++) {
      const to = this.#cellOf(row);
      for (let k = 0; k < this.#width; k++) laid[to + GROUP * k] = cells[row * this.#width + k];
    }
    return at;
  }

  /** Index of the first cell of a point; the others are a group apart. */
  #cellOf(point: number): number {
    const place = point % GROUP;
    return (point - place) * this.#width + place;
  }

  /** Room for some of the points, in groups. @returns its offset */
  room(nPoints: number): number {
    return this.scratch.alloc(CELL_BYTES * GROUP * Math.ceil(nPoints / GROUP) * this.#width);
  }

  /** Where a point stands. */
  at(point: number): number {
    return this.groups + CELL_BYTES * this.#cellOf(point);
  }

  /** Copies a point. @param room OUT its offset @param to the place there */
  copy(point: number, room: number, to: number): void {
    const length = GROUP * (this.#width - 1) + 1;
    const from = this.scratch.f64(this.at(point), length);
    const into = this.scratch.f64(room + CELL_BYTES * this.#cellOf(to), length);
    for (let k = 0; k < this.#width; k++) into[GROUP * k] = from[GROUP * k];
  }
}

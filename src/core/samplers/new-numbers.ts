/**
 * Cells of new rows, one column of numbers at a time in the arena, by kernels: a loop in JavaScript runs slowly until it has
 * run for long, and most samplers are used once.
 */
import type { Engine, Scratch } from '../arena.js';
import type { NumericColumn } from '../table.js';

/** What the training rows have in a column. */
export interface Range {
  readonly low: number;
  readonly high: number;
  /** Is some cell missing? */
  readonly holey: boolean;
}

const layUints = (scratch: Scratch, values: Uint32Array): number => {
  const at = scratch.alloc(4 * values.length);
  scratch.u32(at, values.length).set(values);
  return at;
};

const layFloats = (scratch: Scratch, values: Float64Array): number => {
  const at = scratch.alloc(8 * values.length);
  scratch.f64(at, values.length).set(values);
  return at;
};

/** What some rows have in each column. @param columns of one length */
export function rangesOf(columns: readonly NumericColumn[], rows: Uint32Array, engine: Engine): Range[] {
  return engine.arena.scope((scratch) => {
    const nRows = columns[0]?.values.length ?? 0;
    const ROWS = layUints(scratch, rows);
    const VALUES = scratch.alloc(8 * nRows);
    const OUT = scratch.alloc(24);
    return columns.map(({ values }) => {
      scratch.f64(VALUES, nRows).set(values);
      engine.kernels.findRange(VALUES, ROWS, rows.length, OUT);
      const [low, high, nMissing] = scratch.f64(OUT, 3);
      return { low, high, holey: nMissing > 0 };
    });
  });
}

/** New rows between others: one entry a new row. */
export interface Between {
  /** Row of the table. */
  readonly bases: Uint32Array;
  readonly towards: Uint32Array;
  readonly gaps: Float64Array;
}

/** A column to be made. */
export interface Made {
  readonly column: NumericColumn;
  /** What its cells are brought under; null: they stay as they come. */
  readonly range: Range | null;
  /** OUT [nNew] */
  readonly cells: Float64Array;
}

/** Brings cells under a range, and to whole numbers where the column is whole. @param OUT where n of them lie */
const settleAt = (OUT: number, n: number, column: NumericColumn, { low, high }: Range, { kernels }: Engine) =>
  kernels.settleNumbers(OUT, n, low, high, column.integer ? 1 : 0);

/** Makes the cells of new rows. @param all columns of one length */
export function makeBetween({ bases, towards, gaps }: Between, all: readonly Made[], engine: Engine): void {
  const nNew = bases.length;
  engine.arena.scope((scratch) => {
    const nRows = all[0]?.column.values.length ?? 0;
    const [BASES, TOWARDS] = [layUints(scratch, bases), layUints(scratch, towards)];
    const GAPS = layFloats(scratch, gaps);
    const VALUES = scratch.alloc(8 * nRows);
    const OUT = scratch.alloc(8 * nNew);
    for (const { column, range, cells } of all) {
      scratch.f64(VALUES, nRows).set(column.values);
      engine.kernels.interpolate(VALUES, BASES, TOWARDS, GAPS, nNew, OUT);
      if (range) settleAt(OUT, nNew, column, range, engine);
      cells.set(scratch.f64(OUT, nNew));
    }
  });
}

/** Brings cells that are there already under a range. @param cells OUT */
export function settleCells(column: NumericColumn, range: Range, cells: Float64Array, engine: Engine): void {
  engine.arena.scope((scratch) => {
    const OUT = layFloats(scratch, cells);
    settleAt(OUT, cells.length, column, range, engine);
    cells.set(scratch.f64(OUT, cells.length));
  });
}

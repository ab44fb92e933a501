/**
 * Cells of new rows, one column of numbers at a time in the arena, by kernels: a loop in JavaScript runs slowly until it has
 * run for long, and most samplers are used once.
 */
import type { Engine, Scratch } from '../arena.js';
import { layFloats, layUints } from '../lay.js';
import type { NumericColumn } from '../table.js';
import { stepsOf, toStep } from './column-steps.js';

/** What the training rows have in a column. */
export interface Range {
  readonly low: number;
  readonly high: number;
  /** Is some cell missing? */
  readonly holey: boolean;
  /** Steps to a whole that all cells keep to; null: none. */
  readonly steps: number | null;
}

/** No range. */
const ANY = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY } as const;

/** What some rows have in each column. @param columns of one length */
export function rangesOf(columns: readonly NumericColumn[], rows: Uint32Array, engine: Engine): Range[] {
  return engine.arena.scope((scratch) => {
    const nRows = columns[0]?.values.length ?? 0;
    const ROWS = layUints(scratch, rows);
    const VALUES = scratch.alloc(8 * nRows);
    return columns.map((column) => {
      scratch.f64(VALUES, nRows).set(column.values);
      return rangeAt({ VALUES, column }, { ROWS, rows }, scratch, engine);
    });
  });
}

/** What rows have in a column, both laid out. */
function rangeAt(
  { VALUES, column }: { readonly VALUES: number; readonly column: NumericColumn },
  { ROWS, rows }: { readonly ROWS: number; readonly rows: Uint32Array },
  scratch: Scratch,
  { kernels, arena }: Engine,
): Range {
  return arena.scope(() => {
    const OUT = scratch.alloc(24);
    kernels.findRange(VALUES, ROWS, rows.length, OUT);
    const [low, high, missing] = scratch.f64(OUT, 3);
    return { low, high, holey: missing !== 0, steps: stepsOf(column, rows) };
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
  /** Whether its cells are brought into the range of the training rows, and on the steps that these keep to. */
  readonly settles: boolean;
  /** OUT [nNew] */
  readonly cells: Float64Array;
}

/** Whether cells are to be whole, as kernels are told. */
const wholeness = ({ steps }: Range) => (steps === 1 ? 1 : 0);

/** Brings cells of times on their steps, which kernels know nothing of. @param cells OUT in the range */
function keepSteps({ low, high, steps }: Range, cells: Float64Array): void {
  if (steps === null || steps === 1) return;
  for (let i = 0; i < cells.length; i++) cells[i] = Math.min(high, Math.max(low, toStep(cells[i], steps)));
}

/** Rows laid out, and how far from each base to go. */
interface LaidBetween {
  readonly nUsed: number;
  /** [nUsed] rows of the table. */
  readonly USED: number;
  /** [nNew] places among them. */
  readonly BASES: number;
  readonly TOWARDS: number;
  readonly GAPS: number;
}

function layBetween(
  { bases, towards, gaps }: Between,
  nRows: number,
  scratch: Scratch,
  { kernels }: Engine,
): LaidBetween {
  const nNew = bases.length;
  const BASES = scratch.alloc(8 * nNew);
  scratch.u32(BASES, nNew).set(bases);
  scratch.u32(BASES + 4 * nNew, nNew).set(towards);
  const USED = scratch.alloc(8 * nNew);
  const nUsed = kernels.placeRows(BASES, 2 * nNew, nRows, scratch.alloc(4 * nRows), USED);
  return { nUsed, USED, BASES, TOWARDS: BASES + 4 * nNew, GAPS: layFloats(scratch, gaps) };
}

/**
 * Makes the cells of new rows.
 * @param all columns of one length @param rows training rows @returns what these have in each column
 */
export function makeBetween(
  between: Between,
  all: readonly Made[],
  rows: Uint32Array,
  engine: Engine,
): Range[] {
  const nNew = between.bases.length;
  return engine.arena.scope((scratch) => {
    const { kernels } = engine;
    const nRows = all[0]?.column.values.length ?? 0;
    const { nUsed, USED, BASES, TOWARDS, GAPS } = layBetween(between, nRows, scratch, engine);
    const ROWS = layUints(scratch, rows);
    const [VALUES, TAKEN, OUT] = [nRows, nUsed, nNew].map((length) => scratch.alloc(8 * length));
    return all.map(({ column, settles, cells }) => {
      scratch.f64(VALUES, nRows).set(column.values);
      const range = rangeAt({ VALUES, column }, { ROWS, rows }, scratch, engine);
      const { low, high } = settles ? range : ANY;
      kernels.gatherNumbers(VALUES, USED, nUsed, TAKEN);
      kernels.interpolate(TAKEN, BASES, TOWARDS, GAPS, nNew, low, high, settles ? wholeness(range) : 0, OUT);
      cells.set(scratch.f64(OUT, nNew));
      if (settles) keepSteps(range, cells);
      return range;
    });
  });
}

/** Brings cells that are there already under a range. @param cells OUT */
export function settleCells(range: Range, cells: Float64Array, engine: Engine): void {
  engine.arena.scope((scratch) => {
    const OUT = layFloats(scratch, cells);
    engine.kernels.settleNumbers(OUT, cells.length, range.low, range.high, wholeness(range));
    cells.set(scratch.f64(OUT, cells.length));
  });
  keepSteps(range, cells);
}

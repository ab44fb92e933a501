/**
 * Rows of a table laid in the arena by kernels, as table-rows.ts has them: a loop in JavaScript runs slowly until it has run
 * for long, and most searches run once.
 */
import type { Engine, Scratch } from '../arena.js';
import { layUints } from '../lay.js';
import { type Look, type Numbers, type SearchedTable, writeCodes } from './table-rows.js';

/** A column is copied as a whole for its cells at one of so many rows. */
const SPARSE = 16;
/** Columns that are laid at once: eight numbers of a row fill a line of the cache. */
const COLUMNS_AT_ONCE = 8;
const MOST_KEPT = 1 << 24;

/** Writes the cells at some rows one after the other. @param ROWS the same rows in the arena @param TAKEN OUT [rows.length f64] */
function takeCells(
  values: Float64Array,
  rows: Uint32Array,
  ROWS: number,
  TAKEN: number,
  { arena, kernels }: Engine,
): void {
  arena.scope((scratch) => {
    if (SPARSE * rows.length < values.length) {
      const taken = scratch.f64(TAKEN, rows.length);
      for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]];
      return;
    }
    const VALUES = scratch.alloc(8 * values.length);
    scratch.f64(VALUES, values.length).set(values);
    kernels.gatherNumbers(VALUES, ROWS, rows.length, TAKEN);
  });
}

/** Where cells at some rows stay from the look at them until they are laid out, column by column. */
export interface Kept {
  readonly rows: Uint32Array;
  readonly at: number;
}

/** Room for the cells of numbers at some rows; null where they would take much. */
export function roomFor(rows: Uint32Array, nNumbers: number, scratch: Scratch): Kept | null {
  const bytes = 8 * rows.length * nNumbers;
  return bytes <= MOST_KEPT ? { rows, at: scratch.alloc(bytes) } : null;
}

/** Looks at columns in the arena. @param kept OUT cells at its rows */
export const lookInArena =
  (engine: Engine, kept: Kept | null) =>
  ({ values, centre, size }: Numbers, rows: Uint32Array, k: number): Look =>
    engine.arena.scope((scratch) => {
      const bytes = 8 * rows.length;
      const TAKEN = rows === kept?.rows ? kept.at + bytes * k : scratch.alloc(bytes);
      takeCells(values, rows, layUints(scratch, rows), TAKEN, engine);
      const OUT = scratch.alloc(16);
      engine.kernels.findLargest(TAKEN, rows.length, centre, size, OUT);
      const [largest, missing] = scratch.f64(OUT, 2);
      return { largest, holey: missing !== 0 };
    });

/** Lays rows out. @param OUT [rows.length * width f64], as of `writeTableRows` @param kept cells at the same rows, if there are any */
export function layTableRows(
  table: SearchedTable,
  rows: Uint32Array,
  OUT: number,
  engine: Engine,
  kept: Kept | null = null,
): void {
  const { numbers, codes, scale } = table;
  const n = rows.length;
  const stride = 8 * (numbers.length + codes.length);
  engine.arena.scope((scratch) => {
    const ROWS = layUints(scratch, rows);
    const TAKEN = scratch.alloc(8 * n * Math.min(COLUMNS_AT_ONCE, numbers.length));
    const UNITS = scratch.alloc(16 * COLUMNS_AT_ONCE);
    for (let first = 0; first < numbers.length; first += COLUMNS_AT_ONCE) {
      const some = numbers.slice(first, first + COLUMNS_AT_ONCE);
      some.forEach(({ values, centre, size }, i) => {
        if (!kept) takeCells(values, rows, ROWS, TAKEN + 8 * n * i, engine);
        scratch.f64(UNITS + 16 * i, 2).set([centre, size]);
      });
      const X = kept ? kept.at + 8 * n * first : TAKEN;
      engine.kernels.layColumns(X, n, some.length, UNITS, scale, OUT + 8 * first, stride);
    }
    if (codes.length > 0) writeCodes(table, rows, scratch.f64(OUT, (n * stride) / 8));
  });
}

/** Cells of new rows in columns of numbers: between cells of others, and as the training rows have them. */
import type { Engine, Scratch } from '../arena.js';
import { layFloats } from '../lay.js';
import { type NumericColumn, sharedFloats } from '../table.js';
import { stepsOf } from './column-steps.js';
import {
  type ColumnJob,
  keepSteps,
  type Look,
  layColumns,
  lookAtColumns,
  makeColumns,
} from './column-work.js';

/** What the training rows have in a column. */
export interface Range extends Look {
  /** Steps to a whole that all cells keep to; null: none. */
  readonly steps: number | null;
}

/** No range. */
const ANY = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, steps: null } as const;

const rowsIn = (columns: readonly NumericColumn[]) => columns[0]?.values.length ?? 0;
const cellsOf = (columns: readonly NumericColumn[]) => columns.map(({ values }) => values);

/** What training rows have in each column. @param job laid out for them */
const rangesIn = (
  job: ColumnJob,
  columns: readonly NumericColumn[],
  rows: Uint32Array,
  engine: Engine,
): Range[] =>
  lookAtColumns(job, cellsOf(columns), engine).map((look, c) => ({
    ...look,
    steps: stepsOf(columns[c], rows),
  }));

/** What some rows have in each column. @param columns of one length */
export const rangesOf = (columns: readonly NumericColumn[], rows: Uint32Array, engine: Engine): Range[] =>
  engine.arena.scope((scratch) =>
    rangesIn(layColumns(rowsIn(columns), rows, scratch), columns, rows, engine),
  );

/** New rows between others: one entry a new row. */
export interface Between {
  /** Row of the table. */
  readonly bases: Uint32Array;
  readonly towards: Uint32Array;
  readonly gaps: Float64Array;
}

/** Lays out between which rows new ones are. */
function layBetween(job: ColumnJob, { bases, towards, gaps }: Between, { kernels }: Engine): void {
  const { scratch } = job;
  const [nRows, nNew] = [job.get('nRows'), bases.length];
  const BASES = job.give('bases', 8 * nNew);
  scratch.u32(BASES, nNew).set(bases);
  scratch.u32(BASES + 4 * nNew, nNew).set(towards);
  const USED = job.give('used', 8 * nNew);
  const nUsed = kernels.placeRows(BASES, 2 * nNew, nRows, scratch.alloc(4 * nRows), USED);
  job.setAll({ nNew, nUsed, towards: BASES + 4 * nNew, gaps: layFloats(scratch, gaps) });
}

/** Columns that have been looked at, and between which rows new ones are to be. */
export interface LookedAt {
  readonly job: ColumnJob;
  /** What the training rows have in each column. */
  readonly ranges: readonly Range[];
}

/** Looks at what new rows will be made of. @param columns of one length @param rows training rows @param scratch until they are made */
export function lookBetween(
  between: Between,
  columns: readonly NumericColumn[],
  rows: Uint32Array,
  scratch: Scratch,
  engine: Engine,
): LookedAt {
  const job = layColumns(rowsIn(columns), rows, scratch);
  layBetween(job, between, engine);
  return { job, ranges: rangesIn(job, columns, rows, engine) };
}

/**
 * Makes the cells of new rows.
 * @param settles which columns are brought into the range of the training rows, and on the steps that these keep to
 * @returns [columns][nNew]
 */
export function makeBetween(
  { job, ranges }: LookedAt,
  settles: readonly boolean[],
  engine: Engine,
): Float64Array[] {
  const cells = ranges.map(() => sharedFloats(job.get('nNew')));
  const limits = ranges.map((range, c) => (settles[c] ? range : ANY));
  makeColumns(job, limits, cells, engine);
  return cells;
}

/** Brings cells that are there already under a range. @param cells OUT */
export function settleCells(range: Range, cells: Float64Array, engine: Engine): void {
  const { low, high, steps } = range;
  engine.arena.scope((scratch) => {
    const OUT = layFloats(scratch, cells);
    engine.kernels.settleNumbers(OUT, cells.length, low, high, steps === 1 ? 1 : 0);
    cells.set(scratch.f64(OUT, cells.length));
  });
  keepSteps(range, cells);
}

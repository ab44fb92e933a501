/**
 * Rows of a table laid in the arena, as table-rows.ts has them, as work that threads share: first a look at each column, then
 * some columns at a time. All of it by kernels: a loop in JavaScript runs slowly until it has run for long, and most searches
 * run once.
 */
import type { KernelExports } from '../../kernels/exports.js';
import type { Engine, Scratch, TeamWork } from '../arena.js';
import { gatherUints } from '../table.js';
import { JobWords } from '../trees/job-words.js';
import { type Look, type Numbers, type SearchedTable, writeCodes } from './table-rows.js';

/** A column is copied as a whole for its cells at one of so many rows. */
const SPARSE = 16;
/** Columns that are laid at once: eight numbers of a row fill a line of the cache. */
const COLUMNS_AT_ONCE = 8;
const MOST_KEPT = 1 << 24;

/** Index of each 32-bit field of the job. */
const ROW_JOB = {
  /** The next column, or the next columns, that nobody has claimed. */
  next: 0,
  /** Cells of a column. */
  nCells: 1,
  /** [n u32] rows of the table. */
  rows: 2,
  n: 3,
  /** [nColumns][n f64] cells at the rows from the look until they are laid; 0: they are taken again. */
  kept: 4,
  /** [nColumns][2 f64] centre and size. */
  units: 5,
  /** OUT [nColumns][2 f64] the largest in units, without its sign, and 1 when some is missing. */
  looks: 6,
  /** [n u32] which of the rows is laid first, second, … */
  places: 7,
  /** OUT of laying, and from one row to the next, in bytes. */
  out: 8,
  stride: 9,
  /** f64: what numbers in units are multiplied by. */
  scale: 10,
  bytes: 48,
} as const;

/** Cells of some rows, to be looked at and laid. */
export type RowJob = JobWords<Exclude<keyof typeof ROW_JOB, 'bytes'>>;

const rowJob = (scratch: Scratch, at: number): RowJob => new JobWords(scratch, at, ROW_JOB);

const valuesOf = (numbers: readonly Numbers[]) => numbers.map(({ values }) => values);

/** Rows of a table whose cells are to be laid. @param numbers the columns, of one length */
export function layRowJob(numbers: readonly Numbers[], rows: Uint32Array, scratch: Scratch): RowJob {
  const job = rowJob(scratch, scratch.alloc(ROW_JOB.bytes));
  const units = numbers.flatMap(({ centre, size }) => [centre, size]);
  job.setAll({ nCells: numbers[0]?.values.length ?? 0, n: rows.length, kept: 0 });
  scratch.u32(job.give('rows', 4 * rows.length), rows.length).set(rows);
  scratch.f64(job.give('units', 8 * units.length), units.length).set(units);
  return job;
}

/** A thread's room for cells of a column at a time. @returns writes the cells at the rows one after the other */
function cellTaker(job: RowJob, kernels: KernelExports): (values: Float64Array, TAKEN: number) => void {
  const { scratch } = job;
  const [nCells, n, ROWS] = [job.get('nCells'), job.get('n'), job.get('rows')];
  if (SPARSE * n < nCells) {
    return (values, TAKEN) => {
      const [rows, taken] = [scratch.u32(ROWS, n), scratch.f64(TAKEN, n)];
      for (let i = 0; i < n; i++) taken[i] = values[rows[i]];
    };
  }
  const VALUES = scratch.alloc(8 * nCells);
  return (values, TAKEN) => {
    scratch.f64(VALUES, nCells).set(values);
    kernels.gatherNumbers(VALUES, ROWS, n, TAKEN);
  };
}

/** Looks at columns that no other thread has claimed, until there are none. */
export const lookAtClaimed: TeamWork = ({ kernels }, scratch, at, columns) => {
  const job = rowJob(scratch, at);
  const [n, kept, LOOKS] = [job.get('n'), job.get('kept'), job.get('looks')];
  const takeCells = cellTaker(job, kernels);
  const room = kept > 0 ? 0 : scratch.alloc(8 * n);
  return () => {
    for (let c = job.claim('next'); c < columns.length; c = job.claim('next')) {
      const TAKEN = kept > 0 ? kept + 8 * n * c : room;
      const [centre, size] = scratch.f64(job.get('units') + 16 * c, 2);
      takeCells(columns[c], TAKEN);
      kernels.findLargest(TAKEN, n, centre, size, LOOKS + 16 * c);
    }
  };
};

/** Has cells kept from the look until they are laid, unless they take much. */
export function keepCells(job: RowJob, nColumns: number): void {
  const bytes = 8 * job.get('n') * nColumns;
  if (bytes <= MOST_KEPT) job.give('kept', bytes);
}

/** What columns hold in the rows of a job. */
export function lookAtRows(job: RowJob, numbers: readonly Numbers[], { team }: Engine): Look[] {
  const { scratch } = job;
  job.give('looks', 16 * numbers.length);
  job.set('next', 0);
  const read = () =>
    numbers.map((_, c): Look => {
      const [largest, missing] = scratch.f64(job.get('looks') + 16 * c, 2);
      return { largest, holey: missing !== 0 };
    });
  return team.share('look-at-rows', job.at, read, undefined, valuesOf(numbers));
}

/** Lays columns that no other thread has claimed, some at once, until there are none. */
export const layClaimed: TeamWork = ({ kernels }, scratch, at, columns) => {
  const job = rowJob(scratch, at);
  const [n, kept, PLACES] = [job.get('n'), job.get('kept'), job.get('places')];
  const [UNITS, OUT, stride] = [job.get('units'), job.get('out'), job.get('stride')];
  const [scale] = scratch.f64(at + 4 * ROW_JOB.scale, 1);
  const room = kept > 0 ? 0 : scratch.alloc(8 * n * Math.min(COLUMNS_AT_ONCE, columns.length));
  const takeCells = kept > 0 ? () => {} : cellTaker(job, kernels);
  return () => {
    const claim = () => COLUMNS_AT_ONCE * job.claim('next');
    for (let first = claim(); first < columns.length; first = claim()) {
      const some = columns.slice(first, first + COLUMNS_AT_ONCE);
      some.forEach((values, i) => {
        takeCells(values, room + 8 * n * i);
      });
      const X = kept > 0 ? kept + 8 * n * first : room;
      kernels.layColumns(X, PLACES, n, some.length, UNITS + 16 * first, scale, OUT + 8 * first, stride);
    }
  };
};

/**
 * Lays the rows of a job out.
 * @param table with the columns of the job @param places [rows] which row comes first, second, …
 * @param OUT [rows * width f64], as of `writeTableRows`
 */
export function layTableRows(
  job: RowJob,
  table: SearchedTable,
  places: Uint32Array,
  OUT: number,
  { team }: Engine,
): void {
  const { scratch } = job;
  const { numbers, codes, scale } = table;
  const [n, width] = [places.length, numbers.length + codes.length];
  job.setAll({ next: 0, out: OUT, stride: 8 * width });
  scratch.u32(job.give('places', 4 * n), n).set(places);
  scratch.f64(job.at + 4 * ROW_JOB.scale, 1)[0] = scale;
  team.share('lay-rows', job.at, () => {}, undefined, valuesOf(numbers));
  if (codes.length > 0)
    writeCodes(table, gatherUints(scratch.u32(job.get('rows'), n), places), scratch.f64(OUT, n * width));
}

/**
 * Columns of numbers under a sampler as work that threads share, each a column at a time: first what the training rows have in
 * it, then the cells of new rows. All of it by kernels, in the arena: a loop in JavaScript runs slowly until it has run for
 * long, and most samplers are used once.
 */
import type { Engine, Scratch, TeamWork } from '../arena.js';
import { JobWords } from '../trees/job-words.js';
import { toStep } from './column-steps.js';

/** Index of each 32-bit field of the job. */
const COLUMN_JOB = {
  /** The next column that nobody has claimed. */
  next: 0,
  /** Cells of a column. */
  nRows: 1,
  /** [nTraining u32] the training rows. */
  training: 2,
  nTraining: 3,
  /** [nUsed u32] the rows that new ones are made of. */
  used: 4,
  nUsed: 5,
  /** OUT [nColumns][RANGE f64] least and greatest of the training rows, and how many of them lack it. */
  ranges: 6,
  /** OUT [nColumns][nUsed f64] the cells of rows that new ones are made of. */
  taken: 7,
  nNew: 8,
  /** [nNew u32] places among the rows that are used. */
  bases: 9,
  towards: 10,
  /** [nNew f64] */
  gaps: 11,
  /** [nColumns][LIMIT f64] low, high, steps to a whole of what is made; no steps: 0. */
  limits: 12,
  bytes: 52,
} as const;

const RANGE = 3;
const LIMIT = 3;

export type ColumnJob = JobWords<Exclude<keyof typeof COLUMN_JOB, 'bytes'>>;

const columnJob = (scratch: Scratch, at: number): ColumnJob => new JobWords(scratch, at, COLUMN_JOB);

/** What the training rows have in a column. */
export interface Look {
  readonly low: number;
  readonly high: number;
  readonly nMissing: number;
}

/** What is made must keep to: a range, and steps to a whole; null: none. */
export interface Limit {
  readonly low: number;
  readonly high: number;
  readonly steps: number | null;
}

/** Lays a job out. @param nRows cells of each column @param training rows */
export function layColumns(nRows: number, training: Uint32Array, scratch: Scratch): ColumnJob {
  const job = columnJob(scratch, scratch.alloc(COLUMN_JOB.bytes));
  job.setAll({ nRows, nTraining: training.length, used: 0, nUsed: 0 });
  scratch.u32(job.give('training', 4 * training.length), training.length).set(training);
  return job;
}

/** Looks at columns that no other thread has claimed, until there are none, and takes the cells that will be used. */
export const lookClaimed: TeamWork = ({ kernels }, scratch, at, columns) => {
  const job = columnJob(scratch, at);
  const [nRows, nTraining, nUsed] = [job.get('nRows'), job.get('nTraining'), job.get('nUsed')];
  const VALUES = scratch.alloc(8 * nRows);
  return () => {
    for (let c = job.claim('next'); c < columns.length; c = job.claim('next')) {
      scratch.f64(VALUES, nRows).set(columns[c]);
      kernels.findRange(VALUES, job.get('training'), nTraining, job.get('ranges') + 8 * RANGE * c);
      kernels.gatherNumbers(VALUES, job.get('used'), nUsed, job.get('taken') + 8 * nUsed * c);
    }
  };
};

/** What the training rows have in each column. */
export function lookAtColumns(job: ColumnJob, columns: readonly Float64Array[], { team }: Engine): Look[] {
  const { scratch } = job;
  job.set('next', 0);
  job.give('ranges', 8 * RANGE * columns.length);
  job.give('taken', 8 * job.get('nUsed') * columns.length);
  const read = () =>
    columns.map((_, c): Look => {
      const [low, high, nMissing] = scratch.f64(job.get('ranges') + 8 * RANGE * c, RANGE);
      return { low, high, nMissing };
    });
  return team.share('look-at-columns', job.at, read, undefined, columns);
}

/** Brings times on their steps, which kernels know nothing of. @param cells OUT in the range */
export function keepSteps({ low, high, steps }: Limit, cells: Float64Array): void {
  if (steps === null || steps === 1) return;
  for (let i = 0; i < cells.length; i++) cells[i] = Math.min(high, Math.max(low, toStep(cells[i], steps)));
}

/** Makes cells of columns that no other thread has claimed, until there are none. */
export const makeClaimed: TeamWork = ({ kernels }, scratch, at, columns) => {
  const job = columnJob(scratch, at);
  const [nUsed, nNew] = [job.get('nUsed'), job.get('nNew')];
  const [BASES, TOWARDS, GAPS] = [job.get('bases'), job.get('towards'), job.get('gaps')];
  const OUT = scratch.alloc(8 * nNew);
  return () => {
    for (let c = job.claim('next'); c < columns.length; c = job.claim('next')) {
      const [low, high, steps] = scratch.f64(job.get('limits') + 8 * LIMIT * c, LIMIT);
      const TAKEN = job.get('taken') + 8 * nUsed * c;
      kernels.interpolate(TAKEN, BASES, TOWARDS, GAPS, nNew, low, high, steps === 1 ? 1 : 0, OUT);
      columns[c].set(scratch.f64(OUT, nNew));
      keepSteps({ low, high, steps: steps || null }, columns[c]);
    }
  };
};

/**
 * Makes the cells of new rows, once columns have been looked at.
 * @param limits of each column @param cells OUT [nColumns][nNew]
 */
export function makeColumns(
  job: ColumnJob,
  limits: readonly Limit[],
  cells: readonly Float64Array[],
  { team }: Engine,
): void {
  const all = limits.flatMap(({ low, high, steps }) => [low, high, steps ?? 0]);
  job.set('next', 0);
  job.scratch.f64(job.give('limits', 8 * all.length), all.length).set(all);
  team.share('make-columns', job.at, () => {}, undefined, cells);
}

/**
 * How faithful a sampler's new rows are: columns, nearest real rows, unseen categories, a projection. The discriminator is
 * not of it: its folds are fitted as those of any model. One job for a worker; the same for any number of threads.
 */
import type { Engine } from '../arena.js';
import { equalRowSets } from '../row-hash.js';
import { fromHandle, type Table, type TableHandle, toHandle } from '../table.js';
import type { ProblemHandle, TaskData } from '../task.js';
import { type ColumnQuality, columnQualities } from './column-quality.js';
import { type LookedAt, sideRows } from './looked-at.js';
import { type NearestReal, nearestReal } from './nearest-real.js';
import { type Projection, project } from './projection.js';
import { type UnseenCategories, unseenCategories } from './unseen-categories.js';

export interface JudgeJob {
  /** All of the data. */
  readonly problem: ProblemHandle;
  readonly looked: Omit<LookedAt, 'table'> & { readonly table: TableHandle };
  readonly seed: number;
}

export interface Judgement {
  readonly columns: readonly ColumnQuality[];
  /** New rows, of those looked at, that equal a row of the data in every feature. */
  readonly copies: number;
  readonly nearest: NearestReal;
  readonly unseen: UnseenCategories | null;
  readonly projection: Projection | null;
}

export const judgeJob = (problem: ProblemHandle, looked: LookedAt, seed: number): JudgeJob => ({
  problem,
  looked: { ...looked, table: toHandle(looked.table) },
  seed,
});

function countCopies(data: Table, looked: LookedAt): number {
  const all = data.concat(looked.table.take(sideRows(looked, 'new')));
  const sets = equalRowSets(all.columns, all.nRows);
  const nRealSets = sets.subarray(0, data.nRows).reduce((most, set) => Math.max(most, set + 1), 0);
  return sets.subarray(data.nRows).reduce((count, set) => count + (set < nRealSets ? 1 : 0), 0);
}

export function judge({ table, task }: TaskData, job: JudgeJob, engine: Engine): Judgement {
  const looked = { ...job.looked, table: fromHandle(job.looked.table) };
  return {
    columns: columnQualities(looked, task),
    copies: countCopies(table, looked),
    nearest: nearestReal(looked, engine),
    unseen: unseenCategories(table, looked),
    projection: project(looked, job.seed),
  };
}

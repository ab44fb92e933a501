/** A part of the rows as a problem of its own, as far as splitters look: for folds inside training rows. */
import { gather, gatherUints, Table } from '../table.js';
import type { Problem, TaskData } from '../task.js';
import type { TrainRows } from './splitter.js';

/** Numbered from 0, by first appearance. */
export function numbered(ids: ArrayLike<number>): Int32Array {
  const numberOf = new Map<number, number>();
  return Int32Array.from(ids, (id) => {
    const number = numberOf.get(id) ?? numberOf.size;
    numberOf.set(id, number);
    return number;
  });
}

/**
 * Without features: splitters do not look at them. Rows are numbered as in the file where the data knows that.
 * @param rows ascending; row i of the part is rows[i] of the data
 */
export function partOf(
  data: TaskData & Partial<Pick<Problem, 'rowIds' | 'until' | 'timeIsDate'>>,
  rows: TrainRows,
): Problem {
  const { task, y, groups, time, timeIsDate, until, weights, rowIds } = data;
  const own = (values: Float64Array | null | undefined) => (values ? gather(values, rows) : null);
  return {
    task,
    table: new Table(rows.length, []),
    y: gather(y, rows),
    rowIds: rowIds ? gatherUints(rowIds, rows) : rows,
    leftOut: [],
    groups: groups ? numbered(Array.from(rows, (row) => groups[row])) : null,
    time: own(time),
    timeIsDate,
    until: own(until),
    weights: own(weights),
  };
}

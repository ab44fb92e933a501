/** A part of a problem as a problem of its own, as far as splitters look: for folds inside training rows. */
import { gather, gatherUints, Table } from '../table.js';
import type { Problem } from '../task.js';
import type { TrainRows } from './splitter.js';

/** Numbered anew from 0, by first appearance. */
function renumbered(groups: Int32Array, rows: TrainRows): Int32Array {
  const numberOf = new Map<number, number>();
  return Int32Array.from(rows, (row) => {
    const known = numberOf.get(groups[row]) ?? numberOf.size;
    numberOf.set(groups[row], known);
    return known;
  });
}

/** Without features: splitters do not look at them. @param rows ascending; row i of the part is rows[i] of the problem */
export function partOf(problem: Problem, rows: TrainRows): Problem {
  const { y, rowIds, groups, time, until, weights } = problem;
  const own = (values: Float64Array | null | undefined) => (values ? gather(values, rows) : null);
  return {
    ...problem,
    table: new Table(rows.length, []),
    y: gather(y, rows),
    rowIds: gatherUints(rowIds, rows),
    groups: groups && renumbered(groups, rows),
    time: own(time),
    until: own(until),
    weights: own(weights),
    foldOfRow: null,
  };
}

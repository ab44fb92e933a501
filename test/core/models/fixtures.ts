/** Small blocks and tasks for the tests of single models. */
import type { FitContext, TrainBlock } from '../../../src/core/models/model.js';
import { stream } from '../../../src/core/rng.js';
import type { Column } from '../../../src/core/table.js';
import type { Task } from '../../../src/core/task.js';
import { createEngine } from '../../../src/parallel/engine.js';

export const contextOf = (seed = 7): FitContext => ({
  stream: (purpose, ...ints) => stream(seed, purpose, 0, 0, ...ints),
  engine: createEngine(),
});

/** Rows of numbers as columns. */
export function blockOf(rows: readonly (readonly number[])[]) {
  const columns = rows[0].map(
    (_, j): Column => ({
      name: `x${j}`,
      type: 'number',
      values: Float64Array.from(rows, (row) => row[j]),
      integer: false,
    }),
  );
  return { nRows: rows.length, columns };
}

/** A classification task over class indices; binary when there are two. */
function classTask(nClasses: number): Task {
  const classes = Array.from({ length: nClasses }, (_, k) => String(k));
  const binary = nClasses === 2;
  return { kind: binary ? 'binary' : 'multiclass', target: 'y', classes, positive: binary ? 1 : null };
}

export function trainBlockOf(
  rows: readonly (readonly number[])[],
  y: readonly number[],
  weights: readonly number[] | null = null,
): TrainBlock {
  return {
    ...blockOf(rows),
    task: classTask(Math.max(2, Math.max(...y) + 1)),
    y: Float64Array.from(y),
    weights: weights && Float64Array.from(weights),
  };
}

/** Small blocks and tasks for the tests of single models, and the golden files beside. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { FitContext, TrainBlock } from '../../../src/core/models/model.js';
import { stream } from '../../../src/core/rng.js';
import type { Column } from '../../../src/core/table.js';
import type { Task } from '../../../src/core/task.js';
import { binTraining } from '../../../src/core/trees/binning.js';
import { createEngine } from '../../../src/parallel/engine.js';

export const contextOf = (seed = 7): FitContext => {
  const engine = createEngine();
  return {
    stream: (purpose, ...ints) => stream(seed, purpose, 0, 0, ...ints),
    engine,
    binned: (block) => binTraining(block, engine),
  };
};

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

const numberTask: Task = { kind: 'regression', target: 'y', classes: [], positive: null };

/** The same with values to be predicted. */
export const regressionBlockOf = (
  rows: readonly (readonly number[])[],
  y: readonly number[],
  weights: readonly number[] | null = null,
): TrainBlock => ({
  ...trainBlockOf(
    rows,
    y.map(() => 0),
    weights,
  ),
  task: numberTask,
  y: Float64Array.from(y),
});

/** A file of test/golden, written by the Python script beside it. */
export const readGolden = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../../../test/golden/${name}`, import.meta.url), 'utf8')) as T;

/** Equal within `tolerance`, relatively where the numbers are above 1. */
export function closeTo(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what: string,
) {
  assert.equal(actual.length, expected.length, `${what}: length`);
  for (let i = 0; i < expected.length; i++) {
    const off = Math.abs(actual[i] - expected[i]);
    assert.ok(
      off <= tolerance * Math.max(1, Math.abs(expected[i])),
      `${what}: entry ${i} is ${actual[i]}, not ${expected[i]}`,
    );
  }
}

/**
 * Data sets whose learners' true scores are known: two classes of equal size, features normal with variance 1 in each.
 * Features that together lie `d` apart give an AUC of Phi(d / sqrt 2) at best, however many they are.
 */
import { log } from '../../../src/core/numeric.js';
import { stream } from '../../../src/core/rng.js';
import { normalQuantile } from '../../../src/core/statistics/normal.js';
import { type NumericColumn, Table } from '../../../src/core/table.js';
import type { Problem, Task } from '../../../src/core/task.js';

export const FEATURES = 3;
const BASE_AUC = 0.75;
/** Ten learners are equal, then each of these is better by so much; each sees features of its own. */
export const EQUAL_LEARNERS = 10;
export const GAPS = [0.01, 0.03] as const;

const SEED = 20_260_601;
const task: Task = { kind: 'binary', target: 'y', classes: ['0', '1'], positive: 1 };

/** How far the classes lie apart in each of a learner's features. */
const shiftFor = (auc: number) => (Math.SQRT2 * normalQuantile(auc)) / Math.sqrt(FEATURES);

const SHIFTS = [...Array.from({ length: EQUAL_LEARNERS }, () => 0), ...GAPS].flatMap((gap) =>
  Array.from({ length: FEATURES }, () => shiftFor(BASE_AUC + gap)),
);

/** The data set of a number; the same for every run. @param nRows even */
export function dataSet(nRows: number, number: number): Problem {
  const rng = stream(SEED, 'nulls', nRows, number);
  const y = Float64Array.from({ length: nRows }, (_, row) => row % 2);
  const columns = SHIFTS.map(
    (shift, j): NumericColumn => ({
      name: `x${j}`,
      type: 'number',
      values: y.map((label) => rng.normal(log) + shift * label),
      integer: false,
    }),
  );
  return {
    task,
    table: new Table(nRows, columns),
    y,
    rowIds: Uint32Array.from(y, (_, row) => row),
    leftOut: [],
    groups: null,
    time: null,
    weights: null,
  };
}

/** Folds and seeds of a data set do not depend on how many there are. */
export const foldStream = (nRows: number, number: number, folds: number, repeat: number) =>
  stream(SEED, 'folds', nRows, number, folds, repeat);

export const seedOf = (number: number, learner: number) => SEED + 2 * number + learner;

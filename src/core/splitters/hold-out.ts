/**
 * One split: a share of the rows is tested (scikit-learn's train_test_split), stratified for classification. With groups
 * whole groups are tested (GroupShuffleSplit), with a time the newest rows.
 */
import { dataError } from '../errors.js';
import type { ParamSpecs } from '../params.js';
import type { Rng } from '../rng.js';
import { isClassification, type Problem } from '../task.js';
import { drawFrom, drawGroups, parted, rowsFor } from './draw-rows.js';
import { shuffledRows } from './shuffled-rows.js';
import { makeFold, type Splitter } from './splitter.js';

const holdOutParams = {
  test_size: {
    type: 'float',
    default: 0.2,
    min: 0,
    aboveMin: true,
    max: 0.99,
    help: 'share of the rows that is tested',
  },
} as const satisfies ParamSpecs;

/** The newest rows of a problem in order of time; equal times stay on one side. */
function newestRows(time: Float64Array, wanted: number): Uint8Array {
  let from = time.length - wanted;
  while (from > 0 && time[from] === time[from - 1]) from--;
  if (from === 0) {
    from = time.length - wanted;
    while (from < time.length && from > 0 && time[from] === time[from - 1]) from++;
  }
  if (from <= 0 || from >= time.length) {
    throw dataError(
      'ASSAY_FEW_TIMES',
      'a hold-out in time needs at least 2 different times',
      'use another --time',
    );
  }
  return Uint8Array.from(time, (_, row) => (row >= from ? 1 : 0));
}

function testedRows({ task, y, time, groups }: Problem, testSize: number, rng: Rng): number[] {
  const wanted = Math.min(y.length - 1, Math.max(1, rowsFor(testSize, y.length, 'up')));
  if (time) return parted(newestRows(time, wanted)).marked;
  if (groups) return parted(drawGroups(groups, wanted, rng, 'a hold-out')).marked;
  return drawFrom(shuffledRows(y.length, rng), wanted, isClassification(task) ? y : null).drawn;
}

export const holdOut: Splitter = {
  id: 'hold-out',
  summary:
    'one split: a share of the rows is tested; whole groups with --groups, the newest rows with --time',
  protocol: 'hold-out',
  tests: 'some',
  isRandom: true,
  params: holdOutParams,
  split(problem, params, rng, repeat) {
    const nRows = problem.y.length;
    if (nRows < 2) {
      throw dataError(
        'ASSAY_FEW_ROWS',
        `a hold-out needs at least 2 rows, got ${nRows}`,
        'use --test-size 0',
      );
    }
    const test = testedRows(problem, Number(params.test_size), rng);
    const tested = new Set(test);
    const train = Array.from(problem.y.keys()).filter((row) => !tested.has(row));
    return [makeFold(repeat, 0, train, test)];
  },
};

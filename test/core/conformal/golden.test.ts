/** Regions of given predictions against MAPIE's; Wilson's interval against statsmodels'. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { ConformalSpec } from '../../../src/core/conformal/conformal.js';
import { crossRegions } from '../../../src/core/conformal/cross.js';
import type { Regions } from '../../../src/core/conformal/regions.js';
import {
  type CalibrationRows,
  calibrateSplit,
  calibrationScores,
  splitRegions,
} from '../../../src/core/conformal/split.js';
import { wilsonInterval } from '../../../src/core/statistics/wilson.js';
import type { Task } from '../../../src/core/task.js';
import { classTask } from '../made-table.js';

interface Given {
  readonly output: number[];
  readonly truth: number[];
}

interface Ends {
  readonly low: number[][];
  readonly high: number[][];
}

interface Sets {
  readonly holds: number[][];
}

interface Golden {
  readonly levels: number[];
  readonly split_intervals: readonly (Given & Ends & { at: number[] })[];
  readonly split_sets: readonly (Given & Sets & { at: number[] })[];
  readonly cross_intervals: readonly (Given & Ends & { fold: number[]; at: number[][] })[];
  readonly cross_sets: readonly (Given & Sets & { fold: number[]; at: number[][] })[];
  readonly wilson: readonly { count: number; n: number; interval: [number, number] }[];
}

const golden = JSON.parse(
  readFileSync(new URL('../../../../test/golden/conformal.json', import.meta.url), 'utf8'),
) as Golden;
const { levels } = golden;

const NUMBERS: Task = { kind: 'regression', target: 'y', classes: [], positive: null };
const CLASSES = classTask(['a', 'b', 'c']);

const specOf = (method: ConformalSpec['method'], score: ConformalSpec['score']) => ({
  method,
  score,
  levels,
});

/** No two scores are equal, so that ties have no say. */
function rowsOf(task: Task, output: readonly number[], truth: readonly number[]): CalibrationRows {
  const nRows = task.classes.length === 0 ? output.length : output.length / task.classes.length;
  return {
    task,
    output: Float64Array.from(output),
    truth: Float64Array.from(truth),
    ties: new Float64Array(nRows),
  };
}

const unknown = (task: Task, output: readonly number[]) => rowsOf(task, output, []);

/** The rows of each fold. */
function partedBy(fold: readonly number[], task: Task, { output, truth }: Given): CalibrationRows[] {
  const width = Math.max(1, task.classes.length);
  const folds = [...new Set(fold)].sort((a, b) => a - b);
  return folds.map((k) => {
    const own = fold.flatMap((of, row) => (of === k ? [row] : []));
    const cells = own.flatMap((row) => output.slice(row * width, (row + 1) * width));
    return rowsOf(
      task,
      cells,
      own.map((row) => truth[row]),
    );
  });
}

/** Sums in another order. */
const TOLERANCE = 1e-12;

function assertEnds(found: readonly Regions[], { low, high }: Ends): void {
  found.forEach((one, level) => {
    assert.ok('low' in one);
    const furthest = (own: Float64Array, theirs: readonly number[]) =>
      Math.max(...theirs.map((value, row) => Math.abs(value - own[row])));
    assert.ok(furthest(one.low, low[level]) <= TOLERANCE, `low of ${levels[level]}`);
    assert.ok(furthest(one.high, high[level]) <= TOLERANCE, `high of ${levels[level]}`);
  });
}

function assertSets(found: readonly Regions[], { holds }: Sets): void {
  assert.deepEqual(
    found.map((one) => ('holds' in one ? [...one.holds] : [])),
    holds,
  );
}

const sizeOf = ({ truth }: Given) => `${truth.length} calibration rows`;

describe('split conformal regions are MAPIE’s', () => {
  for (const one of golden.split_intervals) {
    test(`intervals, ${sizeOf(one)}`, () => {
      const spec = specOf('split', 'absolute');
      const split = calibrateSplit(spec, rowsOf(NUMBERS, one.output, one.truth));
      assertEnds(splitRegions(spec, unknown(NUMBERS, one.at), split), one);
    });
  }
  for (const one of golden.split_sets) {
    test(`sets, ${sizeOf(one)}`, () => {
      const spec = specOf('split', 'lac');
      const split = calibrateSplit(spec, rowsOf(CLASSES, one.output, one.truth));
      assertSets(splitRegions(spec, unknown(CLASSES, one.at), split), one);
    });
  }
});

describe('CV+ regions are MAPIE’s', () => {
  for (const one of golden.cross_intervals) {
    test(`intervals, ${sizeOf(one)}`, () => {
      const folds = partedBy(one.fold, NUMBERS, one).map((rows, k) => ({
        calibration: calibrationScores('absolute', rows),
        predicted: unknown(NUMBERS, one.at[k]),
      }));
      assertEnds(crossRegions(specOf('cv+', 'absolute'), folds), one);
    });
  }
  for (const one of golden.cross_sets) {
    test(`sets, ${sizeOf(one)}`, () => {
      const folds = partedBy(one.fold, CLASSES, one).map((rows, k) => ({
        calibration: calibrationScores('lac', rows),
        predicted: unknown(CLASSES, one.at[k]),
      }));
      assertSets(crossRegions(specOf('cv+', 'lac'), folds), one);
    });
  }
});

test('Wilson’s interval is statsmodels’', () => {
  for (const { count, n, interval } of golden.wilson) {
    wilsonInterval(count, n, 0.95).forEach((end, i) => {
      assert.ok(Math.abs(end - interval[i]) < 1e-12, `${count} of ${n}: ${end}`);
    });
  }
});

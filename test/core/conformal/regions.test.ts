/** Regions against the definitions of the papers, row by row and without sorting. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { classScores, ofTruth } from '../../../src/core/conformal/class-scores.js';
import type { ConformalSpec } from '../../../src/core/conformal/conformal.js';
import { crossRegions, movedOfRank } from '../../../src/core/conformal/cross.js';
import { joinRegions, measureRegions } from '../../../src/core/conformal/regions.js';
import {
  type CalibrationRows,
  calibrateSplit,
  calibrationScores,
  splitRegions,
} from '../../../src/core/conformal/split.js';
import { log } from '../../../src/core/numeric.js';
import { type Rng, stream } from '../../../src/core/rng.js';
import type { Task } from '../../../src/core/task.js';
import { classTask } from '../made-table.js';

const NUMBERS: Task = { kind: 'regression', target: 'y', classes: [], positive: null };
const CLASSES = classTask(['a', 'b', 'c']);
const LEVELS = [0.5, 0.8, 0.9, 0.99];
const WIDTH = 3;

/** Probabilities in steps of a tenth: many scores are equal. */
function classRows(nRows: number, rng: Rng): CalibrationRows {
  const output = new Float64Array(nRows * WIDTH);
  for (let row = 0; row < nRows; row++) {
    const first = rng.below(11);
    const second = rng.below(11 - first);
    output.set([first / 10, second / 10, (10 - first - second) / 10], row * WIDTH);
  }
  const truth = Float64Array.from({ length: nRows }, () => rng.below(WIDTH));
  return { task: CLASSES, output, truth, ties: truth.map(() => rng.uniform()) };
}

function numberRows(nRows: number, rng: Rng): CalibrationRows {
  const output = Float64Array.from({ length: nRows }, () => rng.normal(log));
  const truth = output.map((value) => value + Math.round(4 * rng.normal(log)) / 4);
  return { task: NUMBERS, output, truth, ties: new Float64Array(nRows) };
}

const specOf = (score: ConformalSpec['score']): ConformalSpec => ({ method: 'split', score, levels: LEVELS });

/** Romano et al. 2020: p of all likelier classes, and u of its own. */
function naiveScore(score: ConformalSpec['score'], p: Float64Array, k: number, u: number): number {
  if (score === 'lac') return 1 - p[k];
  let before = 0;
  const order = [0, 1, 2].sort((a, b) => p[b] - p[a] || a - b);
  for (const other of order.slice(0, order.indexOf(k))) before += p[other];
  return before + u * p[k];
}

/** Is the answer in the region: does it stand above less than level * (n + 1) of the rows? */
const isHeld = (below: number, n: number, level: number) => below < level * (n + 1) - 1e-9;

for (const score of ['lac', 'aps'] as const) {
  test(`${score}: a set holds the classes that stand above few enough rows, ties counted by what rows drew`, () => {
    for (const [seed, n] of [3, 10, 40, 99].entries()) {
      const rng = stream(seed, 'sets', n);
      const [known, asked] = [classRows(n, rng), classRows(20, rng)];
      const p = (rows: CalibrationRows, row: number) => rows.output.subarray(row * WIDTH, (row + 1) * WIDTH);
      const placed = Array.from(known.truth, (label, row) => [
        naiveScore(score, p(known, row), label, known.ties[row]),
        known.ties[row],
      ]);
      const found = splitRegions(specOf(score), asked, calibrateSplit(specOf(score), known));
      LEVELS.forEach((level, at) => {
        const region = found[at];
        assert.ok('holds' in region);
        for (let row = 0; row < 20; row++) {
          for (let k = 0; k < WIDTH; k++) {
            const u = asked.ties[row];
            const own = naiveScore(score, p(asked, row), k, u);
            const below = placed.filter(([value, tie]) => value < own || (value === own && tie < u)).length;
            assert.equal(region.holds[row * WIDTH + k], Number(isHeld(below, n, level)), `${n}, ${level}`);
          }
        }
      });
    }
  });
}

test('one fold of CV+ is split', () => {
  const rng = stream(3, 'one fold');
  for (const score of ['absolute', 'lac', 'aps'] as const) {
    const rows = score === 'absolute' ? numberRows : classRows;
    const [known, asked] = [rows(60, rng), rows(30, rng)];
    const split = splitRegions(specOf(score), asked, calibrateSplit(specOf(score), known));
    const calibration = calibrationScores(score, known);
    const cross = crossRegions(specOf(score), [{ calibration, predicted: asked }]);
    if (score !== 'absolute') assert.deepEqual(cross, split);
    cross.forEach((one, level) => {
      const other = split[level];
      if (!('low' in one) || !('low' in other)) return;
      assert.deepEqual([...one.low], [...other.low]);
      assert.deepEqual([...one.high], [...other.high]);
    });
  }
});

test('the number of a rank among moved lists is that of all of them sorted', () => {
  for (let seed = 0; seed < 60; seed++) {
    const rng = stream(seed, 'moved');
    const lists = Array.from({ length: 1 + rng.below(5) }, () => ({
      values: Float64Array.from({ length: rng.below(12) }, () => rng.below(8) / 4).sort(),
      by: rng.below(6) / 4,
    }));
    const all = lists.flatMap(({ values, by }) => Array.from(values, (value) => value + by));
    all.sort((a, b) => a - b);
    for (let rank = 1; rank <= all.length + 1; rank++) {
      assert.equal(movedOfRank(lists, rank), all[rank - 1] ?? Number.POSITIVE_INFINITY);
    }
  }
});

test('too few calibration rows: intervals are unbounded, sets hold every class', () => {
  const rng = stream(5, 'few');
  const spec = { ...specOf('absolute'), levels: [0.95] };
  const [interval] = splitRegions(spec, numberRows(2, rng), calibrateSplit(spec, numberRows(18, rng)));
  assert.ok('low' in interval);
  assert.deepEqual([interval.low[0], interval.high[1]], [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  const ofSets = { ...specOf('lac'), levels: [0.95] };
  const [sets] = splitRegions(ofSets, classRows(2, rng), calibrateSplit(ofSets, classRows(18, rng)));
  assert.ok('holds' in sets && sets.holds.every((held) => held === 1));
});

describe('scores of classes', () => {
  test('the true ones are picked out', () => {
    const scores = classScores('lac', Float64Array.of(0.7, 0.3, 0.1, 0.9), 2, new Float64Array(2));
    assert.deepEqual([...ofTruth(scores, 2, Float64Array.of(1, 1))], [1 - 0.3, 1 - 0.9]);
  });
});

describe('measures', () => {
  test('of intervals: ends count as held', () => {
    const intervals = { low: Float64Array.of(0, 0, 2), high: Float64Array.of(1, 3, 1) };
    const { coverage, size, empty } = measureRegions(intervals, Float64Array.of(1, 4, 1.5));
    assert.deepEqual([coverage, size, empty], [1 / 3, 4 / 3, 1 / 3]);
  });

  test('of sets', () => {
    const sets = { holds: Uint8Array.of(1, 1, 0, 0, 0, 0) };
    assert.deepEqual(measureRegions(sets, Float64Array.of(1, 0)), { coverage: 0.5, size: 1, empty: 0.5 });
  });

  test('blocks are joined in order', () => {
    const joined = joinRegions([{ holds: Uint8Array.of(1, 0) }, { holds: Uint8Array.of(0, 1) }]);
    assert.deepEqual(joined, { holds: Uint8Array.of(1, 0, 0, 1) });
    const ends = joinRegions([
      { low: Float64Array.of(1), high: Float64Array.of(2) },
      { low: Float64Array.of(3), high: Float64Array.of(4) },
    ]);
    assert.deepEqual(ends, { low: Float64Array.of(1, 3), high: Float64Array.of(2, 4) });
  });
});

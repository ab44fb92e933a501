import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { curvePoints, planCurve, withDefaultRange } from '../../../src/core/curves/axis.js';
import { trainParts } from '../../../src/core/curves/train-parts.js';
import type { AssayError } from '../../../src/core/errors.js';
import { models } from '../../../src/core/models/list.js';
import { stream } from '../../../src/core/rng.js';
import { makeFold } from '../../../src/core/splitters/splitter.js';
import { numbers, problemOf, tableOf } from '../made-table.js';

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);
const forest = models.get('forest');
const usage = (pattern: RegExp) => (error: AssayError) => error.exitCode === 2 && pattern.test(error.message);

describe('the axis of a curve', () => {
  test('points of a range from end to end, whole or in equal ratios; choices ascending, words as they are', () => {
    assert.deepEqual(
      curvePoints({ low: 10, high: 300, integer: true }, 30),
      upTo(30).map((i) => 10 * (i + 1)),
    );
    assert.deepEqual(curvePoints({ low: 1, high: 3, integer: true }, 10), [1, 2, 3]);
    assert.deepEqual(curvePoints({ low: 0.01, high: 1, log: true }, 3), [0.01, 0.1, 1]);
    assert.deepEqual(curvePoints({ choices: [4, 2, 4, 8] }, 2), [2, 4, 8]);
    assert.deepEqual(curvePoints({ choices: ['sqrt', 0.5] }, 2), ['sqrt', 0.5]);
  });

  test('nothing given: shares of the training rows; one parameter; never two, never one point', () => {
    assert.deepEqual(planCurve(forest, { space: {}, fixed: [] }, null), {
      param: 'train_size',
      values: [0.1, 0.325, 0.55, 0.775, 1],
    });
    const range = { low: 10, high: 300, integer: true };
    assert.equal(planCurve(forest, { space: { n_estimators: range }, fixed: [] }, null).values.length, 30);
    assert.equal(planCurve(forest, { space: { max_depth: range }, fixed: [] }, null).values.length, 10);
    const two = { space: { n_estimators: range, max_depth: range }, fixed: [] };
    assert.throws(() => planCurve(forest, two, null), usage(/n_estimators and max_depth/));
    assert.throws(() => planCurve(forest, { space: {}, fixed: ['train_size'] }, null), usage(/no curve/));
    const one = { space: { max_depth: { choices: [3, 3] } }, fixed: [] };
    assert.throws(() => planCurve(forest, one, null), usage(/one value of max_depth/));
  });

  test('--steps: so many points of a range, so many shares; values that are listed are not thinned out', () => {
    const range = { low: 1, high: 9, integer: true };
    assert.deepEqual(planCurve(forest, { space: { max_depth: range }, fixed: [] }, 3).values, [1, 5, 9]);
    assert.deepEqual(planCurve(forest, { space: {}, fixed: [] }, 4).values, [0.1, 0.4, 0.7, 1]);
    assert.equal(withDefaultRange(forest, 'train_size', 4), 'train_size=0.1..1');
    const listed = { space: { max_depth: { choices: [2, 4, 8] } }, fixed: [] };
    assert.throws(
      () => planCurve(forest, listed, 2),
      usage(/--steps 2 .* max_depth has its values listed: 2,4,8/),
    );
  });

  test('a parameter without a value runs where the model says', () => {
    assert.equal(withDefaultRange(forest, 'n_estimators'), 'n_estimators=10..300');
    assert.equal(withDefaultRange(forest, 'max_depth'), 'max_depth=2..20');
    assert.equal(withDefaultRange(forest, 'train_size'), 'train_size=0.1,0.325,0.55,0.775,1');
    assert.equal(withDefaultRange(forest, 'max_depth=3'), 'max_depth=3');
    assert.throws(() => withDefaultRange(forest, 'bootstrap'), usage(/where to look for bootstrap/));
  });
});

describe('parts of the training rows', () => {
  const problem = problemOf(
    tableOf(numbers('x', upTo(100))),
    upTo(100).map((row) => (row % 4 === 0 ? 1 : 0)),
  );
  const fold = makeFold(
    0,
    0,
    upTo(80),
    upTo(20).map((i) => 80 + i),
  );
  const parts = () => trainParts(problem, fold, [0.1, 0.5, 1], stream(1, 'parts'));

  test('each holds the smaller ones, has its share of every class, and no row of the test', () => {
    const [small, half, whole] = parts();
    assert.deepEqual([small.length, half.length], [8, 40]);
    assert.deepEqual([...whole], upTo(80));
    assert.ok(small.every((row) => half.includes(row)));
    assert.deepEqual(
      [small, half].map((rows) => rows.filter((row) => row % 4 === 0).length),
      [2, 10],
    );
    assert.deepEqual(
      [...small].sort((a, b) => a - b),
      [...small],
    );
    assert.deepEqual(parts(), [small, half, whole]);
  });

  test('with a time the newest; at least one row', () => {
    const timed = { ...problem, time: Float64Array.from(upTo(100)) };
    const [tiny, some] = trainParts(timed, fold, [0.001, 0.1], stream(1, 'parts'));
    assert.deepEqual([...tiny], [79]);
    assert.deepEqual(
      [...some],
      upTo(8).map((i) => 72 + i),
    );
  });
});

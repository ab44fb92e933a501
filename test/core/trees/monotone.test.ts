import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dealParams } from '../../../src/core/assignments.js';
import type { AssayError } from '../../../src/core/errors.js';
import { forest } from '../../../src/core/models/forest.js';
import type { FeatureBins } from '../../../src/core/trees/feature-bins.js';
import { monotoneSigns } from '../../../src/core/trees/monotone.js';
import { classTask } from '../made-table.js';

const features = ['age', 'a,b', 'income'].map(
  (name): FeatureBins => ({ kind: 'number', name, cuts: new Float64Array(1) }),
);
const task = classTask(['no', 'yes']);
const deal = (typed: string, ranges = false) =>
  dealParams([`monotonic_cst=${typed}`], [{ role: 'model', ...forest }], ranges).params.model.monotonic_cst;

test('directions by name, as JSON where a name has a comma', () => {
  assert.deepEqual([...(monotoneSigns('age:1,income:-1', features, task) ?? [])], [1, 0, -1]);
  assert.deepEqual([...(monotoneSigns('{"a,b": -1}', features, task) ?? [])], [0, -1, 0]);
});

test('no direction is none at all', () => {
  assert.equal(monotoneSigns(null, features, task), null);
  assert.equal(monotoneSigns('age:0', features, task), null);
});

test('they are those of the positive class, also when it is the first', () => {
  const first = { ...task, positive: 0 };
  assert.deepEqual([...(monotoneSigns('age:1', features, first) ?? [])].map(Math.sign), [-1, 0, 0]);
});

test('-p takes them as they are typed, in tune too, and says how they are written', () => {
  assert.equal(deal('age:1,income:-1'), 'age:1,income:-1');
  assert.equal(deal('age:1,income:-1', true), 'age:1,income:-1');
  assert.equal(deal('none'), null);
  for (const wrong of ['age', 'age:2', '{"age": 3}', '{age']) {
    assert.throws(
      () => deal(wrong),
      (error: AssayError) => error.exitCode === 2 && /COLUMN:1 or COLUMN:-1/.test(error.message),
    );
  }
});

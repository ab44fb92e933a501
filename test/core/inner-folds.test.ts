import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AssayError } from '../../src/core/errors.js';
import { holdOutRows, innerFolds } from '../../src/core/inner-folds.js';
import { stream } from '../../src/core/rng.js';
import type { TrainRows } from '../../src/core/splitters/splitter.js';
import { classTask, numbers, problemOf, tableOf, trainRows } from './made-table.js';

const rngOf = (folds: number) => stream(1, 'inner', folds);
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

/** 120 rows, a quarter positive. */
const labels = upTo(120).map((row) => Number(row % 4 === 0));
const table = tableOf(numbers('x', upTo(120)));
/** Every other row. */
const rows = trainRows(upTo(60).map((i) => 2 * i));

const testedRows = (folds: ReturnType<typeof innerFolds>, given: TrainRows = rows) =>
  folds.map(({ tested }) => [...tested].map((position) => given[position]));

describe('folds inside training rows', () => {
  test('five, stratified, of these rows alone, each tested once and not trained on then', () => {
    const folds = innerFolds(problemOf(table, labels), rows, rngOf);
    assert.equal(folds.length, 5);
    const tested = testedRows(folds);
    assert.deepEqual(
      tested.flat().sort((a, b) => a - b),
      [...rows],
    );
    folds.forEach(({ train }, i) => {
      assert.deepEqual(
        [...train, ...tested[i]].sort((a, b) => a - b),
        [...rows],
      );
      assert.equal(tested[i].filter((row) => labels[row] === 1).length, 6);
    });
  });

  test('no group is parted', () => {
    const groups = Int32Array.from(upTo(120), (row) => 3 + Math.floor(row / 10));
    const folds = innerFolds(problemOf(table, labels, { groups }), rows, rngOf);
    for (const [i, tested] of testedRows(folds).entries()) {
      const own = new Set(tested.map((row) => groups[row]));
      assert.ok([...folds[i].train].every((row) => !own.has(groups[row])));
    }
  });

  test('a row that stands there twice is on one side', () => {
    const twice = Uint32Array.of(0, 0, 4, 4, 8, 9, 9, 10, 11, 12, 16, 17) as TrainRows;
    const folds = innerFolds(problemOf(table, labels), twice, rngOf);
    for (const [i, tested] of testedRows(folds, twice).entries()) {
      assert.ok([...folds[i].train].every((row) => !tested.includes(row)));
    }
  });

  test('in time, what is tested is later than what is trained on', () => {
    const time = Float64Array.from(upTo(120));
    const folds = innerFolds(problemOf(table, labels, { time }), rows, rngOf);
    assert.equal(folds.length, 5);
    for (const [i, tested] of testedRows(folds).entries()) {
      assert.ok(Math.max(...folds[i].train) < Math.min(...tested));
    }
  });

  test('folds in the order of rows are dealt so inside too, with the same room between', () => {
    const inTime = { splitter: 'time', gap: '3', embargo: '0' } as const;
    const folds = innerFolds(problemOf(table, labels, { inTime }), rows, rngOf);
    for (const [i, tested] of testedRows(folds).entries()) {
      // Three of these rows, of which there is every other one.
      assert.equal(Math.min(...tested) - Math.max(...folds[i].train), 8);
    }
    const held = holdOutRows(problemOf(table, labels, { inTime }), rows, 0.25, rngOf(0));
    assert.deepEqual(
      [...held],
      upTo(15).map((i) => 45 + i),
    );
  });

  test('around a purged fold an embargo is left out inside too', () => {
    const inTime = { splitter: 'purged', gap: '0', embargo: '2' } as const;
    const [first] = innerFolds(problemOf(table, labels, { inTime }), rows, rngOf);
    assert.equal(Math.min(...first.train) - Math.max(...[...first.tested].map((at) => rows[at])), 6);
  });

  test('a rare class makes fewer folds, a class without rows none; one row of a class is exit 3', () => {
    const few = problemOf(
      table,
      labels.map((_, row) => (row === 2 || row === 8 || row === 10 ? 2 : Number(row % 4 === 0))),
      { task: classTask(['a', 'b', 'c', 'absent']) },
    );
    assert.equal(innerFolds(few, rows, rngOf).length, 3);
    const one = problemOf(
      table,
      labels.map((_, row) => Number(row === 2)),
    );
    assert.throws(
      () => innerFolds(one, rows, rngOf),
      (error: AssayError) => error.exitCode === 3 && /class "1" of y has 1 row/.test(error.message),
    );
  });
});

describe('rows held out to know when to stop', () => {
  const parts = (given: Parameters<typeof problemOf>[2], of: TrainRows = rows) => {
    const held = holdOutRows(problemOf(table, labels, given), of, 0.1, stream(1, 'held out'));
    const isHeld = new Set(held);
    const at = (wanted: boolean) => [...of].filter((_, position) => isHeld.has(position) === wanted);
    return { held: at(true), learnt: at(false) };
  };

  test('the same share of each class', () => {
    const { held } = parts({});
    assert.equal(held.length, 6);
    assert.equal(held.filter((row) => labels[row] === 1).length, 3);
  });

  test('whole groups, and copies of a row together', () => {
    const groups = Int32Array.from(upTo(120), (row) => Math.floor(row / 10));
    const ofGroups = parts({ groups });
    assert.ok(ofGroups.held.length >= 5);
    assert.ok(ofGroups.held.every((row) => !ofGroups.learnt.some((other) => groups[other] === groups[row])));
    const copies = trainRows(upTo(60).map((i) => 2 * Math.floor(i / 3)));
    const { held, learnt } = parts({}, copies);
    assert.ok(held.length >= 6 && held.every((row) => !learnt.includes(row)));
  });

  test('the newest rows, equal times together', () => {
    const time = Float64Array.from(upTo(120), (row) => Math.floor(row / 8));
    const { held, learnt } = parts({ time });
    assert.ok(held.length >= 6 && held.length <= 10);
    assert.ok(Math.min(...held.map((row) => time[row])) > Math.max(...learnt.map((row) => time[row])));
  });

  test('none where all are of one group, or of one time', () => {
    assert.deepEqual(parts({ groups: new Int32Array(120) }).held, []);
    assert.deepEqual(parts({ time: new Float64Array(120) }).held, []);
  });
});

/** Twelve rows by hand, answered by two learners; and slices where one of two columns tells them apart. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changedSlices } from '../../../src/core/comparing/changed-slices.js';
import { type OutOfFold, pairRows, type RowPair } from '../../../src/core/comparing/paired-rows.js';
import { allChanged, rowChanges } from '../../../src/core/comparing/row-changes.js';
import { answersTest, correctedTests } from '../../../src/core/comparing/row-tests.js';
import { holm } from '../../../src/core/statistics/holm.js';
import { Table } from '../../../src/core/table.js';
import type { Task } from '../../../src/core/task.js';

const BINARY: Task = { kind: 'binary', target: 'y', classes: ['no', 'yes'], positive: 1 };
const REGRESSION: Task = { kind: 'regression', target: 'y', classes: [], positive: null };

const answers = (task: Task, truth: number[], predicted: number[], p?: number[]): OutOfFold => ({
  rowIds: Uint32Array.from(truth, (_, row) => 10 + row),
  scored: {
    task,
    nRows: truth.length,
    truth: Float64Array.from(truth),
    predicted: Float64Array.from(predicted),
    proba: p ? Float64Array.from(p.flatMap((yes) => [1 - yes, yes])) : null,
  },
});

const paired = (a: OutOfFold, b: OutOfFold): RowPair => {
  const pair = pairRows(a, b);
  assert.ok(pair);
  return pair;
};

//             both right        only a  only b      neither
const TRUTH = [1, 1, 1, 0, 0, 0, /**/ 1, /**/ 1, 1, 0, /**/ 0, 1];
const BY_A = [1, 1, 1, 0, 0, 0, /* */ 1, /**/ 0, 0, 1, /**/ 1, 0];
const BY_B = [1, 1, 1, 0, 0, 0, /* */ 0, /**/ 1, 1, 0, /**/ 1, 0];
const P_B = [0.9, 0.9, 0.9, 0.1, 0.1, 0.1, 0.3, 0.9, 0.6, 0.2, 0.7, 0.2];

describe('rows of two learners', () => {
  const pair = paired(
    answers(
      BINARY,
      TRUTH,
      BY_A,
      BY_A.map((y) => 0.2 + 0.6 * y),
    ),
    answers(BINARY, TRUTH, BY_B, P_B),
  );

  test('who is right, by row and by class, and McNemar', () => {
    const {
      rows,
      answers_differ: nDiffer,
      ahead,
      both_right: right,
      both_wrong: wrong,
      classes,
      mcnemar,
    } = rowChanges(pair, null, false);
    assert.deepEqual([rows, nDiffer, ahead, right, wrong], [12, 4, { a: 1, b: 3, equal: 8 }, 6, 2]);
    assert.deepEqual(classes, [
      { label: 'no', rows: 5, a: 3 / 5, b: 4 / 5, only_a: 0, only_b: 1 },
      { label: 'yes', rows: 7, a: 4 / 7, b: 5 / 7, only_a: 1, only_b: 2 },
    ]);
    // Of 4 rows 1 or fewer on one side: 2 * (1 + 4) / 16.
    assert.deepEqual(
      { ...mcnemar, p: Number(mcnemar.p.toFixed(12)) },
      { difference: 2, statistic: 1, p: 0.625, exact: true },
    );
    assert.equal(rowChanges(pair, null, true).mcnemar.ignores_groups, true);
  });

  test('what changed most comes first: by the probability of the truth', () => {
    const changed = allChanged(pair);
    assert.deepEqual(
      changed.map(({ row }) => row),
      [17, 19, 16, 18],
    );
    assert.deepEqual(changed[2], { row: 16, truth: 'yes', a: 'yes', b: 'no', p_a: 0.8, p_b: 0.3 });
  });

  test('other rows, or another truth, are no pair', () => {
    const one = answers(BINARY, TRUTH, BY_A);
    const shifted = { ...one, rowIds: one.rowIds.map((row) => row + 1) };
    assert.equal(pairRows(one, shifted), null);
    assert.equal(pairRows(one, answers(BINARY, [...TRUTH.slice(0, 11), 0], BY_A)), null);
  });

  test('regression: closer counts', () => {
    const values = paired(
      answers(REGRESSION, [1, 2, 3, 4], [1, 2, 5, 4]),
      answers(REGRESSION, [1, 2, 3, 4], [2, 2, 4, 5]),
    );
    const { ahead, both_right: right, classes, moved } = rowChanges(values, null, false);
    assert.deepEqual([ahead, right, classes], [{ a: 2, b: 1, equal: 1 }, null, []]);
    assert.equal(moved.length, 3);
  });

  test('a group against its leader: adjusted; what is not paired is not tested', () => {
    const test = answersTest(pair);
    const others = [
      { version: 'x', test },
      { version: 'y', test: null },
      { version: 'z', test },
    ];
    const rows = correctedTests(others, holm);
    assert.deepEqual(
      rows.map(({ version, difference, p }) => [version, difference, p]),
      [
        ['x', 2, 1],
        ['y', null, null],
        ['z', 2, 1],
      ],
    );
  });
});

describe('slices', () => {
  test('the level where one learner wins is told apart, with Holm over all slices; small ones are not looked at', () => {
    const nRows = 400;
    const levels = ['a', 'b', 'rare'];
    const codes = Int32Array.from({ length: nRows }, (_, row) => (row < 10 ? 2 : row % 2));
    const values = Float64Array.from({ length: nRows }, (_, row) =>
      row % 7 === 0 ? Number.NaN : (row * 37) % 101,
    );
    const table = new Table(nRows, [
      { name: 'colour', type: 'category', codes, levels },
      { name: 'size', type: 'number', values, integer: true },
    ]);
    const ahead = Int8Array.from({ length: nRows }, (_, row) => (codes[row] === 1 && row % 4 === 1 ? 1 : 0));
    const slices = changedSlices(table, ahead);
    assert.deepEqual([slices[0].column, slices[0].slice, slices[0].only_a], ['colour', 'b', 0]);
    assert.equal(slices[0].gain, slices[0].only_b / slices[0].rows);
    assert.ok(slices.every(({ slice, p }) => slice !== 'rare' && p < 0.05));
    const even = changedSlices(
      table,
      ahead.map((_, row) => (row % 3) - 1),
    );
    assert.equal(even.length, 3);
    assert.ok(even.every(({ p }) => p >= 0.05));
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { canPermute, permutationP, permutationTestOf, permuteTarget } from '../../src/core/permutation.js';
import { stream } from '../../src/core/rng.js';
import type { Problem } from '../../src/core/task.js';
import { classTask, numbers, tableOf } from './made-table.js';

const problemOf = (y: readonly number[], groups: readonly number[] | null): Problem => ({
  task: classTask(['0', '1']),
  table: tableOf(numbers('x', [...y])),
  y: Float64Array.from(y),
  rowIds: Uint32Array.from(y, (_, row) => row),
  leftOut: [],
  groups: groups && Int32Array.from(groups),
  time: null,
  weights: null,
});

const sorted = (values: Iterable<number>) => [...values].sort((a, b) => a - b);

describe('permuted targets', () => {
  const y = Array.from({ length: 60 }, (_, row) => row);

  test('every answer once, in another order, by the stream alone', () => {
    const problem = problemOf(y, null);
    const permuted = permuteTarget(problem, stream(1, 'permutation', 0));
    assert.deepEqual(sorted(permuted.y), y);
    assert.notDeepEqual([...permuted.y], y);
    assert.deepEqual(permuted.y, permuteTarget(problem, stream(1, 'permutation', 0)).y);
    assert.notDeepEqual(permuted.y, permuteTarget(problem, stream(1, 'permutation', 1)).y);
    assert.equal(permuted.table, problem.table);
    assert.deepEqual([...problem.y], y);
  });

  test('groups keep their answers', () => {
    const groups = y.map((row) => row % 7);
    const { y: permuted } = permuteTarget(problemOf(y, groups), stream(1, 'permutation', 0));
    assert.deepEqual(
      [...permuted].map((value) => value % 7),
      groups,
    );
    assert.notDeepEqual([...permuted], y);
  });

  test('nothing can be permuted where each group has one answer', () => {
    assert.equal(canPermute(problemOf([0, 0, 1, 1], [5, 5, 6, 6])), false);
    assert.equal(canPermute(problemOf([0, 0, 1, 0], [5, 5, 6, 6])), true);
    assert.equal(canPermute(problemOf([1, 1], null)), false);
  });
});

test("p counts the observed order among its peers, as scikit-learn's permutation_test_score", () => {
  const max = { direction: 'max' } as const;
  assert.equal(permutationP(max, 0.8, [0.5, 0.6, 0.4]), 1 / 4);
  assert.equal(permutationP(max, 0.8, [0.8, 0.9, 0.4]), 3 / 4);
  assert.equal(permutationP({ direction: 'min' }, 0.8, [0.8, 0.9, 0.4]), 3 / 4);
  assert.equal(permutationP(max, 0.8, [null, 0.1]), 2 / 3);
});

describe('a test that was ended early', () => {
  const max = { direction: 'max' } as const;
  const zeros = (n: number) => Array.from({ length: n }, () => 0);

  test('has the p of those that were done, from 19 on; under them why it has none', () => {
    assert.deepEqual(permutationTestOf(max, 1, zeros(19), 100), {
      n: 100,
      done: 19,
      p: 1 / 20,
      values: zeros(19),
    });
    const { p, why, done } = permutationTestOf(max, 1, zeros(18), 100);
    assert.deepEqual([p, done], [null, 18]);
    assert.match(why ?? '', /18 permuted targets are too few/);
  });

  test('one that was not says nothing of it, however few were asked for', () => {
    assert.deepEqual(permutationTestOf(max, 1, zeros(3), 3), { n: 3, p: 1 / 4, values: zeros(3) });
    assert.equal(permutationTestOf(max, null, zeros(3), 3).p, null);
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { betterBy, sampledProblem } from '../../src/core/leak-gap.js';
import { numbers, problemOf, rowTexts, tableOf, words } from './made-table.js';

const table = tableOf(numbers('x', [0, 1, 2, 3]), words('w', ['a', 'b', 'a', 'b']));

describe('a problem sampled before the split', () => {
  const problem = problemOf(table, [0, 0, 0, 1], {
    rowIds: Uint32Array.of(10, 11, 12, 13),
    groups: Int32Array.of(0, 0, 1, 2),
    time: Float64Array.of(5, 6, 7, 8),
    weights: Float64Array.of(1, 2, 3, 4),
    costs: Float64Array.of(0, 1, 0, 2, 0, 3, 4, 0),
  });
  const sampled = sampledProblem(problem, {
    keep: Uint32Array.of(0, 2, 3, 3),
    synthetic: tableOf(numbers('x', [2.5]), words('w', ['b'], ['a', 'b'])),
    syntheticY: Float64Array.of(1),
    origin: Uint32Array.of(3),
    warnings: [],
  });

  test('holds the rows kept, repeats, then those made', () => {
    assert.deepEqual(rowTexts(sampled.problem.table), ['0|a', '2|a', '3|b', '3|b', '2.5|b']);
    assert.deepEqual([...sampled.problem.y], [0, 0, 1, 1, 1]);
    assert.deepEqual([...sampled.isReal], [1, 1, 1, 0, 0]);
  });

  test('gives what was made the group, time, weight and costs of its base', () => {
    const { groups, time, weights, costs, rowIds } = sampled.problem;
    assert.deepEqual([...(groups ?? [])], [0, 1, 2, 2, 2]);
    assert.deepEqual([...(time ?? [])], [5, 7, 8, 8, 8]);
    assert.deepEqual([...(weights ?? [])], [1, 3, 4, 4, 4]);
    assert.deepEqual([...(costs ?? [])], [0, 1, 0, 3, 4, 0, 4, 0, 4, 0]);
    assert.deepEqual([...rowIds], [10, 12, 13, 13, 13]);
  });
});

test('better is more, or less, as the metric runs; undefined where one is', () => {
  assert.equal(betterBy({ direction: 'max' }, 0.75, 0.5), 0.25);
  assert.equal(betterBy({ direction: 'min' }, 0.5, 0.75), 0.25);
  assert.equal(betterBy({ direction: 'max' }, null, 0.5), null);
  assert.equal(betterBy({ direction: 'max' }, 0.5, null), null);
});

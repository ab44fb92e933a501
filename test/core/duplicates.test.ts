import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { equalRows } from '../../src/core/duplicates.js';
import { codedColumn, numericColumn } from '../../src/core/make-column.js';
import { stream } from '../../src/core/rng.js';

describe('equal rows', () => {
  test('are those that a naive comparison finds', () => {
    const rng = stream(3, 'equal-rows');
    const a = numericColumn(
      'a',
      Array.from({ length: 300 }, () => [0, -0, 1, null][rng.below(4)]),
    );
    const b = codedColumn(
      'b',
      Array.from({ length: 300 }, () => ['x', 'y', null][rng.below(3)]),
    );
    const c = numericColumn(
      'c',
      Array.from({ length: 300 }, () => rng.below(12) / 4),
    );
    const naive = new Map<string, number[]>();
    for (let row = 0; row < 300; row++) {
      const key = `${a.values[row] + 0}|${b.codes[row]}|${c.values[row]}`;
      naive.set(key, [...(naive.get(key) ?? []), row]);
    }
    const expected = [...naive.values()].filter((rows) => rows.length > 1);
    const found = equalRows([a, b, c], 300).map((rows) => [...rows]);
    const inOrder = (sets: number[][]) => sets.sort((p, q) => p[0] - q[0]);
    assert.deepEqual(inOrder(found), inOrder(expected));
  });
});

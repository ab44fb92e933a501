import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Space } from '../../../src/core/params.js';
import { grid, gridPoints } from '../../../src/core/searches/grid.js';
import { Proposals } from '../../../src/core/searches/proposals.js';
import type { SearchSpace } from '../../../src/core/searches/search.js';

const all = (space: SearchSpace, trials = grid.size(space), seed = 1) => {
  const proposals = new Proposals(grid, space, trials, seed);
  return Array.from({ length: trials }, () => proposals.next([]));
};

describe('the points of a grid', () => {
  const cases: [string, Space, readonly unknown[]][] = [
    ['choices as they are, each once', { choices: ['sqrt', 0.5, null, 0.5] }, ['sqrt', 0.5, null]],
    [
      'whole numbers all while there are few',
      { low: 2, high: 13, integer: true },
      [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
    ],
    ['whole numbers, five of many', { low: 2, high: 20, integer: true }, [2, 7, 11, 16, 20]],
    ['whole numbers in equal ratios', { low: 1, high: 50, log: true, integer: true }, [1, 3, 7, 19, 50]],
    ['five of five in a log range', { low: 1, high: 5, log: true, integer: true }, [1, 2, 3, 4, 5]],
    ['fractions at equal distances', { low: 0, high: 0.4 }, [0, 0.1, 0.2, 0.3, 0.4]],
    [
      'fractions in equal ratios, both ends exact',
      { low: 1e-4, high: 1, log: true },
      [1e-4, 1e-3, 1e-2, 1e-1, 1],
    ],
  ];
  for (const [name, space, points] of cases)
    test(name, () => {
      assert.deepEqual(gridPoints(space), points);
    });

  test('a range too narrow for five different numbers has fewer', () => {
    const points = gridPoints({ low: 1, high: 1 + Number.EPSILON });
    assert.equal(new Set(points).size, points.length);
    assert.ok(points.length < 5);
  });
});

describe('grid', () => {
  const SPACE: SearchSpace = {
    leaf: { choices: [5, 1] },
    depth: { low: 2, high: 4, integer: true },
  };

  test('every combination once, in the order given, the last parameter changing fastest', () => {
    assert.equal(grid.size(SPACE), 6);
    assert.deepEqual(
      all(SPACE).map(({ leaf, depth }) => [leaf, depth]),
      [
        [5, 2],
        [5, 3],
        [5, 4],
        [1, 2],
        [1, 3],
        [1, 4],
      ],
    );
  });

  test('fewer trials are a sample by the seed that goes on when more are asked for', () => {
    const space: SearchSpace = { a: { low: 0, high: 1 }, b: { low: 1, high: 9, integer: true } };
    const ten = all(space, 10);
    assert.deepEqual(all(space, 10), ten);
    assert.deepEqual(all(space, 30).slice(0, 10), ten);
    assert.notDeepEqual(all(space, 10, 2), ten);
    assert.ok(new Set(all(space, 30).map(({ a }) => a)).size === 5, 'all over the grid, not its first rows');
  });

  test('one trial less than there are settings still finds different ones', () => {
    assert.equal(new Set(all(SPACE, 5).map((params) => JSON.stringify(params))).size, 5);
  });
});

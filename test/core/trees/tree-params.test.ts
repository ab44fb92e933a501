/** What forests draw, and what their parameters cannot do. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AssayError } from '../../../src/core/errors.js';
import { forest } from '../../../src/core/models/forest.js';
import type { Fitted } from '../../../src/core/models/model.js';
import { tree } from '../../../src/core/models/tree.js';
import { resolveParams } from '../../../src/core/params.js';
import { forestOptions } from '../../../src/core/trees/tree-params.js';
import { contextOf, regressionBlockOf } from '../models/fixtures.js';

type Given = Parameters<typeof resolveParams>[2];

const { task, ...data } = regressionBlockOf([[1], [2], [3]], [1, 2, 3]);
const resolve = (given: Given) => resolveParams('forest', forest.params, given);
const drawsOf = (given: Given, nRows: number) => forestOptions(resolve(given), nRows, 4, task).draws;

describe('max_samples', () => {
  test('a share is rounded down, a count may be above the number of rows', () => {
    assert.equal(drawsOf({ max_samples: 0.5 }, 7), 3);
    assert.equal(drawsOf({ max_samples: 0.01 }, 7), 1);
    assert.equal(drawsOf({ max_samples: 700 }, 480), 700);
    assert.equal(drawsOf({}, 480), 480);
    assert.equal(drawsOf({ bootstrap: false }, 480), null);
  });

  test('more than rows can be counted by is refused', () => {
    assert.throws(() => forest.check?.(resolve({ max_samples: 301 }), task, data), { exitCode: 2 });
    forest.check?.(resolve({ max_samples: 300 }), task, data);
  });
});

test('all rows need no bootstrap, fewer do', () => {
  const check = (given: Given) => forest.check?.(resolve({ bootstrap: false, ...given }), task, data);
  check({ subsample: 1 });
  assert.throws(() => check({ subsample: 0.5 }), {
    exitCode: 2,
    message: /max_samples needs rows that are drawn/,
  });
});

test('a column with two directions is refused', () => {
  const check = (typed: string) => forest.check?.(resolve({ monotonic_cst: typed }), task, data);
  assert.throws(() => check('x0:1,x0:-1'), { exitCode: 2, message: /names x0 twice/ });
  check('x0:1');
});

test('more trees than memory bears are refused; leaves of more rows than there are do not split', () => {
  assert.throws(() => resolve({ n_estimators: 99999999999 }), { exitCode: 2, message: /from 1 to 100000/ });
  const train = regressionBlockOf([[1], [2], [3], [4]], [1, 2, 3, 4]);
  const params = resolveParams('tree', tree.params, { min_samples_leaf: 4294967297 });
  const context = contextOf();
  const predicted = (tree.fit(train, params, context) as Fitted).predict(train, context.engine);
  assert.deepEqual([...predicted], [2.5, 2.5, 2.5, 2.5]);
});

test('criterion=poisson is refused before any fit where answers are no counts, exit 3', () => {
  const check = (y: readonly number[]) =>
    forest.check?.(resolve({ criterion: 'poisson' }), task, { ...data, y: Float64Array.from(y) });
  check([0, 0, 1]);
  for (const [y, expected] of [
    [[0, -1, 2], /y of 0 or more, and it has -1/],
    [[0, 0, 0], /it is 0 in every row/],
  ] as const) {
    assert.throws(
      () => check(y),
      (error) => error instanceof AssayError && error.exitCode === 3 && expected.test(error.message),
    );
  }
});

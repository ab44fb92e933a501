import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { knn } from '../../../src/core/models/knn.js';
import type { Fitted, TrainBlock } from '../../../src/core/models/model.js';
import { type Params, resolveParams } from '../../../src/core/params.js';
import { stream } from '../../../src/core/rng.js';
import { blockOf, closeTo, contextOf, readGolden, regressionBlockOf, trainBlockOf } from './fixtures.js';

// Written by test/golden/make_knn.py.
const golden = readGolden<{
  X: number[][];
  asked: number[][];
  labels: number[];
  values: number[];
  cases: { params: Params; proba: number[][]; value: number[] }[];
}>('knn.json');

const { engine } = contextOf();

const fit = (train: TrainBlock, given: Params) =>
  knn.fit(train, resolveParams('knn', knn.params, given), contextOf()) as Fitted;

describe('k nearest neighbours', () => {
  for (const { params, proba, value } of golden.cases) {
    test(`${Object.values(params).join(', ')}: scikit-learn's answers`, () => {
      const asked = blockOf(golden.asked);
      const classes = fit(trainBlockOf(golden.X, golden.labels), params).predict(asked, engine);
      closeTo(classes, proba.flat(), 1e-12, 'probabilities');
      const numbers = fit(regressionBlockOf(golden.X, golden.values), params).predict(asked, engine);
      closeTo(numbers, value, 1e-12, 'values');
    });
  }

  for (const metric of ['euclidean', 'manhattan']) {
    test(`${metric}: of rows that are equally far the first ones answer`, () => {
      const rows = [[3], [1], [-1], [1], [-1], [2], [-2]];
      const values = rows.map((_, row) => row);
      for (const [n_neighbors, first] of [
        [1, [1]],
        [3, [1, 2, 3]],
        [5, [1, 2, 3, 4, 5]],
      ] as const) {
        const fitted = fit(regressionBlockOf(rows, values), { n_neighbors, metric });
        const mean = first.reduce((sum, row) => sum + row, 0) / n_neighbors;
        closeTo(fitted.predict(blockOf([[0]]), engine), [mean], 1e-15, `${n_neighbors}`);
      }
    });

    test(`${metric}: a row's answer does not depend on what is asked beside it, however far`, () => {
      const rng = stream(3, 'rows');
      const row = () => Array.from({ length: 4 }, () => rng.uniform());
      const rows = Array.from({ length: 60 }, row);
      const fitted = fit(
        trainBlockOf(
          rows,
          rows.map((_, i) => i % 3),
        ),
        { metric },
      );
      const asked = Array.from({ length: 2100 }, row); // three blocks
      const alone = asked.slice(0, 8).map((one) => [...fitted.predict(blockOf([one]), engine)]);
      const far = [1e300, -1e300, 1e18, 1e9].map((value) => [value, 0.5, -value, 0]);
      const together = fitted.predict(blockOf([...asked, ...far]), engine);
      assert.deepEqual([...together.subarray(0, 24)], alone.flat());
      assert.ok(together.every((p) => p >= 0 && p <= 1));
    });
  }

  test('more neighbours than rows: all rows answer, and it is said', () => {
    const fitted = fit(regressionBlockOf([[0], [1], [5]], [1, 2, 6]), { n_neighbors: 10 });
    assert.deepEqual([...fitted.predict(blockOf([[9]]), engine)], [3]);
    assert.match(fitted.warnings?.[0].message ?? '', /n_neighbors=10 and has 3 training rows/);
  });

  test('without a usable column every row is equally near', () => {
    const train = { ...regressionBlockOf([[0], [0], [0]], [3, 4, 8]), columns: [] };
    const fitted = fit(train, { n_neighbors: 2 });
    assert.deepEqual([...fitted.predict({ nRows: 2, columns: [] }, engine)], [3.5, 3.5]);
  });
});

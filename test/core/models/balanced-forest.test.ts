import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { balancedForest } from '../../../src/core/models/balanced-forest.js';
import type { Fitted, TrainBlock } from '../../../src/core/models/model.js';
import { type Params, resolveParams } from '../../../src/core/params.js';
import { stream } from '../../../src/core/rng.js';
import { isNumeric } from '../../../src/core/table.js';
import { contextOf, trainBlockOf } from './fixtures.js';

const context = contextOf();
const paramsOf = (given: Params) => resolveParams('balanced-forest', balancedForest.params, given);

const fit = (train: TrainBlock, given: Params = {}) =>
  balancedForest.fit(train, paramsOf({ n_estimators: 30, ...given }), context) as Fitted;

const check = (train: TrainBlock, given: Params) =>
  balancedForest.check?.(paramsOf(given), train.task, train);

/** Noise, a tenth of the rows in the second class. @param shares of the classes after the first */
function noise(shares: readonly number[]): TrainBlock {
  const rng = stream(3, 'noise');
  const rows = Array.from({ length: 400 }, () => [rng.below(50), rng.below(50)]);
  const y = rows.map((_, row) => shares.findIndex((share) => row % 20 < 20 * share) + 1);
  return trainBlockOf(rows, y);
}

/** Mean probability of each class over the rows. */
function meanShares(fitted: Fitted, train: TrainBlock): number[] {
  const K = train.task.classes.length;
  const output = fitted.predict(train, context.engine);
  return Array.from({ length: K }, (_, k) => {
    const own = output.filter((_, i) => i % K === k);
    return own.reduce((sum, share) => sum + share, 0) / train.nRows;
  });
}

describe('balanced-forest', () => {
  const one = noise([0.1]);
  const firstCell = ({ columns: [first] }: TrainBlock, row: number) =>
    isNumeric(first) ? first.values[row] : Number.NaN;

  test('a tree that splits nothing has the shares that sampling_strategy gives its rows', () => {
    const stump = { min_samples_split: 10_000, n_estimators: 1 };
    for (const [sampling_strategy, share] of [
      ['all', 0.5],
      ['auto', 0.5],
      [0.25, 0.2],
      ['0:120,1:30', 0.2],
      ['majority', 0.5],
    ] as const) {
      for (const replacement of [true, false]) {
        const [, second] = meanShares(fit(one, { ...stump, sampling_strategy, replacement }), one);
        assert.ok(Math.abs(second - share) < 1e-12, `${sampling_strategy}: ${second}`);
      }
    }
  });

  test('three classes', () => {
    const three = noise([0.1, 0.3]);
    const stump = { min_samples_split: 10_000, n_estimators: 1 };
    for (const share of meanShares(fit(three, stump), three)) assert.ok(Math.abs(share - 1 / 3) < 1e-12);
    // The class of 40 rows stays, the largest comes down to it, that of 80 does not.
    const [, first, second] = meanShares(fit(three, { ...stump, sampling_strategy: 'majority' }), three);
    assert.ok(Math.abs(first - 0.25) < 1e-12 && Math.abs(second - 0.5) < 1e-12, `${first}, ${second}`);
  });

  test('a bootstrap sample is of the balanced rows, no more than there are', () => {
    const given = { bootstrap: true, min_samples_split: 10_000, n_estimators: 200 };
    for (const max_samples of [null, 0.05, 10_000]) {
      const [, second] = meanShares(fit(one, { ...given, max_samples }), one);
      assert.ok(Math.abs(second - 0.5) < 0.05, `${max_samples}: ${second}`);
    }
  });

  test('rows that no tree draws are scored out of the bag', () => {
    const known = { ...one, y: one.y.map((_, row) => Number(firstCell(one, row) >= 45)) };
    const { outOfBag } = fit(known, { oob_score: true });
    assert.ok(outOfBag && outOfBag > 0.97, `${outOfBag}`);
    assert.doesNotThrow(() => check(one, { oob_score: true }));
    assert.throws(() => check(one, { oob_score: true, replacement: false }), { exitCode: 2 });
  });

  test('what no sample can be is refused', () => {
    const three = noise([0.1, 0.3]);
    assert.throws(() => check(three, { sampling_strategy: 0.5 }), {
      exitCode: 2,
      message: /ratio of two classes/,
    });
    assert.throws(() => check(one, { sampling_strategy: '7:10' }), { exitCode: 2, message: /"7"/ });
    assert.throws(() => fit(one, { sampling_strategy: '1:41' }), {
      exitCode: 2,
      message: /41 rows of class 1/,
    });
    assert.throws(() => fit(one, { sampling_strategy: '0:0,1:0' }), {
      exitCode: 2,
      message: /takes no training row/,
    });
  });
});

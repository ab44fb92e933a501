/** What every model that averages trees promises besides the contract of models. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { extraTrees } from '../../src/core/models/extra-trees.js';
import { forest } from '../../src/core/models/forest.js';
import type { Fitted, Model, TrainBlock } from '../../src/core/models/model.js';
import { tree } from '../../src/core/models/tree.js';
import { type Params, resolveParams } from '../../src/core/params.js';
import { stream } from '../../src/core/rng.js';
import { type Column, isNumeric } from '../../src/core/table.js';
import { contextOf, regressionBlockOf, trainBlockOf } from '../core/models/fixtures.js';

const MODELS = [tree, forest, extraTrees];
const context = contextOf();

function fit(model: Model, train: TrainBlock, given: Params = {}): Fitted {
  const few: Params = model === tree ? {} : { n_estimators: 12 };
  const params = resolveParams(model.id, model.params, { ...few, ...given });
  return model.fit(train, params, context) as Fitted;
}

const predict = (fitted: Fitted, block: TrainBlock) => fitted.predict(block, context.engine);

/** Four columns of whole numbers, the first with missing cells; the answer depends on three of them. */
function madeBlock(nRows: number, classes: number | null): TrainBlock {
  const rng = stream(4, 'made trees');
  const rows = Array.from({ length: nRows }, () => [9, 40, 300, 3].map((below) => rng.below(below)));
  const score = rows.map(([a, b, c]) => a / 9 + b / 40 - c / 300 + rng.uniform());
  const train =
    classes === null
      ? regressionBlockOf(rows, score)
      : trainBlockOf(
          rows,
          score.map((value) => Math.min(classes - 1, Math.max(0, Math.floor((value * classes) / 2)))),
        );
  const [first, ...others] = train.columns;
  if (!isNumeric(first)) throw new Error('numbers only');
  const withMissing = first.values.map((value) => (value === 4 ? Number.NaN : value));
  return { ...train, columns: [{ ...first, values: withMissing }, ...others] };
}

function takeRows(train: TrainBlock, rows: readonly number[]): TrainBlock {
  const take = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]);
  const columns = train.columns.map((column): Column => {
    if (!isNumeric(column)) throw new Error('numbers only');
    return { ...column, values: take(column.values) };
  });
  return { ...train, nRows: rows.length, columns, y: take(train.y) };
}

const KINDS = { binary: 2, multiclass: 3, regression: null } as const;
const flat = (name: string, nRows: number, value: number): Column => ({
  name,
  type: 'number',
  values: new Float64Array(nRows).fill(value),
  integer: false,
});

/** Rows whose weights fall to a 5e15th part, and the same rows with the smallest weights raised. */
function decayingWeights(seed: number, classes: number | null) {
  const rng = stream(seed, 'decaying weights');
  const rows = Array.from({ length: 1000 }, () => [rng.below(31), rng.below(40)]);
  const weights = rows.map(([age]) => Math.exp(-1.18 * age) * (0.6 + 0.8 * rng.uniform()));
  const y = rows.map(([, x]) => (x > 12 ? 1 : 0) + (x > 30 && classes === 3 ? 1 : 0));
  const block = classes === null ? regressionBlockOf : trainBlockOf;
  const answers = classes === null ? y.map((value) => 3 * value + 0.5 * rng.uniform()) : y;
  return [weights, weights.map((weight) => Math.max(weight, 1e-9))].map((own) => block(rows, answers, own));
}

for (const [name, classes, given] of [
  ['squared_error', null, {}],
  ['absolute_error', null, { criterion: 'absolute_error' }],
  ['gini', 2, {}],
  ['entropy', 2, { criterion: 'entropy' }],
  ['gini of three', 3, {}],
  ['entropy of three', 3, { criterion: 'entropy' }],
] as const) {
  test(`${name}: a side of next to no weight does not win`, () => {
    for (let seed = 0; seed < 8; seed++) {
      const [train, raised] = decayingWeights(seed, classes);
      const [fitted, other] = [train, raised].map((block) => fit(tree, block, { ...given, max_depth: 4 }));
      const { gain } = fitted.importances ?? { gain: [] };
      assert.ok(
        [...gain].every((share) => share >= 0 && share <= 1),
        `seed ${seed}: shares of the gain are ${[...gain]}`,
      );
      const off = (by: Fitted) => {
        const given = predict(by, train);
        const width = given.length / train.nRows;
        const errors = train.y.map((y, row) =>
          width === 1 ? Math.abs(given[row] - y) : 1 - given[row * width + y],
        );
        return errors.reduce((sum, error, row) => sum + error * (train.weights?.[row] ?? 1), 0);
      };
      assert.ok(
        off(fitted) <= 1.05 * off(other) + 1e-9,
        `seed ${seed}: off by ${off(fitted)}, not ${off(other)}`,
      );
    }
  });
}

for (const model of MODELS) {
  for (const [kind, classes] of Object.entries(KINDS)) {
    describe(`${model.id}, ${kind}`, () => {
      const train = madeBlock(700, classes);
      const fitted = fit(model, train);

      test('the order of columns does not matter', () => {
        const turned = { ...train, columns: train.columns.toReversed() };
        assert.deepEqual(predict(fit(model, turned), turned), predict(fitted, train));
      });

      test('a constant column and one of missing cells are never used and change nothing', () => {
        const useless = [flat('a constant', 700, 7), flat('nothing', 700, Number.NaN)];
        const wide = { ...train, columns: [...useless, ...train.columns] };
        // As many features a split, whatever there is.
        const given: Params = model === tree ? {} : { max_features: 2 };
        const other = fit(model, wide, given);
        assert.deepEqual([...(other.importances?.split ?? [])].slice(0, 2), [0, 0]);
        assert.deepEqual(predict(other, wide), predict(fit(model, train, given), train));
      });

      test('rows that are all alike give one leaf', () => {
        const alike = { ...train, columns: [flat('same', 700, 1), flat('too', 700, 2)] };
        const { importances } = fit(model, alike);
        assert.deepEqual([...(importances?.split ?? [])], [0, 0]);
      });

      test('rows that stand there twice are rows of weight 2', () => {
        const twice = takeRows(train, [...train.y.keys(), ...train.y.keys()]);
        const weighted = { ...train, weights: new Float64Array(train.nRows).fill(2) };
        // Counts of rows differ, and so do bootstrap samples; small nodes are looked at in another order.
        const given: Params = { max_depth: 3, ...(model === tree ? {} : { bootstrap: false }) };
        const [one, other] = [fit(model, twice, given), fit(model, weighted, given)];
        const off = predict(one, train).map((value, i) => Math.abs(value - predict(other, train)[i]));
        assert.ok(Math.max(...off) < 1e-12, `differ by ${Math.max(...off)}`);
        assert.ok([...(one.importances?.split ?? [])].some((count) => count > 1));
      });

      test('rows of other weights give other trees', () => {
        const weighted = { ...train, weights: train.y.map((_, row) => (row % 2 === 0 ? 1 : 5)) };
        const given = { max_depth: 3 };
        assert.notDeepEqual(
          predict(fit(model, weighted, given), train),
          predict(fit(model, train, given), train),
        );
      });

      test('max_leaf_nodes bounds the leaves; the node that gains most comes first', () => {
        const splits = (given: Params) =>
          fit(model, train, {
            ...given,
            ...(model === tree ? {} : { n_estimators: 1 }),
          }).importances?.split.reduce((sum, count) => sum + count, 0);
        assert.equal(splits({ max_leaf_nodes: 7 }), 6);
      });

      test('ccp_alpha prunes: fewer splits, at last none', () => {
        const splits = [0, 1e-4, 3e-3, 0.02, 10].map(
          (alpha) =>
            fit(model, train, { ccp_alpha: alpha }).importances?.split.reduce((a, b) => a + b, 0) ?? -1,
        );
        assert.deepEqual(
          splits,
          splits.toSorted((a, b) => b - a),
        );
        assert.ok(splits[2] < splits[0] && splits[2] > 0, splits.join(', '));
        assert.equal(splits[4], 0);
      });

      if (model !== tree) {
        test('stages are what fewer trees predict', () => {
          const [five] = fitted.staged?.predict(train, [5, 12], context.engine) ?? [];
          assert.deepEqual(five, predict(fit(model, train, { n_estimators: 5 }), train));
        });

        test('the out-of-bag score is that of a naive twin', () => {
          const { outOfBag, staged } = fit(model, train, { oob_score: true, bootstrap: true });
          const naive = naiveOutOfBag(model.id, train, staged);
          assert.ok(outOfBag && Math.abs(outOfBag - naive) < 1e-12, `${outOfBag}, not ${naive}`);
        });
      }

      if (classes !== 3) {
        test('monotonic_cst: predictions keep the directions', () => {
          const kept = fit(model, train, { monotonic_cst: 'x1:1,x2:-1', max_depth: 6 });
          for (const [column, sign] of [
            [1, 1],
            [2, -1],
          ]) {
            const [rising, free] = [kept, fitted].map((each) => worstStep(each, train, column, sign));
            assert.ok(rising <= 1e-12, `x${column} goes back by ${rising}`);
            assert.ok(free > 0.01, 'without directions it does go back');
          }
        });
      }
    });
  }

  test(`${model.id}: a million categories, the frequent ones told apart`, () => {
    const nRows = 20_000;
    const levels = Array.from({ length: 1_000_000 }, (_, code) => `l${code}`);
    const codes = Int32Array.from({ length: nRows }, (_, row) => (row % 2 ? row % 8 : 40 * row));
    const town: Column = { name: 'town', type: 'category', codes, levels };
    const y = Float64Array.from(codes, (code) => (code < 8 ? Number(code > 3) : 0));
    const fitted = fit(model, { ...madeBlock(nRows, 2), columns: [town], y });
    const asked = { ...town, codes: Int32Array.of(1, 5, 40 * 1000, 999_999) };
    const output = fitted.predict({ nRows: 4, columns: [asked] }, context.engine);
    assert.deepEqual(
      [1, 3, 5].map((at) => output[at] > 0.5),
      [false, true, false],
    );
    assert.ok(output.every((share) => share >= 0 && share <= 1));
  });

  test(`${model.id}: numbers whose differences are beyond all numbers`, () => {
    const values = [-1.7e308, -1.2e308, -1e300, 1e300, 1.2e308, 1.7e308];
    const cells = Array.from({ length: 240 }, (_, row) => values[row % 6]);
    const train = trainBlockOf(
      cells.map((cell) => [cell]),
      cells.map((cell) => Number(cell === 1.2e308 || cell < -1e307)),
    );
    const output = predict(fit(model, train, { max_features: 'all' }), train);
    for (const [row, label] of train.y.entries())
      assert.equal(output[2 * row + 1] > 0.5, label === 1, `row ${row}`);
  });

  test(`${model.id}: 10,000 columns`, () => {
    const rng = stream(8, 'wide');
    const nRows = 60;
    const columns = Array.from(
      { length: 10_000 },
      (_, j): Column => ({
        ...flat(`c${j}`, nRows, 0),
        type: 'number',
        integer: true,
        values: Float64Array.from({ length: nRows }, () => rng.below(j < 9_000 ? 1 : 9)),
      }),
    );
    const train = { ...madeBlock(nRows, 2), columns };
    const { importances } = fit(model, train);
    assert.ok(importances?.split.some((count) => count > 0));
    assert.ok(importances?.split.subarray(0, 9_000).every((count) => count === 0));
  });
}

/** How far the prediction goes against a direction between neighbouring values of a column, at the most, over some rows. */
function worstStep(fitted: Fitted, train: TrainBlock, column: number, sign: number): number {
  const at = train.columns[column];
  if (!isNumeric(at)) throw new Error('numbers only');
  const values = [...new Set(at.values)].sort((a, b) => a - b);
  const width = train.task.kind === 'regression' ? 1 : 2;
  let worst = 0;
  for (let row = 0; row < 20; row++) {
    const columns = train.columns.map((each, j) => ({
      ...each,
      values: values.map((value) => (j === column ? value : isNumeric(each) ? each.values[row] : 0)),
    }));
    const block = {
      nRows: values.length,
      columns: columns.map((each) => ({ ...each, values: Float64Array.from(each.values) }) as Column),
    };
    const output = fitted.predict(block, context.engine).filter((_, i) => i % width === width - 1);
    for (let i = 1; i < output.length; i++) worst = Math.max(worst, sign * (output[i - 1] - output[i]));
  }
  return worst;
}

/** From what stages tell of each tree, and the rows that it drew, drawn again. */
function naiveOutOfBag(
  id: string,
  { nRows, task, y, ...train }: TrainBlock,
  staged: Fitted['staged'],
): number {
  const width = Math.max(1, task.classes.length);
  const sums = new Float64Array(nRows * width);
  const counts = new Uint32Array(nRows);
  const stages =
    staged?.predict(
      { nRows, ...train },
      [...Array(12).keys()].map((t) => t + 1),
      context.engine,
    ) ?? [];
  stages.forEach((stage, t) => {
    const rng = context.stream(id, t);
    const drawn = new Set<number>();
    for (let i = 0; i < nRows; i++) drawn.add(Math.floor((rng.nextUint32() * nRows) / 2 ** 32));
    for (let row = 0; row < nRows; row++) {
      if (drawn.has(row)) continue;
      counts[row]++;
      for (let k = row * width; k < (row + 1) * width; k++)
        sums[k] += (t + 1) * stage[k] - t * (t > 0 ? stages[t - 1][k] : 0);
    }
  });
  const rows = [...counts.keys()].filter((row) => counts[row] > 0);
  if (task.kind === 'regression') {
    const mean = rows.reduce((sum, row) => sum + y[row], 0) / rows.length;
    const left = rows.reduce((sum, row) => sum + (y[row] - sums[row] / counts[row]) ** 2, 0);
    return 1 - left / rows.reduce((sum, row) => sum + (y[row] - mean) ** 2, 0);
  }
  const right = rows.filter((row) => {
    const shares = [...sums.subarray(row * width, (row + 1) * width)];
    // Of two classes the positive one is answered from a half on, as everywhere.
    if (width === 2) return y[row] === Number(shares[1] >= shares[0] - 1e-9);
    return y[row] === shares.reduce((best, share, k) => (share > shares[best] + 1e-9 ? k : best), 0);
  });
  return right.length / rows.length;
}

describe('balanced bags', () => {
  test('both classes weigh the same in every sample', () => {
    const train = { ...madeBlock(300, 2), balancedBags: true };
    const y = train.y.map((_, row) => Number(row % 10 === 0));
    for (const model of [forest, extraTrees]) {
      const fitted = fit(model, { ...train, y }, { min_samples_leaf: 200, bootstrap: true });
      for (const p of predict(fitted, train)) assert.ok(Math.abs(p - 0.5) < 1e-12);
    }
  });

  test('three classes too', () => {
    const train = { ...madeBlock(300, 3), balancedBags: true };
    const y = train.y.map((_, row) => (row % 10 === 0 ? 0 : 1 + (row % 2)));
    const fitted = fit(forest, { ...train, y }, { min_samples_leaf: 200 });
    for (const p of predict(fitted, train)) assert.ok(Math.abs(p - 1 / 3) < 1e-12);
  });
});

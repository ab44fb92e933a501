import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { boost } from '../../../src/core/models/boost.js';
import type { TrainBlock } from '../../../src/core/models/model.js';
import { exp, log } from '../../../src/core/numeric.js';
import { findParam, type Params, resolveParams } from '../../../src/core/params.js';
import { stream } from '../../../src/core/rng.js';
import type { Column } from '../../../src/core/table.js';
import { drawHeldOut } from '../../../src/core/trees/early-stopping.js';
import { closeTo, contextOf, regressionBlockOf, trainBlockOf } from './fixtures.js';

const context = contextOf();

const paramsOf = (given: Params) => resolveParams('boost', boost.params, given);

const fit = async (train: TrainBlock, given: Params = {}) =>
  boost.fit(train, paramsOf({ min_samples_leaf: 5, n_estimators: 20, ...given }), context);

const predict = async (train: TrainBlock, given: Params = {}) =>
  (await fit(train, given)).predict(train, context.engine);

/** Standard normal columns. */
function rowsOf(nRows: number, nColumns: number): number[][] {
  const rng = stream(4, 'rows', nRows, nColumns);
  return Array.from({ length: nRows }, () => Array.from({ length: nColumns }, () => rng.normal(log)));
}

const X = rowsOf(400, 4);
const noise = rowsOf(400, 1).map(([value]) => value);
const signal = X.map(([a, b, c]) => a - 0.5 * b * c);
const number = regressionBlockOf(
  X,
  signal.map((value, row) => value + 0.3 * noise[row]),
);
const binary = trainBlockOf(
  X,
  signal.map((value, row) => Number(value + noise[row] > 0)),
);
const multiclass = trainBlockOf(
  X,
  signal.map((value) => Number(value > -0.5) + Number(value > 0.5)),
);

const meanOf = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

/** One leaf alone: predictions are where scores start. */
const WITHOUT_SPLITS = { min_samples_leaf: 400, n_estimators: 1 };

describe('boost: where scores start', () => {
  test('the mean, the median, a quantile; shares of the classes', async () => {
    const sorted = number.y.toSorted();
    const level = 0.8 * 399;
    const below = sorted[Math.floor(level)];
    const at80 = below + (sorted[Math.floor(level) + 1] - below) * (level - Math.floor(level));
    const starts = {
      squared_error: meanOf(number.y),
      huber: meanOf(number.y),
      absolute_error: (sorted[199] + sorted[200]) / 2,
      quantile: at80,
    };
    for (const [loss, expected] of Object.entries(starts)) {
      // A leaf adds the mean gradient, which is 0 at the start of a squared error alone.
      const given = { ...WITHOUT_SPLITS, loss, alpha: 0.8, learning_rate: 1e-9 };
      closeTo((await predict(number, given)).subarray(0, 1), [expected], 1e-8, loss);
    }
    const shares = await predict(multiclass, WITHOUT_SPLITS);
    const expected = [0, 1, 2].map((k) => multiclass.y.filter((label) => label === k).length / 400);
    closeTo(shares.subarray(0, 3), expected, 1e-12, 'shares');
    const both = await predict(binary, WITHOUT_SPLITS);
    closeTo(both.subarray(0, 2), [1 - meanOf(binary.y), meanOf(binary.y)], 1e-12, 'both classes');
  });

  test('poisson and gamma start at the mean and predict nothing below 0', async () => {
    const amounts = { ...number, y: number.y.map((value) => exp(value)) };
    for (const loss of ['poisson', 'gamma']) {
      closeTo(
        (await predict(amounts, { ...WITHOUT_SPLITS, loss })).subarray(0, 1),
        [meanOf(amounts.y)],
        1e-9,
        loss,
      );
      const fitted = await predict(amounts, { loss });
      const off = (values: Float64Array) =>
        meanOf(values.map((value, row) => Math.abs(log(value) - log(amounts.y[row]))));
      assert.ok(off(fitted) < 0.8 * off(fitted.map(() => meanOf(amounts.y))), loss);
    }
  });
});

describe('boost: what losses aim at', () => {
  test('a share alpha of the rows lies below a quantile', async () => {
    for (const alpha of [0.2, 0.5, 0.9]) {
      const output = await predict(number, { loss: 'quantile', alpha, n_estimators: 60 });
      const share = meanOf(number.y.map((value, row) => Number(value <= output[row])));
      assert.ok(Math.abs(share - alpha) < 0.05, `${share} lie below the ${alpha} quantile`);
    }
  });

  test('one row far off moves squared errors more than absolute and huber ones', async () => {
    const spoilt = { ...number, y: number.y.map((value, row) => (row === 0 ? 1e4 : value)) };
    const moved = async (loss: string) => {
      const [clean, dirty] = [await predict(number, { loss }), await predict(spoilt, { loss })];
      return meanOf(clean.map((value, row) => (row === 0 ? 0 : Math.abs(value - dirty[row]))));
    };
    const [squared, absolute] = [await moved('squared_error'), await moved('absolute_error')];
    assert.ok(absolute < squared / 10, `${absolute}, ${squared}`);
  });

  test('log_loss is softmax of three and more classes', async () => {
    const named = await predict(multiclass, { loss: 'log_loss' });
    assert.deepEqual(named, await predict(multiclass, { loss: 'softmax' }));
  });
});

describe('boost: constraints', () => {
  const at = (train: TrainBlock, j: number, value: number): TrainBlock => ({
    ...train,
    columns: train.columns.map(
      (column, k): Column =>
        k === j && 'values' in column ? { ...column, values: column.values.map(() => value) } : column,
    ),
  });
  const STEPS = [-2, -1, -0.5, 0, 0.5, 1, 2];

  test('predictions keep the directions of monotonic_cst, and do not without', async () => {
    const falls = async (train: TrainBlock, given: Params, output = 0) => {
      const fitted = await fit(train, given);
      const steps = STEPS.map((value) => fitted.predict(at(train, 1, value), context.engine));
      const width = steps[0].length / train.nRows;
      return steps
        .slice(1)
        .some((step, i) => step.some((value, k) => k % width === output && value < steps[i][k] - 1e-12));
    };
    const firstPositive = { ...binary, task: { ...binary.task, positive: 0 } };
    for (const [train, output] of [
      [number, 0],
      [binary, 1],
      [firstPositive, 0],
    ] as const) {
      assert.equal(await falls(train, { monotonic_cst: 'x1:1' }, output), false);
      assert.equal(await falls(train, {}, output), true);
    }
  });

  test('columns of different groups of interaction_cst add up', async () => {
    const mixed = async (given: Params) => {
      const fitted = await fit(number, given);
      const corner = (a: number, b: number) => fitted.predict(at(at(number, 1, a), 2, b), context.engine)[0];
      return Math.abs(corner(1, 1) - corner(1, -1) - corner(-1, 1) + corner(-1, -1));
    };
    assert.ok((await mixed({ interaction_cst: 'x0+x1,x2+x3' })) < 1e-9);
    assert.ok((await mixed({ interaction_cst: 'no_interactions' })) < 1e-9);
    assert.ok((await mixed({ interaction_cst: '[["x1", "x2"]]' })) > 0.1);
    assert.ok((await mixed({})) > 0.1);
  });
});

describe('boost: early stopping', () => {
  const many = { n_estimators: 400, min_samples_leaf: 5, early_stopping: true };

  test('ends soon on noise and later on a signal, and keeps the rounds up to the best', async () => {
    const shuffled = { ...number, y: Float64Array.from(noise) };
    const [ofNoise, ofSignal] = [await fit(shuffled, many), await fit(number, many)];
    assert.ok(ofNoise.stoppedAt !== undefined && ofSignal.stoppedAt !== undefined);
    assert.ok(ofNoise.stoppedAt < 20, `${ofNoise.stoppedAt} rounds on noise`);
    assert.ok(
      ofSignal.stoppedAt > 20 && ofSignal.stoppedAt < 400,
      `${ofSignal.stoppedAt} rounds on a signal`,
    );
    assert.equal(ofSignal.staged?.rounds, ofSignal.stoppedAt);
  });

  test('a number of rounds turns it on; otherwise nothing is held out', async () => {
    assert.ok((await fit(number, { n_iter_no_change: 3 })).stoppedAt);
    assert.equal((await fit(number)).stoppedAt, undefined);
  });

  test('more patience never ends sooner, and a large tolerance at the first round', async () => {
    const after = async (given: Params) => (await fit(binary, { ...many, ...given })).stoppedAt ?? 0;
    assert.ok((await after({ n_iter_no_change: 50 })) >= (await after({ n_iter_no_change: 2 })));
    assert.equal(await after({ tol: 10 }), 1);
  });

  test('a share of less than a row still holds one out; of one row none can be', async () => {
    for (const train of [number, binary, multiclass])
      assert.ok((await fit(train, { ...many, validation_fraction: 1e-4 })).stoppedAt);
    assert.equal((await fit(regressionBlockOf([[1]], [1]), many)).stoppedAt, undefined);
  });

  test('each class has a row held out, and one to learn from', () => {
    const { task } = binary;
    const y = Float64Array.of(0, 1, 0, 1, 0);
    const rows = drawHeldOut(task, y, 0.01, stream(1, 'held-out'));
    assert.deepEqual([...rows].map((row) => y[row]).sort(), [0, 1]);
    assert.deepEqual([...drawHeldOut(task, Float64Array.of(0, 1), 0.5, stream(1, 'held-out'))], []);
  });
});

describe('boost: weights', () => {
  test('rows of little weight are as many rows in a leaf as others', async () => {
    const rows = Array.from({ length: 1500 }, (_, row) => [Number(row % 3 === 0)]);
    const light = rows.map(([x]) => (x === 1 ? 0.001 : 1));
    const y = rows.map(([x]) => 10 * x);
    const train = regressionBlockOf(rows, y, light);
    for (const least of [1, 20, 500]) {
      const output = await predict(train, { n_estimators: 100, min_samples_leaf: least });
      assert.ok(Math.abs(output[0] - 10) < 0.01, `min_samples_leaf=${least}: ${output[0]}`);
    }
    const output = await predict(train, { n_estimators: 100, min_samples_leaf: 501 });
    assert.equal(output[0], output[1]);
  });

  test('scale_pos_weight is a weight of the rows of the positive class, in the start of the scores too', async () => {
    const weighted = { ...binary, weights: binary.y.map((label) => (label === 1 ? 3 : 1)) };
    assert.deepEqual(await predict(binary, { scale_pos_weight: 3 }), await predict(weighted));
    const turned = { ...binary, task: { ...binary.task, positive: 0 } };
    const other = { ...binary, weights: binary.y.map((label) => (label === 0 ? 3 : 1)) };
    assert.deepEqual(await predict(turned, { scale_pos_weight: 3 }), await predict(other));
  });

  test('heavier positives are likelier', async () => {
    const mean = async (given: Params) =>
      meanOf((await predict(binary, given)).filter((_, i) => i % 2 === 1));
    assert.ok((await mean({ scale_pos_weight: 10 })) > (await mean({})) + 0.1);
  });
});

test('boost: leaves that need more rows than there are is a warning with both numbers', async () => {
  const warned = async (given: Params) => (await fit(number, given)).warnings?.map(({ message }) => message);
  assert.deepEqual(await warned({ min_samples_leaf: 200 }), []);
  const [message] = (await warned({ min_samples_leaf: 201 })) ?? [];
  assert.match(message, /min_samples_leaf=201 needs 402 rows, and a tree sees 400/);
  const [drawn] = (await warned({ min_samples_leaf: 101, subsample: 0.5 })) ?? [];
  assert.match(drawn, /needs 202 rows, and a tree sees 200/);
  assert.equal((await fit(number, { min_samples_leaf: 4294967297 })).warnings?.length, 1);
});

describe('boost: what is refused', () => {
  const refused = (train: TrainBlock, given: Params, exitCode: number, message: RegExp) =>
    assert.rejects(
      async () => fit(train, given),
      (error: Error & { exitCode: number; hint: string }) => {
        assert.equal(error.exitCode, exitCode);
        assert.match(error.message, message);
        assert.ok(error.hint.length > 0);
        return true;
      },
    );

  test('losses of another task', async () => {
    await refused(binary, { loss: 'poisson' }, 2, /loss=poisson is not for binary/);
    await refused(binary, { loss: 'softmax' }, 2, /loss=softmax is not for binary/);
    await refused(multiclass, { loss: 'squared_error' }, 2, /not for multiclass/);
    await refused(number, { loss: 'log_loss' }, 2, /not for regression/);
  });

  test('early stopping said to be off, and turned on', async () => {
    const both = { early_stopping: false, n_iter_no_change: 5 };
    await refused(number, both, 2, /early_stopping=false, and n_iter_no_change=5 turns it on/);
    assert.equal((await fit(number, { early_stopping: false })).stoppedAt, undefined);
  });

  test('an alpha that the loss does not look at, said before any fit', () => {
    const check = (train: TrainBlock, given: Params) => boost.check?.(paramsOf(given), train.task, train);
    const isRefused = { exitCode: 2, message: /alpha is of loss=quantile and loss=huber/ };
    assert.throws(() => check(number, { alpha: 1 }), isRefused);
    assert.throws(() => check(binary, { quantile: 0.1 }), isRefused);
    check(number, { alpha: 1, loss: 'huber' });
    check(number, {});
  });

  test('answers out of range, said before any fit', async () => {
    const check = (train: TrainBlock, loss: string) => boost.check?.(paramsOf({ loss }), train.task, train);
    const refusedFor = (message: RegExp, hint: RegExp) => ({ exitCode: 3, message, hint });
    assert.throws(
      () => check(number, 'poisson'),
      refusedFor(/needs y of 0 or more, and it has -/, /loss=squared_error/),
    );
    const zero = { ...number, y: number.y.map((value) => Math.max(0, value)) };
    assert.throws(() => check(zero, 'gamma'), refusedFor(/needs y above 0, and it has 0/, /loss=poisson/));
    const none = { ...number, y: new Float64Array(number.nRows) };
    assert.throws(() => check(none, 'poisson'), refusedFor(/is 0 in every row/, /loss=squared_error/));
    check(zero, 'poisson');
    await predict(zero, { loss: 'poisson' });
  });

  test('directions where there are none; weights of a class where there is none', async () => {
    await refused(multiclass, { monotonic_cst: 'x0:1' }, 2, /y is multiclass/);
    await refused(number, { monotonic_cst: 'x0:1', loss: 'absolute_error' }, 2, /keep no direction/);
    await refused(number, { scale_pos_weight: 2 }, 2, /y is regression/);
    await refused(number, { loss: 'quantile', alpha: 2 }, 2, /alpha is the share/);
    const town: Column = {
      name: 'town',
      type: 'category',
      codes: Int32Array.from(number.y, (_, i) => i % 3),
      levels: ['a', 'b', 'c'],
    };
    await refused(
      { ...number, columns: [town] },
      { monotonic_cst: 'town:1' },
      2,
      /town, which is a category/,
    );
  });
});

describe('boost: names', () => {
  test("LightGBM's, XGBoost's and scikit-learn's other names are accepted", () => {
    const names = {
      n_estimators: ['num_iterations', 'num_boost_round', 'max_iter'],
      learning_rate: ['eta'],
      max_leaf_nodes: ['num_leaves', 'max_leaves'],
      min_samples_leaf: ['min_data_in_leaf', 'min_child_samples'],
      l2: ['l2_regularization', 'lambda_l2', 'reg_lambda'],
      l1: ['lambda_l1', 'reg_alpha'],
      gamma: ['min_split_gain', 'min_gain_to_split'],
      subsample: ['bagging_fraction'],
      colsample_bytree: ['feature_fraction'],
      colsample_bynode: ['feature_fraction_bynode'],
      monotonic_cst: ['monotone_constraints'],
      interaction_cst: ['interaction_constraints'],
      n_iter_no_change: ['early_stopping_rounds'],
    };
    for (const [name, others] of Object.entries(names))
      for (const other of others) assert.equal(findParam(boost.params, other), name, other);
  });

  test('no name means two parameters', () => {
    const all = Object.entries(boost.params).flatMap(([name, { aliases = [] }]) => [name, ...aliases]);
    for (const name of all) assert.equal(all.filter((other) => other === name).length, 1, name);
  });
});

describe('boost: levels and missing cells', () => {
  test('a category of many levels is told apart by few splits', async () => {
    const codes = Int32Array.from({ length: 400 }, (_, row) => row % 40);
    const levels = Array.from({ length: 40 }, (_, k) => `l${String(k).padStart(2, '0')}`);
    const ofLevel = (code: number) => ((code * 7) % 40 < 20 ? 1 : -1);
    const train: TrainBlock = {
      ...number,
      columns: [{ name: 'town', type: 'category', codes, levels }],
      y: Float64Array.from(codes, ofLevel),
    };
    const given = { max_leaf_nodes: 2, cat_smooth: 1, cat_l2: 0, learning_rate: 1, n_estimators: 1 };
    closeTo(await predict(train, given), train.y, 1e-6, 'one split of 20 levels against 20');
  });

  test('missing cells go where they belong', async () => {
    const hidden = X.map(([a], row) => [row % 3 === 0 ? Number.NaN : a]);
    const train = regressionBlockOf(
      hidden,
      hidden.map(([a]) => (Number.isNaN(a) || a > 0.5 ? 1 : 0)),
    );
    const output = await predict(train, { max_leaf_nodes: 2, learning_rate: 1, n_estimators: 1 });
    closeTo(output, train.y, 1e-6, 'one split');
  });
});

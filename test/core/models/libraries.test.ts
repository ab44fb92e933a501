/** The three libraries behind the model contract: their own answers where those are right, ours where they are not. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DecisionTreeClassifier, DecisionTreeRegression } from 'ml-cart';
import { RandomForestClassifier, RandomForestRegression } from 'ml-random-forest';
import { cartOptions, withFastSplit } from '../../../src/core/models/cart-library.js';
import { mlCart } from '../../../src/core/models/ml-cart.js';
import { mlRandomForest } from '../../../src/core/models/ml-random-forest.js';
import { mlXgboost } from '../../../src/core/models/ml-xgboost.js';
import type { Fitted, Model } from '../../../src/core/models/model.js';
import { log } from '../../../src/core/numeric.js';
import { type Params, resolveParams } from '../../../src/core/params.js';
import { stream } from '../../../src/core/rng.js';
import { blockOf, closeTo, contextOf, regressionBlockOf, trainBlockOf } from './fixtures.js';

const { engine } = contextOf();

/** A tree of the library, asked for the leaf of a row. */
interface Leaf {
  classify(row: number[]): { columns: number; get(i: number, j: number): number };
}

/** Rows with ties in the second and third column, and noisy answers. */
function sample(nRows: number, seed: number) {
  const rng = stream(seed, 'sample');
  const rows = Array.from({ length: nRows }, () => [
    rng.normal(log),
    rng.below(4) - 1,
    rng.below(20),
    rng.uniform(),
  ]);
  const y = rows.map(([a, b]) => Number(a + 0.5 * b + 0.7 * rng.normal(log) > 0.3));
  return { rows, y };
}

const fit = async (model: Model, rows: number[][], y: number[], given: Params = {}, seed = 7) =>
  model.fit(trainBlockOf(rows, y), resolveParams(model.id, model.params, given), contextOf(seed));

/** The same rows with three classes, and with numbers. */
function threeClasses(nRows: number, seed: number) {
  const { rows } = sample(nRows, seed);
  const rng = stream(seed, 'classes');
  const y = rows.map(([a, b]) => {
    const score = a + 0.5 * b + 0.7 * rng.normal(log);
    return Number(score > -0.5) + Number(score > 0.5);
  });
  return { rows, y };
}

function values(nRows: number, seed: number) {
  const { rows } = sample(nRows, seed);
  const rng = stream(seed, 'values');
  return { rows, y: rows.map(([a, b]) => a + 0.5 * b + 0.7 * rng.normal(log)) };
}

const fitValues = async (model: Model, rows: number[][], y: number[], given: Params = {}): Promise<Fitted> =>
  model.fit(regressionBlockOf(rows, y), resolveParams(model.id, model.params, given), contextOf(7));

const ones = (proba: Float64Array) => [...proba].filter((_, at) => at % 2 === 1);

/** How often the class of the largest p of three is the true one. */
function shareRight(p: Float64Array, y: readonly number[]): number {
  const right = y.filter((label, i) => {
    const row = [...p.subarray(3 * i, 3 * i + 3)];
    return row.indexOf(Math.max(...row)) === label;
  });
  return right.length / y.length;
}

/** A tree of the library without the gains, whose last bits differ. */
const shape = (tree: DecisionTreeClassifier | DecisionTreeRegression) =>
  JSON.stringify(tree.toJSON()).replace(/"gain":[^,]*,/g, '');

describe('ml-cart', () => {
  test("the fast split search grows the library's own trees", async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { rows, y } = sample(250, seed);
      const options = cartOptions('binary', 8, 4);
      const original = new DecisionTreeClassifier(options);
      original.train(rows, y);
      const fast = new DecisionTreeClassifier(options);
      await withFastSplit(1, () => fast.train(rows, y));
      assert.equal(shape(fast), shape(original), `seed ${seed}`);
    }
  });

  test('the same with three classes, and with numbers', async () => {
    // In small nodes two cuts are often worth the same; which one the library takes is rounding.
    for (const seed of [1, 2, 3]) {
      const classes = threeClasses(200, seed);
      const forClasses = cartOptions('multiclass', 8, 30);
      const [own, fast] = [0, 1].map(() => new DecisionTreeClassifier(forClasses));
      own.train(classes.rows, classes.y);
      await withFastSplit(1, () => fast.train(classes.rows, classes.y));
      assert.ok(shape(fast) === shape(own), `classes, seed ${seed}`);

      const numbers = values(200, seed);
      const forNumbers = cartOptions('regression', 8, 30);
      const [ownNumbers, fastNumbers] = [0, 1].map(() => new DecisionTreeRegression(forNumbers));
      ownNumbers.train(numbers.rows, numbers.y);
      await withFastSplit(1, () => fastNumbers.train(numbers.rows, numbers.y));
      assert.ok(shape(fastNumbers) === shape(ownNumbers), `numbers, seed ${seed}`);
    }
  });

  test('numbers: a cut that leaves no error is made, at the root too; a large mean does no harm', async () => {
    const rows = Array.from({ length: 8 }, (_, i) => [i]);
    for (const base of [0, 1e9]) {
      const step = rows.map(([x]) => base + (x < 3 ? 0.25 : 0.5));
      assert.deepEqual(
        [...(await fitValues(mlCart, rows, step)).predict(blockOf(rows), engine)],
        step,
        `base ${base}`,
      );
      const each = rows.map(([x]) => base + x * x);
      closeTo(
        (await fitValues(mlCart, rows, each)).predict(blockOf(rows), engine),
        each,
        1e-15,
        `base ${base}`,
      );
    }
  });

  test("three classes: the shares are those of the library's leaves", async () => {
    const { rows, y } = threeClasses(300, 21);
    const original = new DecisionTreeClassifier(cartOptions('multiclass', 3, 2));
    original.train(rows, y);
    const p = (await fit(mlCart, rows, y, { max_depth: 3 })).predict(blockOf(rows), engine);
    rows.forEach((row, i) => {
      const leaf = (original.root as unknown as Leaf).classify(row);
      const shares = [0, 1, 2].map((k) => (k < leaf.columns ? leaf.get(0, k) : 0));
      closeTo(p.subarray(3 * i, 3 * i + 3), shares, 1e-12, `row ${i}`);
    });
  });

  test("predictions are the library's", async () => {
    const { rows, y } = sample(300, 6);
    const original = new DecisionTreeClassifier(cartOptions('binary', 5, 2));
    original.train(rows, y);
    const p = ones((await fit(mlCart, rows, y, { max_depth: 5 })).predict(blockOf(rows), engine));
    const labels = original.predict(rows);
    p.forEach((value, row) => {
      if (value !== 0.5) assert.equal(Number(value > 0.5), labels[row], `row ${row}`);
    });
  });

  test('a rare class is split off: the gain threshold is 0', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => [i]);
    const y = rows.map((_, i) => Number(i === 299));
    const p = ones((await fit(mlCart, rows, y)).predict(blockOf(rows), engine));
    assert.deepEqual(p, y);
  });

  test('min_samples_leaf and min_samples_split mean what they mean in scikit-learn', async () => {
    const rows = [0, 1, 2, 3, 4, 5].map((value) => [value]);
    const y = [1, 0, 0, 0, 0, 0];
    const leaf = await fit(mlCart, rows, y, { min_samples_leaf: 2 });
    assert.deepEqual(ones(leaf.predict(blockOf(rows), engine)), [0.5, 0.5, 0, 0, 0, 0]);
    const split = await fit(mlCart, rows, y, { min_samples_split: 7 });
    assert.equal(new Set(ones(split.predict(blockOf(rows), engine))).size, 1);
    const both = await fit(mlCart, rows, y, { min_samples_split: 6 });
    assert.deepEqual(ones(both.predict(blockOf(rows), engine)), y);
  });

  test('16,000 rows are trained in seconds', async () => {
    const { rows, y } = sample(16000, 8);
    const started = performance.now();
    await fit(mlCart, rows, y, { max_depth: 8 });
    assert.ok(performance.now() - started < 20_000);
  });
});

describe('ml-random-forest', () => {
  test('rows on which all trees agree have probability 1, not 0.9', async () => {
    const rows = Array.from({ length: 80 }, (_, i) => [i < 40 ? -10 - i : 10 + i]);
    const y = rows.map(([value]) => Number(value > 0));
    const p = ones((await fit(mlRandomForest, rows, y, { n_estimators: 10 })).predict(blockOf(rows), engine));
    assert.deepEqual([p[0], p[79]], [0, 1]);
  });

  test("p is the mean of the library's leaf shares", async () => {
    const { rows, y } = sample(200, 9);
    const seed = contextOf(7).stream('ml-random-forest').nextUint32() | 0;
    const forest = new RandomForestClassifier({
      nEstimators: 6,
      maxFeatures: 2.5 / 4,
      replacement: false,
      useSampleBagging: true,
      noOOB: true,
      isClassifier: true,
      seed,
      treeOptions: cartOptions('binary', 4, 2),
    });
    forest.train(rows, y);
    const { estimators, indexes } = forest as unknown as {
      estimators: { root: Leaf }[];
      indexes: number[][];
    };
    const p = ones(
      (await fit(mlRandomForest, rows, y, { n_estimators: 6, max_depth: 4 })).predict(blockOf(rows), engine),
    );
    rows.forEach((row, i) => {
      const shares = estimators.map(({ root }, tree) => {
        const leaf = root.classify(indexes[tree].map((feature) => row[feature]));
        return leaf.columns < 2 ? 0 : leaf.get(0, 1);
      });
      const mean = shares.reduce((sum, value) => sum + value, 0) / shares.length;
      assert.ok(Math.abs(p[i] - mean) < 1e-12, `row ${i}`);
    });
  });

  test("numbers: the mean of the library's trees", async () => {
    const { rows, y } = values(150, 22);
    const seed = contextOf(7).stream('ml-random-forest').nextUint32() | 0;
    const forest = new RandomForestRegression({
      nEstimators: 5,
      maxFeatures: 2.5 / 4,
      replacement: false,
      useSampleBagging: true,
      noOOB: true,
      isClassifier: false,
      selectionMethod: 'mean',
      seed,
      treeOptions: cartOptions('regression', 4, 30),
    });
    forest.train(rows, y);
    const given = { n_estimators: 5, max_depth: 4, min_samples_split: 30 };
    const fitted = await fitValues(mlRandomForest, rows, y, given);
    closeTo(fitted.predict(blockOf(rows), engine), forest.predict(rows), 1e-12, 'values');
  });

  test('three classes: better than the most frequent one', async () => {
    const { rows, y } = threeClasses(400, 23);
    const p = (await fit(mlRandomForest, rows, y, { n_estimators: 10, max_depth: 5 })).predict(
      blockOf(rows),
      engine,
    );
    assert.ok(shareRight(p, y) > 0.7, `${shareRight(p, y)} right`);
  });

  test('any share of any number of features is taken', async () => {
    const { rows, y } = sample(40, 10);
    for (const width of [1, 2, 3, 4]) {
      for (const max_features of [0.01, 0.34, 0.5, 1, 'sqrt', null]) {
        const narrow = rows.map((row) => row.slice(0, width));
        await fit(mlRandomForest, narrow, y, { n_estimators: 2, max_features });
      }
    }
  });

  test('the seed decides', async () => {
    const { rows, y } = sample(100, 11);
    const bytes = async (seed: number) =>
      (await fit(mlRandomForest, rows, y, { n_estimators: 3 }, seed)).save();
    assert.deepEqual(await bytes(1), await bytes(1));
    assert.notDeepEqual(await bytes(1), await bytes(2));
  });
});

describe('ml-xgboost', () => {
  test('loading leaves no listener behind and prints nothing', async (t) => {
    const printed = t.mock.method(console, 'warn', () => {});
    const logged = t.mock.method(console, 'log', () => {});
    const streaming = WebAssembly.instantiateStreaming;
    const before = process.listeners('uncaughtException');
    const { rows, y } = sample(60, 12);
    await fit(mlXgboost, rows, y);
    assert.deepEqual(process.listeners('uncaughtException'), before);
    assert.equal(WebAssembly.instantiateStreaming, streaming);
    assert.equal(printed.mock.callCount() + logged.mock.callCount(), 0);
  });

  test('missing cells are told apart from -1', async () => {
    const values = [Number.NaN, -1, -0.5];
    const rows = Array.from({ length: 150 }, (_, i) => [values[i % 3]]);
    for (const special of [0, 1, 2]) {
      const y = rows.map((_, i) => Number(i % 3 === special));
      const p = ones((await fit(mlXgboost, rows, y)).predict(blockOf(rows.slice(0, 3)), engine));
      p.forEach((value, i) => {
        assert.ok(i === special ? value > 0.9 : value < 0.1, `${values[i]} with ${values[special]}: ${p}`);
      });
    }
  });

  test('numbers beyond float32 are cut, not infinite', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => [i % 2 ? 1e300 : -1e300]);
    const p = ones(
      (
        await fit(
          mlXgboost,
          rows,
          rows.map((_, i) => i % 2),
        )
      ).predict(blockOf(rows.slice(0, 2)), engine),
    );
    assert.ok(p[0] < 0.1 && p[1] > 0.9);
  });

  test('a table larger than the 5 MiB stack', async () => {
    const { rows, y } = sample(70_000, 13);
    const wide = rows.map((row) => [...row, ...row, ...row, ...row, ...row]);
    const fitted = await fit(mlXgboost, wide, y, { n_estimators: 2, max_depth: 2 });
    const p = ones(fitted.predict(blockOf(wide.slice(0, 2000)), engine));
    const right = p.filter((value, row) => value > 0.5 === (y[row] === 1)).length;
    assert.ok(right > 1400, `${right} of 2000 right`);
  });

  test('the seed decides where rows are drawn, and only there', async () => {
    const { rows, y } = sample(200, 14);
    const bytes = async (subsample: number, seed: number) =>
      ones(
        (await fit(mlXgboost, rows, y, { subsample, n_estimators: 5 }, seed)).predict(blockOf(rows), engine),
      );
    assert.deepEqual(await bytes(0.5, 1), await bytes(0.5, 1));
    assert.notDeepEqual(await bytes(0.5, 1), await bytes(0.5, 2));
    assert.deepEqual(await bytes(1, 1), await bytes(1, 2));
  });

  test('three classes: each has its own probability', async () => {
    const { rows, y } = threeClasses(400, 24);
    const p = (await fit(mlXgboost, rows, y, { n_estimators: 20 })).predict(blockOf(rows), engine);
    assert.ok(shareRight(p, y) > 0.85, `${shareRight(p, y)} right`);
  });

  test('numbers: they start at their mean, however far that is from 0', async () => {
    const { rows, y } = values(300, 25);
    const near = await fitValues(mlXgboost, rows, y, { n_estimators: 20 });
    const far = await fitValues(
      mlXgboost,
      rows,
      y.map((value) => value + 1e8),
      { n_estimators: 20 },
    );
    const p = near.predict(blockOf(rows), engine);
    const squares = p.reduce((sum, value, i) => sum + (value - y[i]) ** 2, 0);
    assert.ok(Math.sqrt(squares / y.length) < 0.4, `${Math.sqrt(squares / y.length)}`);
    closeTo(
      far.predict(blockOf(rows), engine).map((value) => value - 1e8),
      p,
      1e-4,
      'values',
    );
  });

  test('scale_pos_weight says that it is of two classes only', async () => {
    const { rows, y } = values(60, 26);
    const given = { scale_pos_weight: 3, n_estimators: 2 };
    const fitted = await fitValues(mlXgboost, rows, y, given);
    assert.match(fitted.warnings?.[0].message ?? '', /scale_pos_weight .* changes nothing in regression/);
    const plain = await fitValues(mlXgboost, rows, y, { n_estimators: 2 });
    assert.deepEqual(fitted.predict(blockOf(rows), engine), plain.predict(blockOf(rows), engine));
    const binary = sample(60, 26);
    assert.deepEqual((await fit(mlXgboost, binary.rows, binary.y, given)).warnings, []);
  });

  test('a disposed model can still be saved, and predicts again', async () => {
    const { rows, y } = sample(80, 15);
    const fitted = await fit(mlXgboost, rows, y);
    const [p, bytes] = [fitted.predict(blockOf(rows), engine), fitted.save()];
    fitted.dispose?.();
    fitted.dispose?.();
    assert.deepEqual(fitted.save(), bytes);
    assert.deepEqual(fitted.predict(blockOf(rows), engine), p);
    fitted.dispose?.();
  });
});

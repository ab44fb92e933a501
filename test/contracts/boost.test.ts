/** What holds for boosting whatever the data: weights and repeats, the order of columns, useless columns, stages, threads. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { boost } from '../../src/core/models/boost.js';
import type { Fitted, TrainBlock } from '../../src/core/models/model.js';
import { log } from '../../src/core/numeric.js';
import { type Params, resolveParams } from '../../src/core/params.js';
import type { FitJob } from '../../src/core/pipeline-jobs.js';
import { stream } from '../../src/core/rng.js';
import { trainOnAll } from '../../src/core/splitters/splitter.js';
import type { Column } from '../../src/core/table.js';
import { problemToHandle, type Task, type TaskKind } from '../../src/core/task.js';
import { createRunner } from '../../src/parallel/pool.js';
import { numbers, problemOf, readingOf, tableOf } from '../core/made-table.js';
import { contextOf } from '../core/models/fixtures.js';

const context = contextOf();
const KINDS: readonly TaskKind[] = ['binary', 'multiclass', 'regression'];
const CLASSES = { binary: ['no', 'yes'], multiclass: ['a', 'b', 'c'], regression: [] } as const;

const taskOf = (kind: TaskKind): Task => ({
  kind,
  target: 'y',
  classes: CLASSES[kind],
  positive: kind === 'binary' ? 1 : null,
});

/** Numbers of few values, some missing, and a category; answers of all three with noise. */
function blockOf(kind: TaskKind, nRows = 300): TrainBlock {
  const rng = stream(8, kind, nRows);
  const draw = (most: number, missing: number) =>
    Float64Array.from({ length: nRows }, () => (rng.uniform() < missing ? Number.NaN : rng.below(most)));
  const [u, v] = [draw(12, 0), draw(7, 0.2)];
  const town = Int32Array.from({ length: nRows }, () => rng.below(5));
  const columns: Column[] = [
    { name: 'u', type: 'number', values: u, integer: true },
    { name: 'v', type: 'number', values: v, integer: true },
    { name: 'town', type: 'category', codes: town, levels: ['a', 'b', 'c', 'd', 'e'] },
  ];
  const y = Float64Array.from({ length: nRows }, (_, row) => {
    const known = Number.isNaN(v[row]) ? -1 : 0.3 * v[row];
    const score = 0.4 * u[row] - known + (town[row] % 2) + 0.5 * rng.normal(log) - 1.6;
    if (kind === 'regression') return score;
    return kind === 'binary' ? Number(score > 0) : Number(score > -0.7) + Number(score > 0.7);
  });
  return { nRows, columns, task: taskOf(kind), y, weights: null };
}

function takeRows(train: TrainBlock, rows: readonly number[]): TrainBlock {
  const columns = train.columns.map(
    (column): Column =>
      'values' in column
        ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]) }
        : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]) },
  );
  return { ...train, nRows: rows.length, columns, y: Float64Array.from(rows, (row) => train.y[row]) };
}

const fit = async (train: TrainBlock, given: Params = {}): Promise<Fitted> =>
  boost.fit(train, resolveParams('boost', boost.params, { n_estimators: 20, ...given }), context);

const predict = async (train: TrainBlock, given: Params = {}) =>
  (await fit(train, given)).predict(train, context.engine);

const largestDifference = (a: Float64Array, b: Float64Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

/** Rounding to integers is drawn by the seed; it may decide between cuts nearly as good as one another. */
const ROUNDING = 1e-5;

for (const kind of KINDS) {
  describe(`boost, ${kind}`, () => {
    const train = blockOf(kind);

    test('weights count as repeated rows', async () => {
      const times = Array.from(train.y, (_, row) => 1 + ((row * 7) % 3));
      const repeats = times.flatMap((count, row) => new Array<number>(count).fill(row));
      // Counts of rows differ, so no rule may look at them; and in small leaves of late rounds, cuts are nearly as good as
      // one another, so that rounding decides.
      const rules = { min_samples_leaf: 1, min_child_weight: 1, cat_smooth: 0 };
      const given = { ...rules, n_estimators: 10, max_leaf_nodes: 8 };
      const weighted = await fit({ ...train, weights: Float64Array.from(times) }, given);
      const repeated = await fit(takeRows(train, repeats), given);
      const off = largestDifference(
        weighted.predict(train, context.engine),
        repeated.predict(train, context.engine),
      );
      assert.ok(off < 1e-12, `differ by ${off}`);
    });

    test('the order of the columns does not matter', async () => {
      const turned = { ...train, columns: train.columns.toReversed() };
      const given = { subsample: 0.7, colsample_bytree: 0.7, colsample_bynode: 0.7 };
      assert.deepEqual(await predict(turned, given), await predict(train, given));
    });

    test('constant columns and columns of missing cells alone are never used, and change nothing', async () => {
      const number = (name: string, value: number): Column => ({
        name,
        type: 'number',
        values: new Float64Array(train.nRows).fill(value),
        integer: false,
      });
      const useless: Column[] = [
        number('flat', 3),
        number('void', Number.NaN),
        { name: 'one', type: 'category', codes: new Int32Array(train.nRows), levels: ['same'] },
      ];
      const wider = { ...train, columns: [...useless, ...train.columns] };
      const fitted = await fit(wider);
      assert.deepEqual(fitted.importances?.split.slice(0, 3), new Float64Array(3));
      assert.deepEqual(fitted.predict(wider, context.engine), await predict(train));
      const none = await fit({ ...train, columns: useless });
      assert.deepEqual(none.importances?.split, new Float64Array(3));
    });

    test('a fit of more rounds predicts on the way what a fit of fewer rounds predicts', async () => {
      const given = { subsample: 0.8, colsample_bynode: 0.5 };
      const whole = await fit(train, given);
      const stages = whole.staged?.predict(train, [1, 5, 20], context.engine);
      for (const [i, rounds] of [1, 5, 20].entries()) {
        assert.deepEqual(stages?.[i], await predict(train, { ...given, n_estimators: rounds }));
      }
    });

    test('rows that stand there twice are rows of weight 2', async () => {
      const twice = takeRows(train, [...train.y.keys(), ...train.y.keys()]);
      const weighted = { ...train, weights: new Float64Array(train.nRows).fill(2) };
      const rules = { min_samples_leaf: 1, min_child_weight: 1, cat_smooth: 0 };
      const given = { ...rules, n_estimators: 10, max_leaf_nodes: 8 };
      const [one, other] = [await fit(twice, given), await fit(weighted, given)];
      const off = largestDifference(one.predict(train, context.engine), other.predict(train, context.engine));
      assert.ok(off < 1e-12, `differ by ${off}`);
      const alone = await predict(train, given);
      assert.ok(largestDifference(one.predict(train, context.engine), alone) > 1e-6, 'weights tell');
    });

    test('the seed changes what is drawn, and nothing where nothing is', async () => {
      const other = contextOf(8);
      const params = (given: Params) => resolveParams('boost', boost.params, { n_estimators: 5, ...given });
      const both = async (given: Params) => [
        (await boost.fit(train, params(given), context)).predict(train, context.engine),
        (await boost.fit(train, params(given), other)).predict(train, context.engine),
      ];
      const [a, b] = await both({ subsample: 0.5 });
      assert.notDeepEqual(a, b);
      const [c, d] = await both({});
      assert.ok(largestDifference(c, d) < ROUNDING);
    });
  });
}

describe('boost at its limits', () => {
  const half = Float64Array.from({ length: 60 }, (_, row) => row % 2);
  const onColumns = (columns: Column[]): TrainBlock => ({
    ...blockOf('binary', half.length),
    columns,
    y: half,
  });

  test('10,000 columns: the one that tells is found', async () => {
    const rng = stream(8, 'wide');
    const columns = Array.from({ length: 10_000 }, (_, j) =>
      numbers(`c${j}`, j === 7777 ? [...half] : Array.from(half, () => rng.below(j < 9000 ? 1 : 9))),
    );
    const { importances } = await fit(onColumns(columns), { n_estimators: 2 });
    assert.ok(importances && importances.split[7777] > 0);
    assert.ok(importances.split.every((count, j) => count === 0 || j === 7777 || j >= 9000));
  });

  test('a million categories: the frequent ones are told apart, the others and unseen ones have an answer', async () => {
    const nRows = 20_000;
    const levels = Array.from({ length: 1_000_000 }, (_, code) => `l${code}`);
    const codes = Int32Array.from({ length: nRows }, (_, row) => (row % 2 ? row % 8 : 40 * row));
    const town: Column = { name: 'town', type: 'category', codes, levels };
    const y = Float64Array.from(codes, (code) => (code < 8 ? Number(code > 3) : 0));
    const train = { ...blockOf('binary', nRows), columns: [town], y };
    const fitted = await fit(train, { learning_rate: 1 });
    const asked = { ...town, codes: Int32Array.of(1, 5, 40 * 1000, 999_999) };
    const output = fitted.predict({ nRows: 4, columns: [asked] }, context.engine);
    const expected = [false, true, false, false];
    assert.deepEqual(
      expected.map((_, row) => output[2 * row + 1] > 0.5),
      expected,
    );
    assert.ok(output.every(Number.isFinite));
  });

  test('infinities and the largest numbers are numbers like others', async () => {
    const values = [Number.NEGATIVE_INFINITY, -1e308, 0, 5e-324, 1e308, Number.POSITIVE_INFINITY];
    const cells = Array.from(half, (_, row) => values[row % 6]);
    const high = Float64Array.from(cells, (cell) => Number(cell > 0));
    const train = { ...onColumns([numbers('x', cells)]), y: high };
    const output = await predict(train, { min_samples_leaf: 5 });
    for (const [row, label] of high.entries()) assert.equal(Number(output[2 * row + 1] > 0.5), label);
  });

  test('one class in a fold is predicted for every row', async () => {
    for (const kind of ['binary', 'multiclass'] as const) {
      const train = blockOf(kind);
      const output = await predict({ ...train, y: train.y.map(() => 1) });
      const width = train.task.classes.length;
      for (let at = 1; at < output.length; at += width) assert.ok(output[at] > 0.99);
    }
  });
});

/** A fit large enough to be shared. */
function largeJob(nRows: number): FitJob {
  const rng = stream(9, 'large');
  const columns = Array.from({ length: 8 }, (_, j) =>
    numbers(
      `x${j}`,
      Array.from({ length: nRows }, () => rng.uniform()),
    ),
  );
  const labels = Array.from({ length: nRows }, (_, row) =>
    Number(columns[0].values[row] + columns[1].values[row] * columns[2].values[row] + rng.uniform() > 1.2),
  );
  const table = tableOf(...columns);
  return {
    problem: problemToHandle(problemOf(table, labels)),
    spec: {
      sampler: { id: 'none', params: {} },
      model: {
        id: 'boost',
        params: resolveParams('boost', boost.params, {
          n_estimators: 10,
          subsample: 0.8,
          colsample_bynode: 0.6,
        }),
      },
      classWeight: null,
      threshold: 0.5,
      seed: 1,
    },
    train: trainOnAll(nRows).buffer as SharedArrayBuffer,
    reading: readingOf(table),
  };
}

describe('boost on several threads', () => {
  const runners = [1, 2, 7].map((threads) => createRunner(threads));
  after(() => Promise.all(runners.map((runner) => runner.close())));

  test('the same bytes for 1, 2 and 7', async () => {
    const job = largeJob(60_000);
    const models: Uint8Array[] = [];
    for (const runner of runners) {
      const [outcome] = await runner.map('fit-pipeline', [job], { joinable: true });
      models.push(outcome.model);
    }
    assert.deepEqual(models[1], models[0]);
    assert.deepEqual(models[2], models[0]);
  });
});

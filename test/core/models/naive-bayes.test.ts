import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TrainBlock } from '../../../src/core/models/model.js';
import { fitNaiveBayes, jointLogLikelihood, naiveBayes } from '../../../src/core/models/naive-bayes.js';
import { type Params, resolveParams } from '../../../src/core/params.js';
import type { Column } from '../../../src/core/table.js';
import { words } from '../made-table.js';
import { blockOf, closeTo, contextOf, readGolden, trainBlockOf } from './fixtures.js';

interface Case {
  name: string;
  params: { var_smoothing: number; alpha: number; fit_prior: boolean };
  weights: number[] | null;
  numbers: number[][];
  categories: number[][];
  both: number[][];
}

// Written by test/golden/make_naive_bayes.py.
const golden = readGolden<{
  y: number[];
  numbers: number[][];
  codes: number[][];
  n_levels: number[];
  cases: Case[];
}>('naive-bayes.json');

const context = contextOf();
const numberColumns = blockOf(golden.numbers).columns;
const categoryColumns = golden.n_levels.map((nLevels, j): Column => {
  const levels = Array.from({ length: nLevels }, (_, level) => `level ${level}`);
  return { name: `c${j}`, type: 'category', codes: Int32Array.from(golden.codes, (row) => row[j]), levels };
});

const trainOf = (columns: readonly Column[], weights: readonly number[] | null = null): TrainBlock => ({
  ...trainBlockOf(golden.numbers, golden.y, weights),
  columns,
});

const joint = (columns: readonly Column[], { params, weights }: Case) => {
  const train = trainOf(columns, weights);
  const smoothing = { varSmoothing: params.var_smoothing, alpha: params.alpha };
  return jointLogLikelihood(fitNaiveBayes(train, smoothing, params.fit_prior), train);
};

/** p of each class for `asked`, by the model as it is registered. */
function predict(train: TrainBlock, asked: readonly Column[], nRows: number, given: Params = {}): number[] {
  const fitted = naiveBayes.fit(train, resolveParams('naive-bayes', naiveBayes.params, given), context);
  assert.ok('predict' in fitted);
  return [...fitted.predict({ nRows, columns: asked }, context.engine)];
}

const missing = (column: Column, nRows: number): Column =>
  'values' in column
    ? { ...column, values: new Float64Array(nRows).fill(Number.NaN) }
    : { ...column, codes: new Int32Array(nRows).fill(-1) };

describe('naive Bayes', () => {
  for (const known of golden.cases) {
    test(`${known.name}: numbers as GaussianNB, categories as CategoricalNB, both as their product`, () => {
      closeTo(joint(numberColumns, known), known.numbers.flat(), 1e-9, 'numbers');
      closeTo(joint(categoryColumns, known), known.categories.flat(), 1e-12, 'categories');
      const mixed = [categoryColumns[0], ...numberColumns, ...categoryColumns.slice(1)];
      closeTo(joint(mixed, known), known.both.flat(), 1e-9, 'both');
    });
  }

  test('p are the shares of the joint likelihoods', () => {
    const rows = predict(trainOf(numberColumns), numberColumns, golden.y.length);
    const expected = golden.cases[0].numbers.flatMap((logs) => {
      const most = Math.max(...logs);
      const total = logs.reduce((sum, value) => sum + Math.exp(value - most), 0);
      return logs.map((value) => Math.exp(value - most) / total);
    });
    closeTo(rows, expected, 1e-10, 'p');
  });

  test('a missing cell says nothing: the answer is that of a model without the column', () => {
    const columns = [...numberColumns, ...categoryColumns];
    const n = golden.y.length;
    for (const left of columns.keys()) {
      const asked = columns.map((column, i) => (i === left ? missing(column, n) : column));
      const without = columns.filter((_, i) => i !== left);
      // A share of the largest variance, which may be that of the column.
      const little = { var_smoothing: 1e-15 };
      const p = predict(trainOf(columns), asked, n, little);
      closeTo(p, predict(trainOf(without), without, n, little), 1e-9, columns[left].name);
    }
  });

  test('missing training cells are left out; a column without any cell, or none in a class, does no harm', () => {
    const y = [0, 0, 0, 1, 1, 1];
    const [x] = blockOf([[1], [2], [Number.NaN], [Number.NaN], [Number.NaN], [Number.NaN]]).columns;
    const town = words('town', [null, 'a', 'a', 'b', 'b', null]);
    const train = {
      ...trainBlockOf(
        y.map(() => [0]),
        y,
      ),
      columns: [x, town, missing(x, 6)],
    };
    const asked = [blockOf([[1.5], [1.5]]).columns[0], words('town', ['a', 'b']), missing(x, 2)];
    const p = predict(train, asked, 2);
    // x speaks the same for both classes: class 1 has the moments of all rows. p(a | 0) = 3/4, p(b | 0) = 1/4.
    closeTo(p, [0.75, 0.25, 0.25, 0.75], 1e-12, 'p');
  });

  test('a level without training rows is smoothed, a cell beyond everything leaves the shares of the classes', () => {
    const y = [0, 0, 0, 1];
    const town = words('town', ['a', 'a', 'b', 'b'], ['a', 'b', 'c']);
    const [x] = blockOf([[1], [2], [3], [2]]).columns;
    const base = trainBlockOf(
      y.map(() => [0]),
      y,
    );
    const c = predict({ ...base, columns: [town] }, [words('town', ['c'], town.levels)], 1);
    const [zero, one] = [(3 / 4) * (1 / 6), (1 / 4) * (1 / 4)];
    closeTo(c, [zero / (zero + one), one / (zero + one)], 1e-12, 'unseen level');
    closeTo(predict({ ...base, columns: [x] }, blockOf([[1e200]]).columns, 1), [0.75, 0.25], 1e-12, 'far');
  });

  test('a class without training rows has probability 0', () => {
    const train = trainOf(numberColumns);
    const three = { ...train, y: train.y.map((label) => (label === 1 ? 0 : label)) };
    const p = predict(three, numberColumns, train.nRows);
    for (let at = 0; at < p.length; at += 3) assert.equal(p[at + 1], 0);
  });
});

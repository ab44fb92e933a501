import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ridge } from '../../../src/core/models/ridge.js';
import { solveRidge } from '../../../src/core/models/ridge-solver.js';
import { resolveParams } from '../../../src/core/params.js';
import { fitPipeline, predictPipeline } from '../../../src/core/pipeline.js';
import { makeFold } from '../../../src/core/splitters/splitter.js';
import { sharedFloats } from '../../../src/core/table.js';
import { numbers, tableOf } from '../made-table.js';
import { blockOf, closeTo, contextOf, readGolden, regressionBlockOf, trainBlockOf } from './fixtures.js';

interface Case {
  name: string;
  alpha: number;
  fit_intercept: boolean;
  classes: boolean;
  X: number[][];
  y: number[];
  weights: number[] | null;
  coef: number[][];
  intercept: number[];
  predicted: number[];
}

// Written by test/golden/make_ridge.py.
const golden = readGolden<{
  cases: Case[];
  pipeline: { X: number[][]; y: number[]; predicted: number[] };
}>('ridge.json');

const context = contextOf();

/** The answers that RidgeClassifier regresses on: -1 and 1. */
function targets({ classes, y, coef }: Case): Float64Array[] {
  if (!classes) return [Float64Array.from(y)];
  return coef.map((_, k) =>
    Float64Array.from(y, (label) => (label === (coef.length === 1 ? 1 : k) ? 1 : -1)),
  );
}

function solve(known: Case): Float64Array {
  const { X, weights, alpha, fit_intercept: fitIntercept } = known;
  const x = { nRows: X.length, nFeatures: X[0].length, values: Float64Array.from(X.flat()) };
  const s = weights && Float64Array.from(weights);
  return solveRidge({ x, answers: targets(known), weights: s, alpha, fitIntercept });
}

function predict(known: Case, alpha = known.alpha): Float64Array {
  const { X, y, weights, fit_intercept } = known;
  const train = (known.classes ? trainBlockOf : regressionBlockOf)(X, y, weights);
  const fitted = ridge.fit(train, resolveParams('ridge', ridge.params, { alpha, fit_intercept }), context);
  assert.ok('predict' in fitted);
  return fitted.predict(blockOf(X), context.engine);
}

describe('ridge', () => {
  for (const known of golden.cases) {
    test(`${known.name}: scikit-learn's coefficients and intercept`, () => {
      const expected = known.coef.flatMap((row, k) => [...row, known.fit_intercept ? known.intercept[k] : 0]);
      closeTo(solve(known), expected, 1e-8, 'coefficients');
    });

    test(`${known.name}: scikit-learn's predictions`, () => {
      const output = predict(known);
      const expected = known.classes
        ? known.predicted.flatMap((label) =>
            Array.from({ length: output.length / known.y.length }, (_, k) => Number(k === label)),
          )
        : known.predicted;
      closeTo(output, expected, 1e-8, 'predictions');
    });
  }

  test('behind the standardising pipeline: make_pipeline(StandardScaler(), Ridge())', async () => {
    const { X, y, predicted } = golden.pipeline;
    const table = tableOf(
      ...[0, 1, 2].map((j) =>
        numbers(
          `x${j}`,
          X.map((row) => row[j]),
        ),
      ),
    );
    const answers = sharedFloats(y.length);
    answers.set(y);
    const { task } = regressionBlockOf(X, y);
    const train = Array.from({ length: 50 }, (_, row) => row);
    const asked = Uint32Array.from({ length: 20 }, (_, i) => 50 + i);
    const fold = makeFold(0, 0, train, [...asked]);
    const { pipeline } = await fitPipeline(
      { task, table, y: answers },
      fold.train,
      {
        sampler: { id: 'none', params: {} },
        model: { id: 'ridge', params: resolveParams('ridge', ridge.params, {}) },
        classWeight: null,
        threshold: 0.5,
        seed: 1,
      },
      fold,
      context.engine,
      () => 0,
    );
    closeTo(
      predictPipeline(pipeline, table.take(asked).columns, 20, context.engine),
      predicted,
      1e-9,
      'values',
    );
  });

  test('a penalty near 0 leads to the solution of least norm, on columns that say the same', () => {
    const known = golden.cases.find(({ name }) => name === 'collinear columns, no penalty');
    assert.ok(known);
    for (const alpha of [1e-9, 1e-13, 1e-18])
      closeTo(predict(known, alpha), known.predicted, 1e-6, `${alpha}`);
  });

  test('without a penalty a column that is constant but for rounding gets no coefficient', () => {
    const X = Array.from({ length: 30 }, (_, i) => [i, 0.1 + (i % 3) * 1e-17, 1 / 3]);
    const x = { nRows: 30, nFeatures: 3, values: Float64Array.from(X.flat()) };
    const y = Float64Array.from(X, ([first]) => 2 * first + 1);
    const w = solveRidge({ x, answers: [y], weights: null, alpha: 0, fitIntercept: true });
    closeTo(w, [2, 0, 0, 1], 1e-10, 'coefficients');
  });
});

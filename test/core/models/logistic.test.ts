import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { logistic, solveLogistic } from '../../../src/core/models/logistic.js';
import { LogisticLoss } from '../../../src/core/models/logistic-loss.js';
import { resolveParams } from '../../../src/core/params.js';
import { stream } from '../../../src/core/rng.js';
import { blockOf, contextOf, trainBlockOf } from './fixtures.js';

interface Case {
  name: string;
  C: number;
  fit_intercept: boolean;
  X: number[][];
  y: number[];
  weights: number[] | null;
  coef: number[][];
  intercept: number[];
  proba: number[][];
}

// Written by test/golden/make_logistic.py.
const goldenFile = new URL('../../../../test/golden/logistic.json', import.meta.url);
const golden = JSON.parse(readFileSync(goldenFile, 'utf8')) as { cases: Case[] };

const denseOf = (X: number[][]) => ({
  nRows: X.length,
  nFeatures: X[0].length,
  values: Float64Array.from(X.flat()),
});

function solve({ X, y, weights, C, fit_intercept }: Case): Float64Array {
  const params = { C, fitIntercept: fit_intercept, maxIter: 100, tol: 1e-12 };
  const nClasses = Math.max(...y) + 1;
  const s = weights && Float64Array.from(weights);
  return solveLogistic(denseOf(X), Float64Array.from(y), nClasses, s, params).w;
}

const context = contextOf();
const trainOf = ({ X, y, weights }: Case) => trainBlockOf(X, y, weights);
const paramsOf = ({ C, fit_intercept }: Case) =>
  resolveParams('logistic', logistic.params, { C, fit_intercept });

const closeTo = (actual: number, expected: number, tolerance: number, what: string) =>
  assert.ok(
    Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)),
    `${what}: ${actual} is not ${expected}`,
  );

describe('logistic regression', () => {
  for (const known of golden.cases) {
    test(`${known.name}: scikit-learn's coefficients and intercepts`, () => {
      const w = solve(known);
      const width = known.X[0].length + 1;
      known.coef.forEach((row, k) => {
        row.forEach((coefficient, j) => {
          closeTo(w[k * width + j], coefficient, 1e-6, `coefficient ${k},${j}`);
        });
        const intercept = known.fit_intercept ? known.intercept[k] : 0;
        closeTo(w[k * width + width - 1], intercept, 1e-6, `intercept ${k}`);
      });
    });

    test(`${known.name}: scikit-learn's probabilities`, async () => {
      const fitted = await logistic.fit(trainOf(known), paramsOf(known), context);
      const p = fitted.predict(blockOf(known.X.slice(0, 20)), context.engine);
      known.proba.flat().forEach((expected, i) => {
        closeTo(p[i], expected, 1e-7, `p ${i}`);
      });
    });
  }

  test('the gradient and the Hessian are those of the value', () => {
    for (const known of [golden.cases[4], golden.cases[8]]) {
      const { X, y, weights, C } = known;
      const nClasses = Math.max(...y) + 1;
      const loss = new LogisticLoss({
        x: denseOf(X),
        y: Float64Array.from(y),
        nClasses,
        weights: weights && Float64Array.from(weights),
        C,
        fitIntercept: true,
      });
      const rng = stream(5, 'point');
      const point = Float64Array.from({ length: loss.size }, () => rng.uniform() - 0.5);
      const v = Float64Array.from({ length: loss.size }, () => rng.uniform() - 0.5);
      const h = 1e-5;
      const moved = (t: number) => point.map((value, i) => value + t * v[i]);
      const gradientAt = (t: number) => {
        loss.moveTo(moved(t));
        const g = new Float64Array(loss.size);
        loss.gradient(g);
        return g;
      };
      const slope = (loss.moveTo(moved(h)) - loss.moveTo(moved(-h))) / (2 * h);
      const g = gradientAt(0);
      closeTo(
        g.reduce((sum, value, i) => sum + value * v[i], 0),
        slope,
        1e-8,
        'slope',
      );
      const Hv = new Float64Array(loss.size);
      loss.hessianTimes(v, Hv);
      const above = gradientAt(h);
      const below = gradientAt(-h);
      Hv.forEach((value, i) => {
        closeTo(value, (above[i] - below[i]) / (2 * h), 1e-8, `curvature ${i}`);
      });
    }
  });

  test('a class without training rows has probability 0; a single class has 1', async () => {
    const known = golden.cases[7];
    const some = known.y.flatMap((label, row) => (label === 1 || label === 3 ? [row] : []));
    const train = trainOf({
      ...known,
      X: some.map((row) => known.X[row]),
      y: some.map((row) => known.y[row]),
    });
    const four = { ...train, task: { ...train.task, classes: ['a', 'b', 'c', 'd'] } };
    const fitted = await logistic.fit(four, paramsOf(known), context);
    const p = fitted.predict(blockOf(known.X), context.engine);
    for (let at = 0; at < p.length; at += 4) assert.ok(p[at] === 0 && p[at + 2] === 0 && p[at + 1] > 0);
    const single = await logistic.fit({ ...four, y: four.y.map(() => 2) }, paramsOf(known), context);
    assert.deepEqual([...single.predict(blockOf(known.X.slice(0, 1)), context.engine)], [0, 0, 1, 0]);
  });
});

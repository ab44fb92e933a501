import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { defined, undefinedScore } from '../../../src/core/metrics/metric.js';
import { stream } from '../../../src/core/rng.js';
import {
  correctedInterval,
  correctedStandardError,
  pairedCorrectedTest,
  welchCorrectedTest,
} from '../../../src/core/statistics/corrected-t.js';
import { summarise } from '../../../src/core/statistics/fold-summary.js';
import { holm } from '../../../src/core/statistics/holm.js';
import { studentTCdf, studentTQuantile, studentTSurvival } from '../../../src/core/statistics/student-t.js';

interface Golden {
  tails: [number, number, number][];
  quantiles: [number, number, number][];
  tests: {
    differences: number[];
    nTrain: number;
    nTest: number;
    t: number;
    p: number;
    interval: [number, number];
  }[];
}

const golden = JSON.parse(
  readFileSync(new URL('../../../../test/golden/statistics.json', import.meta.url), 'utf8'),
) as Golden;

const close = (actual: number | undefined | null, expected: number, relative: number, what = '') =>
  assert.ok(
    typeof actual === 'number' && Math.abs(actual - expected) <= relative * Math.abs(expected),
    `${what} ${actual}, not ${expected}`,
  );

describe("Student's t against mpmath", () => {
  test('both tails', () => {
    for (const [t, df, tail] of golden.tails) {
      const tolerance = df <= 10_000 ? 1e-12 : 1e-10;
      close(studentTSurvival(t, df), tail, tolerance, `sf(${t}, ${df})`);
      close(studentTCdf(-t, df), tail, tolerance);
      close(studentTCdf(t, df), 1 - tail, 1e-11);
    }
  });

  test('quantiles', () => {
    for (const [p, df, t] of golden.quantiles) {
      close(studentTQuantile(p, df), t, 1e-10, `quantile(${p}, ${df})`);
      close(studentTQuantile(1 - p, df), -t, 1e-8);
    }
  });

  test('edges', () => {
    assert.equal(studentTSurvival(0, 4), 0.5);
    assert.equal(studentTSurvival(Number.POSITIVE_INFINITY, 4), 0);
    assert.equal(studentTCdf(Number.NEGATIVE_INFINITY, 4), 0);
    assert.equal(studentTQuantile(0.5, 4), 0);
    assert.equal(studentTQuantile(1, 4), Number.POSITIVE_INFINITY);
    assert.ok(Number.isNaN(studentTSurvival(1, 0)) && Number.isNaN(studentTQuantile(1.1, 3)));
  });
});

describe('corrected resampled t', () => {
  test("scikit-learn's documented function with SciPy's t", () => {
    for (const { differences, nTrain, nTest, t, p, interval } of golden.tests) {
      const folds = { values: differences, testShare: nTest / nTrain };
      const result = pairedCorrectedTest(folds);
      close(result?.t, t, 1e-11);
      close(result?.p, p, 1e-10);
      const [low, high] = correctedInterval(folds, 0.95) ?? [];
      close(low, interval[0], 1e-10);
      close(high, interval[1], 1e-10);
    }
  });

  test('by hand: differences 1..5, test share 1/4', () => {
    // s^2 = 2.5, variance = 2.5 * (1/5 + 1/4) = 1.125, t = 3 / sqrt(1.125)
    const folds = { values: [1, 2, 3, 4, 5], testShare: 0.25 };
    close(correctedStandardError(folds), Math.sqrt(1.125), 1e-15);
    close(pairedCorrectedTest(folds)?.t, 3 / Math.sqrt(1.125), 1e-15);
    assert.equal(pairedCorrectedTest(folds)?.df, 4);
  });

  test('Welch by hand', () => {
    const a = { values: [1, 2, 3], testShare: 0.5 };
    const b = { values: [2, 4, 6, 8], testShare: 0.25 };
    const va = 1 * (1 / 3 + 1 / 2);
    const vb = (20 / 3) * (1 / 4 + 1 / 4);
    const result = welchCorrectedTest(a, b);
    close(result?.t, -3 / Math.sqrt(va + vb), 1e-14);
    close(result?.df, (va + vb) ** 2 / (va ** 2 / 2 + vb ** 2 / 3), 1e-14);
  });

  test('no spread is certainty, one fold is no test', () => {
    assert.equal(pairedCorrectedTest({ values: [0.1, 0.1, 0.1], testShare: 0.5 })?.p, 0);
    assert.equal(pairedCorrectedTest({ values: [0, 0, 0], testShare: 0.5 })?.p, 1);
    assert.equal(pairedCorrectedTest({ values: [0.3], testShare: 0.25 }), null);
    assert.equal(correctedInterval({ values: [0.3], testShare: 0.25 }, 0.95), null);
  });
});

describe('Holm', () => {
  const closeAll = (actual: number[], expected: number[]) =>
    actual.forEach((value, i) => {
      close(value, expected[i], 1e-12);
    });

  test("as R's p.adjust(p, 'holm')", () => {
    closeAll(holm([0.01, 0.02, 0.03, 0.04]), [0.04, 0.06, 0.06, 0.06]);
    closeAll(holm([0.04, 0.01, 0.03]), [0.06, 0.03, 0.06]);
    closeAll(holm([0.5, 0.9]), [1, 1]);
    assert.deepEqual(holm([]), []);
  });

  test('of a larger family, never less than over the whole of it', () => {
    closeAll(holm([0.01, 0.001], 45), [0.44, 0.045]);
    const rng = stream(3, 'p-values');
    for (let i = 0; i < 50; i++) {
      const p = Array.from({ length: 12 }, () => rng.uniform() ** 3);
      const whole = holm(p);
      holm(p.slice(0, 5), 12).forEach((value, at) => {
        assert.ok(value >= whole[at], `${value}, not from ${whole[at]}`);
      });
    }
  });
});

describe('summary over folds', () => {
  const metric = { direction: 'max', range: [0, 1] } as const;
  const fold = (at: number, value: number | null, repeat = 0) => ({
    repeat,
    fold: at,
    score: value === null ? undefinedScore('no row is "1"') : defined(value),
    nTrain: 80,
    nTest: 20,
  });

  test('mean, std with n-1, interval clipped to the range, order by repeat then fold', () => {
    const summary = summarise(metric, [fold(1, 0.9, 1), fold(0, 0.99), fold(1, 0.97), fold(0, 1, 1)]);
    assert.deepEqual(summary.values, [0.99, 0.97, 1, 0.9]);
    close(summary.value, 0.965, 1e-15);
    close(summary.std, 0.04509249752822894, 1e-12);
    assert.equal(summary.ci95?.[1], 1);
    close(summary.ci95?.[0], 0.965 - 3.182446305284263 * 0.04509249752822894 * Math.sqrt(0.5), 1e-12);
    assert.equal(summary.estimate, 'fold-mean');
  });

  test('undefined folds are named; over half of them leave no value', () => {
    const most = summarise(metric, [fold(0, 0.5), fold(1, null), fold(2, 0.7), fold(3, null)]);
    close(most.value, 0.6, 1e-15);
    assert.deepEqual(most.undefined, [
      { repeat: 0, fold: 1, reason: 'no row is "1"' },
      { repeat: 0, fold: 3, reason: 'no row is "1"' },
    ]);
    const few = summarise(metric, [fold(0, 0.5), fold(1, null), fold(2, null)]);
    assert.deepEqual([few.value, few.std, few.ci95], [null, null, null]);
    assert.deepEqual(few.values, [0.5, null, null]);
  });

  test('a single fold has no spread; equal folds have none either', () => {
    const single = summarise(metric, [fold(0, 0.5)]);
    assert.deepEqual([single.estimate, single.value, single.std, single.ci95], ['single', 0.5, null, null]);
    const equal = summarise(metric, [fold(0, 0.1), fold(1, 0.1), fold(2, 0.1)]);
    assert.deepEqual([equal.value, equal.std, equal.ci95], [0.1, 0, [0.1, 0.1]]);
  });
});

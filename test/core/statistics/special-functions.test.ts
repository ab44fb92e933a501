import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import {
  chiSquareCdf,
  chiSquareQuantile,
  chiSquareSurvival,
  chiSquareUpperQuantile,
} from '../../../src/core/statistics/chi-square.js';
import { erf, erfc } from '../../../src/core/statistics/error-function.js';
import { fCdf, fQuantile, fSurvival } from '../../../src/core/statistics/fisher-f.js';
import { normalCdf, normalQuantile, normalSurvival } from '../../../src/core/statistics/normal.js';
import { studentTCdf, studentTQuantile, studentTSurvival } from '../../../src/core/statistics/student-t.js';
import { Worst } from './worst.js';

type Side = 'lower' | 'upper';

interface Golden {
  /** tail, z, P(Z > nearest double) */
  normal: [number, string, string][];
  /** df, tail, t, P(T > nearest double) */
  studentT: [number, number, string, string][];
  /** df, side, tail, x, both tails at the nearest double */
  chiSquare: [number, Side, number, string, string, string][];
  fisherF: [number, number, Side, number, string, string, string][];
}

const golden = JSON.parse(
  readFileSync(new URL('../../../../test/golden/special-functions.json', import.meta.url), 'utf8'),
) as Golden;

/**
 * Of the issue; tails down to 1e-300, degrees of freedom 1 to 1e6. What is found is about 1e-12: a tail of 1e-300 is e^-691,
 * whose exponent alone is rounded by 1e-13, and at 1e6 degrees of freedom a rounding of x counts a thousandfold.
 */
const BOUND = 1e-10;

describe('against mpmath at 50 digits', () => {
  test('normal tails', (t) => {
    const worst = new Worst();
    for (const [tail, z, survival] of golden.normal) {
      worst.see(normalSurvival(Number(z)), survival, tail);
      worst.see(normalCdf(-Number(z)), survival, tail);
    }
    worst.below(BOUND, t, 28);
  });

  test('normal quantiles', (t) => {
    const worst = new Worst();
    for (const [tail, z] of golden.normal) {
      worst.see(-normalQuantile(tail), z, tail);
      if (1 - (1 - tail) === tail) worst.see(normalQuantile(1 - tail), z, tail);
    }
    worst.below(BOUND, t, 14);
  });

  test("Student's t: tails", (t) => {
    const worst = new Worst();
    for (const [df, tail, x, survival] of golden.studentT) {
      worst.see(studentTSurvival(Number(x), df), survival, [df, tail]);
      worst.see(studentTCdf(-Number(x), df), survival, [df, tail]);
    }
    worst.below(BOUND, t, 300);
  });

  test("Student's t: quantiles", (t) => {
    const worst = new Worst();
    for (const [df, tail, x] of golden.studentT) worst.see(-studentTQuantile(tail, df), x, [df, tail]);
    worst.below(BOUND, t, 150);
  });

  test('chi-square: both tails', (t) => {
    const worst = new Worst();
    for (const [df, side, tail, x, lower, upper] of golden.chiSquare) {
      worst.see(chiSquareCdf(Number(x), df), lower, [df, side, tail]);
      worst.see(chiSquareSurvival(Number(x), df), upper, [df, side, tail]);
    }
    worst.below(BOUND, t, 700);
  });

  test('chi-square: quantiles of both tails', (t) => {
    const worst = new Worst();
    for (const [df, side, tail, x] of golden.chiSquare) {
      const quantile = side === 'lower' ? chiSquareQuantile : chiSquareUpperQuantile;
      worst.see(quantile(tail, df), x, [df, side, tail]);
    }
    worst.below(BOUND, t, 350);
  });

  test('F: both tails', (t) => {
    const worst = new Worst();
    for (const [d1, d2, side, tail, x, lower, upper] of golden.fisherF) {
      worst.see(fCdf(Number(x), d1, d2), lower, [d1, d2, side, tail]);
      worst.see(fSurvival(Number(x), d1, d2), upper, [d1, d2, side, tail]);
    }
    worst.below(BOUND, t, 1200);
  });

  test('F: quantiles of both tails', (t) => {
    const worst = new Worst();
    for (const [d1, d2, side, tail, x] of golden.fisherF) {
      const quantile = side === 'lower' ? fQuantile(tail, d1, d2) : 1 / fQuantile(tail, d2, d1);
      worst.see(quantile, x, [d1, d2, side, tail]);
    }
    worst.below(BOUND, t, 600);
  });
});

describe('where the special functions end', () => {
  test('erf and erfc add up to 1, on both sides of every change of method', (t) => {
    const worst = new Worst();
    for (let x = -7; x <= 7; x += 1 / 64) worst.see(erf(x) + erfc(x), 1, x);
    worst.below(4e-16, t, 800);
    assert.deepEqual([erf(0), erfc(0), erfc(-40), erfc(40), erf(40), erf(-40)], [0, 1, 2, 0, 1, -1]);
    assert.equal(erf(-0.3), -erf(0.3));
  });

  test('normal', () => {
    assert.deepEqual([normalCdf(0), normalQuantile(0.5)], [0.5, 0]);
    assert.deepEqual([normalQuantile(0), normalQuantile(1)], [-Infinity, Infinity]);
    assert.deepEqual([normalSurvival(Infinity), normalSurvival(-Infinity)], [0, 1]);
    assert.ok(Number.isNaN(normalQuantile(1.1)) && Number.isNaN(normalQuantile(Number.NaN)));
    assert.ok(Number.isNaN(normalCdf(Number.NaN)));
  });

  test('chi-square and F', () => {
    for (const survival of [(x: number) => chiSquareSurvival(x, 3), (x: number) => fSurvival(x, 3, 7)]) {
      assert.deepEqual([survival(-1), survival(0), survival(Infinity)], [1, 1, 0]);
      assert.ok(Number.isNaN(survival(Number.NaN)));
    }
    for (const cdf of [(x: number) => chiSquareCdf(x, 3), (x: number) => fCdf(x, 3, 7)])
      assert.deepEqual([cdf(-1), cdf(0), cdf(Infinity)], [0, 0, 1]);
    for (const quantile of [(p: number) => chiSquareQuantile(p, 3), (p: number) => fQuantile(p, 3, 7)]) {
      assert.deepEqual([quantile(0), quantile(1)], [0, Infinity]);
      assert.ok(Number.isNaN(quantile(-0.1)));
    }
    assert.ok(Number.isNaN(chiSquareSurvival(1, 0)) && Number.isNaN(fSurvival(1, 2, -1)));
    assert.equal(chiSquareUpperQuantile(0.7, 4), chiSquareQuantile(1 - 0.7, 4));
  });

  test('a tail never grows as x grows, also where the method changes', () => {
    for (const df of [1, 2, 5, 40, 1000]) {
      let [chi, f, student] = [1, 1, 1];
      for (let x = 0; x < 4 * df + 20; x += df / 100) {
        const now = [chiSquareSurvival(x, df), fSurvival(x / df, df, 9), studentTSurvival(x / df, df)];
        assert.ok(
          now[0] <= chi * (1 + 1e-14) && now[1] <= f * (1 + 1e-14) && now[2] <= student * (1 + 1e-14),
        );
        [chi, f, student] = now;
      }
    }
  });
});

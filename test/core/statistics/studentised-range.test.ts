import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { studentTSurvival } from '../../../src/core/statistics/student-t.js';
import {
  studentisedRangeQuantile,
  studentisedRangeSurvival,
} from '../../../src/core/statistics/studentised-range.js';
import { Worst } from './worst.js';

/** k, df or null for infinite, q, P(Q > q) */
type Row = [number, number | null, number, string];

const golden = JSON.parse(
  readFileSync(new URL('../../../../test/golden/studentised-range.json', import.meta.url), 'utf8'),
) as Row[];

/**
 * The issue asks for 1e-6 down to 1e-12, and 1e-8 absolute; the steps of the two sums are chosen so that about 1e-9 is
 * reached, since each step halved doubles the time.
 */
const BOUND = 1e-8;

describe('studentised range', () => {
  test('against the double integral in 34 digits', (t) => {
    const worst = new Worst();
    for (const [k, df, q, tail] of golden)
      worst.see(studentisedRangeSurvival(q, k, df ?? Number.POSITIVE_INFINITY), tail, [k, df, q]);
    worst.below(BOUND, t, 900);
  });

  test("of two groups it is Student's t times the root of 2, far into the tail", (t) => {
    const worst = new Worst();
    for (const df of [1, 1.5, 2, 4, 9, 33.3, 100, 1e4, 1e6])
      for (const q of [0.01, 0.3, 1, 2.5, 4, 7, 12, 30, 1000, 1e8]) {
        const expected = 2 * studentTSurvival(q / Math.SQRT2, df);
        if (expected > 1e-280) worst.see(studentisedRangeSurvival(q, 2, df), expected, [df, q]);
      }
    worst.below(BOUND, t, 60);
  });

  test('quantiles give their tails back', (t) => {
    const worst = new Worst();
    for (const k of [2, 3, 10, 100])
      for (const df of [1, 2, 20, Number.POSITIVE_INFINITY])
        for (const p of [0.05, 0.5, 0.95, 0.999, 1 - 2 ** -40])
          worst.see(studentisedRangeSurvival(studentisedRangeQuantile(p, k, df), k, df), 1 - p, [k, df, p]);
    worst.below(1e-9, t, 80);
  });

  test('edges', () => {
    assert.deepEqual([studentisedRangeSurvival(0, 3, 5), studentisedRangeSurvival(-1, 3, 5)], [1, 1]);
    assert.deepEqual(
      [studentisedRangeSurvival(Infinity, 3, 5), studentisedRangeSurvival(60, 3, Infinity)],
      [0, 0],
    );
    assert.deepEqual([studentisedRangeQuantile(0, 3, 5), studentisedRangeQuantile(1, 3, 5)], [0, Infinity]);
    assert.ok(
      Number.isNaN(studentisedRangeSurvival(1, 1, 5)) && Number.isNaN(studentisedRangeQuantile(2, 3, 5)),
    );
    assert.ok(
      Number.isNaN(studentisedRangeSurvival(1, 3, 0)) && Number.isNaN(studentisedRangeSurvival(1, 2.5, 9)),
    );
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stream } from '../../src/core/rng.js';
import { RunningSummary } from '../../src/core/running-summary.js';

const rng = stream(3, 'summary');
const draws = (n: number) => Float64Array.from({ length: n }, () => (rng.uniform() - 0.3) ** 3 * 1000);

function summaryOf(values: Float64Array, mostExact?: number) {
  const summary = new RunningSummary(mostExact);
  for (let at = 0; at < values.length; at += 7) summary.add(values.subarray(at, at + 7));
  return summary.summary();
}

describe('a running summary', () => {
  test('is exact while all numbers are kept', () => {
    for (const n of [1, 2, 5, 100, 1001]) {
      const values = draws(n);
      const sorted = values.toSorted();
      const median = (sorted[(n - 1) >> 1] + sorted[n >> 1]) / 2;
      const mean = values.reduce((sum, value) => sum + value, 0) / n;
      assert.deepEqual(summaryOf(values), { min: sorted[0], mean, median, max: sorted[n - 1] });
    }
  });

  test('beyond that the median alone is rounded, by 0.2 % at most', () => {
    for (const n of [11, 500, 9999]) {
      const values = draws(n);
      const exact = summaryOf(values);
      const rounded = summaryOf(values, 10);
      assert.ok(Math.abs(rounded.median - exact.median) <= 0.002 * Math.abs(exact.median), `${n}`);
      assert.deepEqual({ ...rounded, median: 0 }, { ...exact, median: 0 });
    }
    assert.equal(summaryOf(new Float64Array(50).fill(-4.5), 10).median, -4.5);
    assert.equal(summaryOf(new Float64Array(50), 10).median, 0);
  });
});

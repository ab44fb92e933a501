import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { acceleration, bcaInterval } from '../../../src/core/intervals/bca.js';

interface Case {
  estimate: number;
  values: number[];
  without: number[];
  acceleration: number;
  interval: [number, number];
}

const { bca: cases } = JSON.parse(
  readFileSync(new URL('../../../../test/golden/intervals.json', import.meta.url), 'utf8'),
) as { bca: Case[] };

/** Sums in another order, and the normal distribution of another library. */
const near = (actual: number | undefined, expected: number) =>
  assert.ok(
    actual !== undefined && Math.abs(actual - expected) <= 1e-10 * Math.abs(expected),
    `${actual}, not ${expected}`,
  );

describe('BCa against SciPy', () => {
  cases.forEach(({ estimate, values, without, acceleration: golden, interval }, i) => {
    test(`case ${i}`, () => {
      const found = acceleration(without.map((value) => ({ value, times: 1 })));
      near(found, golden);
      const ends = bcaInterval(estimate, Float64Array.from(values), found, 0.95);
      near(ends?.[0], interval[0]);
      near(ends?.[1], interval[1]);
    });
  });
});

describe('BCa', () => {
  test('equal things count as often as they stand there', () => {
    const apart = [1, 1, 1, 2, 2, 5].map((value) => ({ value, times: 1 }));
    const together = [
      { value: 1, times: 3 },
      { value: 2, times: 2 },
      { value: 5, times: 1 },
    ];
    near(acceleration(together), acceleration(apart));
    assert.equal(acceleration([{ value: 3, times: 9 }]), 0);
  });

  test('resamples that do not bracket the value give no interval', () => {
    assert.equal(bcaInterval(1, Float64Array.of(1, 1, 1), 0, 0.95), null);
    assert.equal(bcaInterval(1, Float64Array.of(2, 3), 0, 0.95), null);
    assert.equal(bcaInterval(1, new Float64Array(0), 0, 0.95), null);
  });
});

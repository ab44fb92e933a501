import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { exp, expm1, log, log1p, sigmoid } from '../../src/core/numeric.js';
import { stream } from '../../src/core/rng.js';

const closeUlps = (actual: number, expected: number, ulps: number) =>
  assert.ok(
    Math.abs(actual - expected) <= ulps * 2 ** -52 * Math.abs(expected),
    `${actual} is not ${expected}`,
  );

describe('exp and log from basic operations', () => {
  test('within 2 ulp of the platform over the whole range', () => {
    const rng = stream(1, 'numeric');
    for (let i = 0; i < 20000; i++) {
      const x = (rng.uniform() - 0.5) * 1400;
      closeUlps(exp(x), Math.exp(x), 2);
      const y = 2 ** ((rng.uniform() - 0.5) * 2000) * (1 + rng.uniform());
      closeUlps(log(y), Math.log(y), 2);
    }
  });

  test('log1p and expm1 within 4 ulp of the platform, however near 0', () => {
    const rng = stream(2, 'numeric');
    for (let i = 0; i < 20000; i++) {
      const size = 2 ** ((rng.uniform() - 1) * 200);
      for (const x of [size, -size * 0.999, size * 600]) {
        if (x > -1) closeUlps(log1p(x), Math.log1p(x), 4);
        closeUlps(expm1(x), Math.expm1(x), 4);
      }
    }
    assert.deepEqual([log1p(0), log1p(-1), log1p(Number.POSITIVE_INFINITY)], [0, -Infinity, Infinity]);
    assert.deepEqual([expm1(0), expm1(-1000), expm1(1000)], [0, -1, Infinity]);
  });

  test('edges', () => {
    assert.equal(exp(0), 1);
    assert.equal(exp(1000), Number.POSITIVE_INFINITY);
    assert.equal(exp(-1000), 0);
    assert.equal(log(1), 0);
    assert.equal(log(0), Number.NEGATIVE_INFINITY);
    assert.ok(Number.isNaN(log(-1)) && Number.isNaN(exp(Number.NaN)));
    closeUlps(exp(-740), Math.exp(-740), 2 ** 20);
    assert.equal(sigmoid(0), 0.5);
    assert.equal(sigmoid(-1000), 0);
    assert.equal(sigmoid(1000), 1);
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { log } from '../../../src/core/numeric.js';
import { stream } from '../../../src/core/rng.js';
import { quantile } from '../../../src/core/trees/quantile.js';

const rng = stream(3, 'quantile');
const values = Float64Array.from({ length: 41 }, () => rng.normal(log));
const LEVELS = [0.1, 0.25, 0.5, 0.8, 0.95];

test('without weights it is linear between neighbours', () => {
  assert.equal(quantile(Float64Array.of(3, 1, 2, 4), null, 0.5), 2.5);
  assert.equal(quantile(Float64Array.of(10, 0), null, 0.8), 8);
  assert.equal(quantile(Float64Array.of(7), null, 0.9), 7);
});

test('weights count as repeated rows', () => {
  const times = values.map((_, i) => 1 + (i % 4));
  const repeated = Float64Array.from(
    [...values].flatMap((value, i) => new Array<number>(times[i]).fill(value)),
  );
  const ones = repeated.map(() => 1);
  for (const level of LEVELS) assert.equal(quantile(values, times, level), quantile(repeated, ones, level));
});

test('the scale of the weights does not matter', () => {
  const weights = values.map(() => rng.uniform());
  for (const level of LEVELS) {
    assert.equal(
      quantile(values, weights, level),
      quantile(
        values,
        weights.map((weight) => weight / 1024),
        level,
      ),
    );
  }
});

test('a median of weights that are all 1 is the median', () => {
  for (const rows of [40, 41]) {
    const some = values.slice(0, rows);
    assert.equal(
      quantile(
        some,
        some.map(() => 1),
        0.5,
      ),
      quantile(some, null, 0.5),
    );
  }
});

test('half of the weight decides', () => {
  assert.equal(quantile(Float64Array.of(1, 2, 3), Float64Array.of(1, 1, 5), 0.5), 3);
  assert.equal(quantile(Float64Array.of(1, 2, 3), Float64Array.of(2, 1, 1), 0.5), 1.5);
});

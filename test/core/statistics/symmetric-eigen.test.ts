import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stream } from '../../../src/core/rng.js';
import { symmetricEigen } from '../../../src/core/statistics/symmetric-eigen.js';

function randomSymmetric(n: number, seed: number): Float64Array[] {
  const rng = stream(seed, 'test/symmetric');
  const a = Array.from({ length: n }, () => new Float64Array(n));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      a[i][j] = rng.uniform() - 0.5;
      a[j][i] = a[i][j];
    }
  }
  return a;
}

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, i) => sum + x * b[i], 0);

describe('eigenvectors of symmetric matrices', () => {
  test('by hand', () => {
    const { values, vectors } = symmetricEigen([Float64Array.of(2, 1), Float64Array.of(1, 2)]);
    assert.ok(Math.abs(values[0] - 3) < 1e-15 && Math.abs(values[1] - 1) < 1e-15);
    for (const entry of vectors[0]) assert.ok(Math.abs(entry - Math.SQRT1_2) < 1e-15);
  });

  for (const n of [1, 2, 5, 30]) {
    test(`a v = lambda v, orthonormal, descending: ${n} × ${n}`, () => {
      const a = randomSymmetric(n, n);
      const { values, vectors } = symmetricEigen(a);
      vectors.forEach((vector, i) => {
        a.forEach((row, k) => {
          assert.ok(Math.abs(dot(row, vector) - values[i] * vector[k]) < 1e-13);
        });
        vectors.forEach((other, j) => {
          assert.ok(Math.abs(dot(vector, other) - (i === j ? 1 : 0)) < 1e-13);
        });
        assert.ok(i === 0 || values[i] <= values[i - 1]);
      });
    });
  }
});

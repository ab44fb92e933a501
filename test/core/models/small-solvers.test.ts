import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { choleskyFactor, choleskySolve } from '../../../src/core/models/cholesky.js';
import { newtonCg, type Objective } from '../../../src/core/models/newton-cg.js';
import { weightedGram } from '../../../src/core/models/weighted-gram.js';
import { log } from '../../../src/core/numeric.js';
import { stream } from '../../../src/core/rng.js';

const normals = (length: number, seed: number) => {
  const rng = stream(seed, 'normals');
  return Float64Array.from({ length }, () => rng.normal(log));
};

describe('weighted Gram matrix', () => {
  test('is the naive sum, for row counts around the block of four', () => {
    const p = 3;
    for (const nRows of [1, 4, 6, 11]) {
      const values = normals(nRows * p, nRows);
      const d = normals(nRows, 100 + nRows).map(Math.abs);
      const gram = weightedGram({ nRows, nFeatures: p, values }, (row) => d[row]);
      const cell = (row: number, j: number) => (j === p ? 1 : values[row * p + j]);
      for (let i = 0; i <= p; i++) {
        for (let j = 0; j <= i; j++) {
          let expected = 0;
          for (let row = 0; row < nRows; row++) expected += d[row] * cell(row, i) * cell(row, j);
          assert.ok(Math.abs(gram[i * (p + 1) + j] - expected) < 1e-12, `${nRows} rows: ${i},${j}`);
        }
      }
    }
  });
});

describe('Cholesky', () => {
  test('solves a system with a known solution', () => {
    const a = Float64Array.of(4, 0, 0, 2, 5, 0, 1, 3, 6);
    assert.ok(choleskyFactor(a, 3));
    const b = Float64Array.of(4 + 2 * 2 + 3, 2 + 5 * 2 + 3 * 3, 1 + 3 * 2 + 6 * 3);
    choleskySolve(a, 3, b);
    [1, 2, 3].forEach((expected, i) => {
      assert.ok(Math.abs(b[i] - expected) < 1e-14);
    });
  });

  test('refuses a singular and an indefinite matrix', () => {
    assert.equal(choleskyFactor(Float64Array.of(1, 0, 1, 1), 2), false);
    assert.equal(choleskyFactor(Float64Array.of(1, 0, 2, 1), 2), false);
  });
});

describe('Newton-CG', () => {
  /** sum_i c_i (e^(x_i) - x_i): its minimum is 0, far steps need halving. */
  function exponentials(c: Float64Array): Objective {
    let at = new Float64Array(c.length);
    const valueAt = (x: Float64Array) => c.reduce((sum, ci, i) => sum + ci * (Math.exp(x[i]) - x[i]), 0);
    return {
      size: c.length,
      moveTo(point) {
        at = point.slice();
        return valueAt(at);
      },
      gradient: (out) => out.set(c.map((ci, i) => ci * (Math.exp(at[i]) - 1))),
      hessianTimes: (vector, out) => out.set(c.map((ci, i) => ci * Math.exp(at[i]) * vector[i])),
      preconditioner: () => null,
      alongLine: (direction) => (t) => valueAt(at.map((value, i) => value + t * direction[i])),
    };
  }

  test('finds the minimum from afar, whatever the curvatures', () => {
    const point = Float64Array.of(-6, 3, 0.5, -2);
    const { converged } = newtonCg(exponentials(Float64Array.of(1, 1e-3, 10, 100)), point, {
      maxIter: 200,
      tol: 1e-12,
    });
    assert.ok(converged);
    for (const value of point) assert.ok(Math.abs(value) < 1e-8, `${value}`);
  });

  test('says when the steps were not enough', () => {
    const point = Float64Array.of(-6);
    const { converged, iterations } = newtonCg(exponentials(Float64Array.of(1)), point, {
      maxIter: 1,
      tol: 1e-12,
    });
    assert.deepEqual([converged, iterations], [false, 1]);
  });
});

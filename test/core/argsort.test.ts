import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { argsort, midRanks } from '../../src/core/argsort.js';
import { stream } from '../../src/core/rng.js';

/** The naive twin: a stable comparison sort. */
const naive = (values: Float64Array) =>
  [...values.keys()].filter((row) => !Number.isNaN(values[row])).sort((a, b) => values[a] - values[b]);

describe('the order of a column', () => {
  test('equals a stable comparison sort, with ties, signs, huge and tiny numbers and gaps', () => {
    for (let seed = 0; seed < 60; seed++) {
      const rng = stream(seed, 'argsort');
      const scale = [1, 1e300, 1e-310, 3, 1e9][seed % 5];
      const values = Float64Array.from({ length: rng.below(seed % 3 === 0 ? 5000 : 400) }, () => {
        const draw = rng.below(20);
        if (draw === 0) return Number.NaN;
        if (draw === 1) return rng.below(2) === 0 ? 0 : -0;
        return draw < 10 ? rng.below(5) - 2 : (rng.uniform() - 0.5) * scale;
      });
      assert.deepEqual([...argsort(values)], naive(values));
    }
  });

  test('ranks share ties and leave gaps out', () => {
    const values = Float64Array.of(3, 1, Number.NaN, 3, 2);
    assert.deepEqual([...midRanks(values, argsort(values))], [3.5, 1, Number.NaN, 3.5, 2]);
  });
});

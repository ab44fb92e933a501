import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stream } from '../../src/core/rng.js';
import { NaiveDraws } from '../../src/kernels/draws.js';
import { createEngine } from '../../src/parallel/engine.js';

const engine = createEngine();

describe('kernel countDraws', () => {
  for (const n of [1, 2, 1000, 70_001]) {
    test(`n=${n}: the counts of the naive twin`, () => {
      const counts = engine.arena.scope((scratch) => {
        const state = scratch.alloc(16);
        const OUT = scratch.alloc(4 * n);
        scratch.u32(OUT, n).fill(7); // what was there does not matter
        scratch.u32(state, 4).set(stream(3, 'draws', n).state);
        engine.kernels.countDraws(state, n, OUT);
        return [...scratch.u32(OUT, n)];
      });
      const rng = stream(3, 'draws', n);
      const twin = new NaiveDraws(() => rng.nextUint32(), [], 0, null);
      assert.deepEqual(counts, twin.bag(n, n));
      assert.equal(
        counts.reduce((sum, count) => sum + count, 0),
        n,
      );
    });
  }
});

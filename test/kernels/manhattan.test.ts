import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { log } from '../../src/core/numeric.js';
import { stream } from '../../src/core/rng.js';
import { naiveManhattan } from '../../src/kernels/nearest.js';
import { createEngine } from '../../src/parallel/engine.js';

const engine = createEngine();

/** Runs the kernel: [query][rank] row and distance. */
function nearest(X: Float64Array, queries: readonly Float64Array[], k: number) {
  const d = queries[0].length;
  const n = X.length / d;
  return engine.arena.scope((scratch) => {
    const at = scratch.alloc(8 * X.length);
    const PACK = scratch.alloc(8 * (n + 8) * d);
    const Q = scratch.alloc(8 * queries.length * d);
    const DIST = scratch.alloc(8 * queries.length * k);
    const INDEX = scratch.alloc(4 * queries.length * k);
    scratch.f64(at, X.length).set(X);
    queries.forEach((query, i) => {
      scratch.f64(Q + 8 * i * d, d).set(query);
    });
    engine.kernels.packManhattan(at, n, d, PACK);
    engine.kernels.nearestManhattan(PACK, n, d, Q, queries.length, k, DIST, INDEX);
    const rows = scratch.i32(INDEX, queries.length * k);
    const distances = scratch.f64(DIST, queries.length * k);
    return queries.map((_, q) =>
      Array.from({ length: k }, (_, j) => ({ row: rows[q * k + j], distance: distances[q * k + j] })),
    );
  });
}

describe('kernel nearestManhattan', () => {
  for (const kind of ['normal', 'grid'] as const) {
    for (const [n, d, k] of [
      [1, 1, 1],
      [9, 3, 9],
      [700, 7, 5],
      [300, 8, 40],
      [450, 61, 5], // several blocks of candidates
    ]) {
      test(`${kind} n=${n} d=${d} k=${k}: the rows and bits of the naive twin`, () => {
        const rng = stream(12, `manhattan/${kind}`, n, d);
        const draw = () => (kind === 'grid' ? rng.below(3) : rng.normal(log));
        const X = Float64Array.from({ length: n * d }, draw);
        const queries = Array.from({ length: 23 }, () => Float64Array.from({ length: d }, draw));
        const found = nearest(X, queries, k);
        queries.forEach((query, i) => {
          assert.deepEqual(found[i], naiveManhattan(X, query, k), `query ${i}`);
        });
      });
    }
  }
});

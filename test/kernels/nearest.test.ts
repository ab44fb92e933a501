import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { log } from '../../src/core/numeric.js';
import { type Rng, stream } from '../../src/core/rng.js';
import { type MixedRows, naiveNearest } from '../../src/kernels/nearest.js';
import { createEngine } from '../../src/parallel/engine.js';

const engine = createEngine();
const KINDS = ['normal', 'grid', 'outlier', 'offset'] as const;

/** Runs the kernel for the given queries: [query][rank] row and squared distance. */
function nearest({ values, dn, dc, m2 }: MixedRows, queries: number[], k: number) {
  const width = dn + dc;
  const n = values.length / width;
  const nAsked = (queries.length + 3) & ~3;
  return engine.arena.scope((scratch) => {
    const X = scratch.alloc(8 * n * width);
    const PACK = scratch.alloc(4 * (n + 8) * width);
    const NORM = scratch.alloc(4 * (n + 8));
    const Q = scratch.alloc(4 * nAsked);
    const W = scratch.alloc(16 * width);
    const DIST = scratch.alloc(8 * nAsked * k);
    const INDEX = scratch.alloc(4 * nAsked * k);
    scratch.f64(X, n * width).set(values);
    scratch.u32(Q, nAsked).fill(queries[0]).set(queries);
    engine.kernels.packNearest(X, n, dn, dc, m2, PACK, NORM);
    engine.kernels.nearest(X, PACK, NORM, n, dn, dc, m2, Q, nAsked, k, W, DIST, INDEX);
    const index = scratch.i32(INDEX, nAsked * k);
    const squared = scratch.f64(DIST, nAsked * k);
    return queries.map((_, q) =>
      Array.from({ length: k }, (_, j) => ({ row: index[q * k + j], squared: squared[q * k + j] })),
    );
  });
}

/** Numbers in -1..1: normal, on a coarse grid (many ties), with one far outlier, or nearer together than f32 can tell. */
function randomRows(rng: Rng, kind: (typeof KINDS)[number], n: number, dn: number, dc: number): MixedRows {
  const values = new Float64Array(n * (dn + dc));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < dn; j++) {
      const z = kind === 'grid' ? rng.below(3) / 4 : Math.max(-1, Math.min(1, rng.normal(log) / 8));
      const far = i === 5 ? 1 : z * 1e-5;
      values[i * (dn + dc) + j] = kind === 'outlier' ? far : kind === 'offset' ? 0.9 + z * 1e-7 : z;
    }
    for (let j = dn; j < dn + dc; j++) values[i * (dn + dc) + j] = rng.below(4) - 1;
  }
  return { values, dn, dc, m2: kind === 'outlier' ? 1e-12 : 0.01 };
}

describe('kernel nearest', () => {
  for (const kind of KINDS) {
    for (const [n, dn, dc, k] of [
      [9, 3, 0, 5],
      [700, 7, 0, 5],
      [500, 4, 3, 3],
      [300, 0, 6, 7],
      [450, 60, 5, 5], // several blocks of candidates
      [2, 2, 1, 1],
    ]) {
      test(`${kind} n=${n} numbers=${dn} codes=${dc} k=${k}: the rows and bits of the naive twin`, () => {
        const rng = stream(11, `nearest/${kind}`, n, dn);
        const rows = randomRows(rng, kind, n, dn, dc);
        const queries = Array.from({ length: Math.min(n, 41) }, () => rng.below(n));
        const found = nearest(rows, queries, k);
        queries.forEach((query, i) => {
          assert.deepEqual(found[i], naiveNearest(rows, query, k), `query ${query}`);
        });
      });
    }
  }

  test('equal rows: the lowest other rows, at distance 0', () => {
    const rows = { values: new Float64Array(40 * 3).fill(0.25), dn: 3, dc: 0, m2: 1 };
    const [found] = nearest(rows, [2], 4);
    assert.deepEqual(
      found.map(({ row }) => row),
      [0, 1, 3, 4],
    );
  });
});

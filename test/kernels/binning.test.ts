import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { log } from '../../src/core/numeric.js';
import { type Rng, stream } from '../../src/core/rng.js';
import { naiveBin, naiveBins } from '../../src/kernels/binning.js';
import { BIN_BUCKETS, EDGE_ROOM } from '../../src/kernels/exports.js';
import { createEngine } from '../../src/parallel/engine.js';

const { arena, kernels } = createEngine();

/** Runs both kernels over one column. */
function binned(cells: Float64Array) {
  const n = cells.length;
  return arena.scope((scratch) => {
    const X = scratch.alloc(8 * n);
    const W = scratch.alloc(16 * n + 8192);
    const EDGES = scratch.alloc(8 * 3 * EDGE_ROOM);
    const OUT = scratch.alloc(n);
    scratch.f64(X, n).set(cells);
    scratch.f64(EDGES, 3 * EDGE_ROOM).fill(7);
    const nCuts = kernels.fitNumbers(X, n, W, EDGES);
    kernels.binNumbers(X, n, EDGES, nCuts, W, OUT);
    const list = (at: number, length: number) => [...scratch.f64(EDGES + 8 * EDGE_ROOM * at, length)];
    const edges = { cuts: list(0, nCuts), low: list(1, nCuts + 1), high: list(2, nCuts + 1) };
    return { edges, bins: [...scratch.u8(OUT, n)] };
  });
}

/** Bins of new cells by the cuts of a column. */
function binnedLike(column: Float64Array, cells: Float64Array) {
  return arena.scope((scratch) => {
    const X = scratch.alloc(8 * Math.max(column.length, cells.length));
    const W = scratch.alloc(16 * column.length + 8192);
    const EDGES = scratch.alloc(8 * 3 * EDGE_ROOM);
    const T = scratch.alloc(BIN_BUCKETS);
    const OUT = scratch.alloc(cells.length);
    scratch.f64(X, column.length).set(column);
    const nCuts = kernels.fitNumbers(X, column.length, W, EDGES);
    scratch.f64(X, cells.length).set(cells);
    kernels.binNumbers(X, cells.length, EDGES, nCuts, T, OUT);
    return { cuts: [...scratch.f64(EDGES, nCuts)], bins: [...scratch.u8(OUT, cells.length)] };
  });
}

function assertTwin(cells: Float64Array, what: string): void {
  const { edges, bins } = binned(cells);
  assert.deepEqual(edges, naiveBins(cells), what);
  assert.deepEqual(
    bins,
    Array.from(cells, (x) => naiveBin(edges.cuts, x)),
    what,
  );
}

const KINDS: Readonly<Record<string, (rng: Rng) => number>> = {
  normal: (rng) => rng.normal(log),
  'whole numbers': (rng) => rng.below(2000) - 1000,
  'few values': (rng) => rng.below(12) / 4,
  'a frequent value and a tail': (rng) => (rng.uniform() < 0.7 ? 0 : rng.uniform()),
  'frequent values between others': (rng) => (rng.uniform() < 0.5 ? rng.below(9) : 9 * rng.uniform()),
  'zeros of both signs': (rng) => [0, -0, Number.MIN_VALUE, -Number.MIN_VALUE][rng.below(4)],
  subnormal: (rng) => (rng.below(4000) - 2000) * Number.MIN_VALUE,
  huge: (rng) => (rng.uniform() - 0.5) * Number.MAX_VALUE * 2,
  'of every size': (rng) => (rng.uniform() - 0.5) * 10 ** (rng.below(600) - 300),
  // The reader lets none through; here they are but the largest numbers.
  'infinities among others': (rng) =>
    rng.uniform() < 0.1 ? (rng.below(2) - 0.5) * Number.POSITIVE_INFINITY : rng.uniform(),
  // Keys that differ in their lowest bits alone, beside one far off: the sort by upper digits leaves all to be mended.
  'close together, one far off': (rng) =>
    rng.uniform() < 0.01 ? -1e300 : 1 + rng.below(1 << 20) * Number.EPSILON,
};

describe('the binning kernels', () => {
  for (const [kind, draw] of Object.entries(KINDS)) {
    test(`${kind}: the edges and bins of the naive twin`, () => {
      for (const n of [1, 2, 3, 17, 254, 255, 256, 257, 1000, 5000]) {
        const rng = stream(3, `binning/${kind}`, n);
        const cells = Float64Array.from({ length: n }, () => draw(rng));
        assertTwin(cells, `${n} rows`);
        assertTwin(
          cells.map((x) => (rng.uniform() < 0.2 ? Number.NaN : x)),
          `${n} rows, holes`,
        );
      }
    });
  }

  for (const [kind, draw] of Object.entries(KINDS)) {
    test(`${kind}: cells at the cuts, beside them and far off fall into the bins of the naive twin`, () => {
      const rng = stream(6, `cuts/${kind}`);
      const column = Float64Array.from({ length: 4000 }, () => draw(rng));
      const { cuts } = binned(column).edges;
      const far = [Number.MAX_VALUE, Number.POSITIVE_INFINITY, 0].flatMap((x) => [x, -x]);
      const beside = cuts.flatMap((cut) => [cut, cut * (1 + Number.EPSILON), cut * (1 - Number.EPSILON)]);
      const cells = rng.shuffle([...far, Number.NaN, ...beside, ...column.slice(0, 500)]);
      const found = binnedLike(column, Float64Array.from(cells));
      assert.deepEqual(
        found.bins,
        cells.map((x) => naiveBin(found.cuts, x)),
      );
    });
  }

  test('just as many distinct values as bins, and one more', () => {
    for (const nDistinct of [255, 256]) {
      const rng = stream(4, 'distinct', nDistinct);
      const cells = Float64Array.from({ length: 3 * nDistinct }, (_, i) => (i % nDistinct) * 0.1);
      rng.shuffle(cells);
      assertTwin(cells, `${nDistinct} values`);
      assert.equal(binned(cells).edges.cuts.length, 254);
    }
  });

  test('all equal, all missing, no row', () => {
    assertTwin(new Float64Array(100).fill(3), 'all equal');
    assertTwin(new Float64Array(100).fill(Number.NaN), 'all missing');
    assertTwin(new Float64Array(0), 'no row');
  });

  test('neighbouring doubles are parted, whatever their size', () => {
    for (const x of [1, -1, 1e300, -1e300, Number.MIN_VALUE, 0]) {
      const next = x + Math.max(Math.abs(x) * Number.EPSILON, Number.MIN_VALUE);
      const { edges, bins } = binned(Float64Array.of(x, next));
      assert.deepEqual([bins, edges.cuts.length], [[0, 1], 1], String(x));
    }
  });

  test('the order of rows does not matter', () => {
    const rng = stream(5, 'order');
    const cells = Float64Array.from({ length: 3000 }, () => Math.round(400 * rng.normal(log)) / 4);
    const { edges } = binned(cells);
    assert.deepEqual(binned(cells.toReversed()).edges, edges);
    assert.deepEqual(binned(cells.toSorted()).edges, edges);
  });
});

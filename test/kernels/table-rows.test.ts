import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Scratch } from '../../src/core/arena.js';
import { layFloats, layUints } from '../../src/core/lay.js';
import { stream } from '../../src/core/rng.js';
import { naiveDealt, naiveLaid, naiveLargest } from '../../src/kernels/table-rows.js';
import { createEngine } from '../../src/parallel/engine.js';

const engine = createEngine();
const { kernels } = engine;
const SIZES = [0, 1, 2, 1000, 9001];

const within = <T>(work: (scratch: Scratch) => T): T => engine.arena.scope(work);

/** Of both signs, some missing. */
const numbers = (n: number, name: string) => {
  const rng = stream(1, name, n);
  return Float64Array.from({ length: n }, () => (rng.below(9) === 0 ? Number.NaN : 40 * rng.uniform() - 20));
};

describe('kernels of table rows', () => {
  for (const n of SIZES) {
    test(`n=${n}: rows of each class`, () => {
      const rng = stream(2, 'classes', n);
      const nClasses = 5;
      // The third class has no row.
      const y = Float64Array.from({ length: n + 3 }, () => [0, 1, 3, 4][rng.below(4)]);
      const rows = Uint32Array.from({ length: n }, () => rng.below(n + 3)).sort();
      within((scratch) => {
        const [ENDS, OUT] = [nClasses, n].map((length) => scratch.alloc(4 * length));
        kernels.dealRows(layFloats(scratch, y), layUints(scratch, rows), n, nClasses, ENDS, OUT);
        const ends = [...scratch.u32(ENDS, nClasses)];
        const dealt = [...scratch.u32(OUT, n)];
        assert.deepEqual(
          ends.map((end, label) => dealt.slice(label > 0 ? ends[label - 1] : 0, end)),
          naiveDealt(y, rows, nClasses),
        );
      });
    });

    test(`n=${n}: the largest in units, and whether one is missing`, () => {
      for (const values of [
        numbers(n, 'largest'),
        new Float64Array(n).fill(-3),
        new Float64Array(n).fill(Number.NaN),
      ]) {
        const found = within((scratch) => {
          const OUT = scratch.alloc(16);
          kernels.findLargest(layFloats(scratch, values), n, 1.25, 0.3, OUT);
          return [...scratch.f64(OUT, 2)];
        });
        assert.deepEqual(found, naiveLargest(values, 1.25, 0.3));
      }
    });

    test(`n=${n}: columns by row`, () => {
      const columns = ['a', 'b', 'c'].map((name) => numbers(n, name));
      const units = [
        [0, 1],
        [-3.5, 0.7],
        [1e-3, 11],
      ] as const;
      const stride = 5;
      const places = Uint32Array.from({ length: n }, (_, i) => n - 1 - i);
      within((scratch) => {
        const X = layFloats(scratch, Float64Array.from(columns.flatMap((values) => [...values])));
        const UNITS = layFloats(scratch, Float64Array.from(units.flat()));
        const OUT = layFloats(scratch, new Float64Array(stride * n).fill(7));
        const PLACES = layUints(scratch, places);
        kernels.layColumns(X, PLACES, n, columns.length, UNITS, 0.25, OUT, 8 * stride);
        const out = scratch.f64(OUT, stride * n);
        const laid = Array.from({ length: n }, (_, row) => [...out.subarray(row * stride, row * stride + 3)]);
        assert.deepEqual(laid.flat(), naiveLaid(columns, places, units, 0.25));
        assert.ok(out.every((x, at) => at % stride < 3 || x === 7));
      });
    });

    test(`n=${n}: lists copied`, () => {
      const [k, nLists] = [3, n + 2];
      const distances = Float64Array.from({ length: k * nLists }, (_, i) => i / 7);
      const index = Uint32Array.from({ length: k * nLists }, (_, i) => 1000 + i);
      const rng = stream(3, 'copied', n);
      const from = Uint32Array.from({ length: n }, () => rng.below(nLists));
      const to = Uint32Array.from({ length: n }, (_, i) => n - 1 - i);
      within((scratch) => {
        const DIST = layFloats(scratch, distances);
        const [INDEX, FROM, TO] = [index, from, to].map((values) => layUints(scratch, values));
        const [OUT_DIST, OUT_INDEX] = [scratch.alloc(8 * k * n), scratch.alloc(4 * k * n)];
        kernels.copyLists(DIST, INDEX, FROM, TO, n, k, 0.3, OUT_DIST, OUT_INDEX);
        const copied = (i: number) => Array.from({ length: k }, (_, j) => k * from[to.indexOf(i)] + j);
        const expected = Array.from({ length: n }, (_, i) => copied(i)).flat();
        assert.deepEqual(
          [...scratch.f64(OUT_DIST, k * n)],
          expected.map((at) => distances[at] / 0.3 / 0.3),
        );
        assert.deepEqual(
          [...scratch.i32(OUT_INDEX, k * n)],
          expected.map((at) => index[at]),
        );
      });
    });
  }
});

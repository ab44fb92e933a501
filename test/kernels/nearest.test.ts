import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { layFloats, layUints } from '../../src/core/lay.js';
import { findAlone, findOwn } from '../../src/core/neighbours/find-blocks.js';
import {
  askedOf,
  type FindJob,
  layAlone,
  layPoints,
  laySearch,
  rowsOf,
} from '../../src/core/neighbours/find-job.js';
import type { Lists } from '../../src/core/neighbours/lists.js';
import { log } from '../../src/core/numeric.js';
import { type Rng, stream } from '../../src/core/rng.js';
import { type MixedRows, naiveNearest } from '../../src/kernels/nearest.js';
import { createEngine } from '../../src/parallel/engine.js';

const engine = createEngine();
const EMPTY = { name: -1, distance: Number.POSITIVE_INFINITY };
const KINDS = ['normal', 'grid', 'outlier', 'heavy', 'offset', 'holes', 'equal'] as const;
type Kind = (typeof KINDS)[number];

/** A search among the first `nPoints` rows, of which the first `nOwn` ask each other; the others are laid behind them. */
function search<T>(
  { values, dn, dc, m2, apart }: MixedRows,
  { nPoints, nOwn, k, hasTree = false }: { nPoints: number; nOwn: number; k: number; hasTree?: boolean },
  work: (job: FindJob) => T,
): T {
  const n = values.length / (dn + dc);
  const holey = Array.from({ length: dn }, (_, j) =>
    Array.from({ length: n }, (_, row) => values[row * (dn + dc) + j]).some(Number.isNaN),
  );
  return engine.arena.scope((scratch) => {
    const places = Uint32Array.from({ length: nPoints }, (_, row) => row);
    const rows = { nPoints, nOwn, nOthers: n - nPoints, nNumbers: dn, nCodes: dc, places, holey };
    const job = laySearch({ ...rows, k, hasTree, cost: m2, apart }, scratch);
    rowsOf(job, 0, n).set(values);
    layPoints(job, engine);
    return work(job);
  });
}

const listAt = ({ index, distances }: Lists, k: number, i: number) =>
  Array.from({ length: k }, (_, j) => ({ row: index[i * k + j], squared: distances[i * k + j] }));

/** The lists of rows that ask alone. */
function alone(rows: MixedRows, nPoints: number, queries: readonly number[], k: number, hasTree = false) {
  return search(rows, { nPoints, nOwn: 0, k, hasTree }, (job) => {
    layAlone(job, queries.length);
    askedOf(job, queries.length).set(queries);
    return findAlone(job, queries.length, engine, (lists) => queries.map((_, i) => listAt(lists, k, i)));
  });
}

/** The lists of the first rows, each pair measured once. */
const eachOther = (rows: MixedRows, nPoints: number, nOwn: number, k: number) =>
  search(rows, { nPoints, nOwn, k }, (job) =>
    findOwn(job, engine, (lists) => Array.from({ length: nOwn }, (_, i) => listAt(lists, k, i))),
  );

function number(rng: Rng, kind: Kind, row: number): number {
  if (kind === 'grid') return rng.below(3) / 4;
  if (kind === 'equal') return rng.below(10) === 0 ? 0.5 : 0.25;
  if (kind === 'holes' && rng.below(3) === 0) return Number.NaN;
  const z = Math.max(-1, Math.min(1, rng.normal(log) / 8));
  if (kind === 'heavy') return z ** 5;
  if (kind === 'outlier') return row === 5 ? 1 : z * 1e-5;
  return kind === 'offset' ? 0.9 + z * 1e-7 : z;
}

/** Numbers in -1..1: normal, on a coarse grid (many ties), one far outlier, few that are far out, nearer together than f32 can tell, missing, mostly equal. */
function randomRows(rng: Rng, kind: Kind, n: number, dn: number, dc: number): MixedRows {
  const values = new Float64Array(n * (dn + dc));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < dn; j++) values[i * (dn + dc) + j] = number(rng, kind, i);
    for (let j = dn; j < dn + dc; j++) values[i * (dn + dc) + j] = rng.below(4) - 1;
  }
  return { values, dn, dc, m2: kind === 'outlier' ? 1e-12 : 0.01, apart: 0.03 };
}

describe('kernel nearest', () => {
  for (const kind of KINDS) {
    for (const [n, dn, dc, k] of [
      [9, 3, 0, 5],
      [700, 7, 0, 5],
      [500, 4, 3, 3],
      [300, 0, 6, 7],
      [450, 60, 5, 5], // several blocks of candidates
      [120, 1, 0, 119],
      [600, 2, 0, 4],
      [2, 2, 1, 1],
    ]) {
      const shape = `${kind} n=${n} numbers=${dn} codes=${dc} k=${k}`;
      const rows = randomRows(stream(11, `nearest/${kind}`, n, dn), kind, n, dn, dc);
      const rng = stream(12, 'queries', n);

      test(`${shape}: the rows and bits of the naive twin`, () => {
        const queries = Array.from({ length: Math.min(n, 41) }, () => rng.below(n));
        const found = alone(rows, n, queries, k);
        queries.forEach((query, i) => {
          assert.deepEqual(found[i], naiveNearest(rows, query, k), `query ${query}`);
        });
      });

      test(`${shape}: rows behind the points ask and are nobody's neighbours`, () => {
        const nPoints = Math.max(1, n >> 1);
        const few = Math.min(k, nPoints);
        const queries = Array.from({ length: n - nPoints }, (_, i) => nPoints + i);
        const found = alone(rows, nPoints, queries, few);
        queries.forEach((query, i) => {
          assert.deepEqual(found[i], naiveNearest(rows, query, few, nPoints), `query ${query}`);
        });
      });

      if (dc === 0 && kind !== 'holes') {
        test(`${shape}: down a tree`, () => {
          const nPoints = Math.max(k + 1, n - 20);
          const queries = Array.from({ length: n }, (_, i) => i);
          const found = alone(rows, nPoints, queries, k, true);
          queries.forEach((query, i) => {
            assert.deepEqual(found[i], naiveNearest(rows, query, k, nPoints), `query ${query}`);
          });
        });
      }

      for (const nOwn of new Set([n, (n >> 1) + 1, 1])) {
        test(`${shape}: ${nOwn} rows that ask each other`, () => {
          eachOther(rows, n, nOwn, k).forEach((list, row) => {
            assert.deepEqual(list, naiveNearest(rows, row, k), `row ${row}`);
          });
        });
      }
    }
  }

  test('lists merged: the k nearest of both, ties to the lower name', () => {
    const [k, n] = [4, 300];
    const rng = stream(3, 'merged');
    const draw = (names: number[]) => names.map((name) => ({ name, distance: rng.below(6) }));
    const sorted = (list: { name: number; distance: number }[]) =>
      list.toSorted((a, b) => a.distance - b.distance || a.name - b.name).slice(0, k);
    // Of an odd and of an even name each, some lists short.
    const sides = [0, 1].map((odd) =>
      Array.from({ length: n }, (_, i) => sorted(draw([0, 1, 2, 3, 4].slice(i % 6).map((j) => 2 * j + odd)))),
    );
    engine.arena.scope((scratch) => {
      const [into, from] = sides.map((lists) => {
        const all = lists.flatMap((list) => Array.from({ length: k }, (_, j) => list[j] ?? EMPTY));
        const DIST = layFloats(
          scratch,
          Float64Array.from(all, ({ distance }) => distance),
        );
        return {
          DIST,
          INDEX: layUints(
            scratch,
            Int32Array.from(all, ({ name }) => name),
          ),
        };
      });
      engine.kernels.mergeLists(from.DIST, from.INDEX, n, k, into.DIST, into.INDEX);
      const [distances, names] = [scratch.f64(into.DIST, k * n), scratch.i32(into.INDEX, k * n)];
      for (let i = 0; i < n; i++) {
        const merged = Array.from({ length: k }, (_, j) => ({
          name: names[k * i + j],
          distance: distances[k * i + j],
        }));
        const expected = sorted([...sides[0][i], ...sides[1][i]]);
        assert.deepEqual(
          merged.filter(({ name }) => name >= 0),
          expected,
        );
      }
    });
  });

  test('equal rows: the lowest other rows, at distance 0', () => {
    const rows = { values: new Float64Array(40 * 3).fill(0.25), dn: 3, dc: 0, m2: 1, apart: 0 };
    const [found] = alone(rows, 40, [2], 4);
    assert.deepEqual(
      found.map(({ row }) => row),
      [0, 1, 3, 4],
    );
  });
});

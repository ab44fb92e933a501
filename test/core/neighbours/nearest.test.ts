import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Nearest, nearestOfAll, nearestRows } from '../../../src/core/neighbours/nearest.js';
import { askEachOther, placeQueries } from '../../../src/core/neighbours/queries.js';
import { distanceSpace } from '../../../src/core/neighbours/space.js';
import { log } from '../../../src/core/numeric.js';
import { stream } from '../../../src/core/rng.js';
import type { Table } from '../../../src/core/table.js';
import { createEngine } from '../../../src/parallel/engine.js';
import { allRows, numbers, tableOf } from '../made-table.js';
import { type Neighbour, naive, TABLES } from './plain-loop.js';

const engine = createEngine();

const listOf = ({ k, index, squared }: Nearest, query: number): Neighbour[] =>
  Array.from({ length: k }, (_, j) => ({ index: index[query * k + j], squared: squared[query * k + j] }));

describe('nearest rows', () => {
  for (const [name, columnsOf] of Object.entries(TABLES)) {
    for (const n of [3, 40, 333]) {
      const rng = stream(8, `table/${name}`, n);
      const table = tableOf(...columnsOf(rng, n));
      const all = allRows(table);
      const space = distanceSpace(table.columns, all, all, 'none');

      test(`${name}, ${n} rows: each row's others are those of the plain loop`, () => {
        const k = Math.min(n - 1, 7);
        const found = nearestOfAll(space, all, k, engine);
        for (const row of all) assert.deepEqual(listOf(found, row), naive(space, all, row, k), `row ${row}`);
      });

      test(`${name}, ${n} rows: queries of any class, in any order, some twice`, () => {
        const candidates = all.filter((row) => row % 3 !== 1);
        const queries = Uint32Array.from({ length: n }, () => rng.below(n));
        const k = Math.min(candidates.length - 1, 4);
        const found = nearestRows(space, candidates, queries, k, engine);
        queries.forEach((row, query) => {
          assert.deepEqual(listOf(found, query), naive(space, candidates, row, k), `query ${query}`);
        });
      });
    }
  }

  test('all others of each row, when as many are asked for', () => {
    const table = tableOf(...TABLES.mixed(stream(8, 'all'), 60));
    const all = allRows(table);
    const space = distanceSpace(table.columns, all, all, 'none');
    const found = nearestOfAll(space, all, 59, engine);
    for (const row of all) assert.deepEqual(listOf(found, row), naive(space, all, row, 59));
  });

  const normal = (n: number, d: number, unit = 1) => {
    const rng = stream(5, 'normal', n, d);
    return tableOf(
      ...Array.from({ length: d }, (_, j) =>
        numbers(
          `c${j}`,
          Array.from({ length: n }, () => rng.normal(log) * unit),
        ),
      ),
    );
  };
  const nearestIn = (table: Table, scale: 'standard' | 'none') => {
    const all = allRows(table);
    return nearestOfAll(distanceSpace(table.columns, all, all, scale), all, 5, engine);
  };

  test('huge and tiny numbers: the same neighbours, distances of their size', () => {
    const plain = nearestIn(normal(300, 4), 'none');
    for (const unit of [2 ** -400, 2 ** 300]) {
      const found = nearestIn(normal(300, 4, unit), 'none');
      assert.deepEqual(found.index, plain.index);
      assert.deepEqual(
        found.squared,
        plain.squared.map((squared) => squared * unit * unit),
      );
    }
  });

  test('standardised numbers: those of the plain loop', () => {
    const table = normal(400, 3);
    const all = allRows(table);
    const space = distanceSpace(table.columns, all, all, 'standard');
    const found = nearestOfAll(space, all, 5, engine);
    for (const row of all) {
      assert.deepEqual(
        listOf(found, row).map(({ index }) => index),
        naive(space, all, row, 5).map(({ index }) => index),
      );
    }
  });

  test('rows that ask each other from first limits find what the plain loop finds, equal rows among them', () => {
    const table = normal(2400, 12);
    for (const column of table.columns) {
      // Each of the last four hundred is a row of the middle again.
      if ('values' in column) column.values.copyWithin(2000, 1000, 1400);
    }
    const all = allRows(table);
    const space = distanceSpace(table.columns, all, all, 'none');
    const asking = all.filter((row) => row % 5 !== 1);
    const found = nearestRows(space, all, asking, 5, engine);
    for (let query = 0; query < asking.length; query += 20) {
      assert.deepEqual(listOf(found, query), naive(space, all, asking[query], 5), `row ${asking[query]}`);
    }
  });

  test('a tree finds what the plain loop finds', () => {
    const table = normal(5000, 2);
    const all = allRows(table);
    const space = distanceSpace(table.columns, all, all, 'none');
    const candidates = all.filter((row) => row < 4500);
    const found = nearestRows(space, candidates, all, 5, engine);
    for (let row = 0; row < 5000; row += 50) {
      assert.deepEqual(listOf(found, row), naive(space, candidates, row, 5), `row ${row}`);
    }
  });

  test('no query: nothing is found', () => {
    const table = normal(10, 2);
    const all = allRows(table);
    const space = distanceSpace(table.columns, all, all, 'none');
    assert.equal(nearestRows(space, all, new Uint32Array(0), 3, engine).index.length, 0);
  });

  test('rows ask alone where lists for all of them would take too much', () => {
    const all = Uint32Array.from({ length: 3000 }, (_, row) => row);
    const placed = placeQueries(all, all);
    assert.equal(askEachOther(placed, 5).nOwn, 3000);
    assert.equal(askEachOther(placed, 2500).nOwn, 0);
  });

  test('what a search will do is said before it begins, and counted', () => {
    let expected = 0;
    let done = 0;
    const progress = {
      expect(count: number) {
        expected += count;
      },
      tick() {
        done++;
      },
    };
    const table = tableOf(...TABLES.mixed(stream(8, 'progress'), 900));
    const all = allRows(table);
    const space = distanceSpace(table.columns, all, all, 'none');
    const candidates = all.filter((row) => row < 600);
    nearestRows(space, candidates, all, 3, { ...engine, progress });
    assert.ok(expected >= 4, `${expected} tiles`);
    assert.equal(done, expected);
  });
});

/** k-means beside scikit-learn's, and what must hold on any columns. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { drawCentres } from '../../../src/core/clusters/draw-centres.js';
import { type Clusters, kMeans, lloyd } from '../../../src/core/clusters/k-means.js';
import { distanceSpace } from '../../../src/core/neighbours/space.js';
import { stream } from '../../../src/core/rng.js';
import { isNumeric, type NumericColumn } from '../../../src/core/table.js';
import { createEngine } from '../../../src/parallel/engine.js';
import { allRows, numbers, tableOf } from '../made-table.js';
import { TABLES } from '../neighbours/plain-loop.js';

interface Golden {
  X: number[][];
  starts: number[];
  labels: number[];
  centres: number[][];
  inertia: number;
  best: number;
}

const golden = JSON.parse(
  readFileSync(new URL('../../../../test/golden/k-means.json', import.meta.url), 'utf8'),
) as Golden[];
const engine = createEngine();

const spaceOf = (cells: number[][]) => {
  const table = tableOf(...cells.map((column, i) => numbers(`x${i}`, column)));
  const rows = allRows(table);
  return { rows, space: distanceSpace(table.columns, rows, rows, 'none') };
};

const inertiaOf = ({ squared }: Clusters) => squared.reduce((sum, one) => sum + one, 0);

describe('beside scikit-learn', () => {
  for (const { X, starts, labels, centres, inertia, best } of golden) {
    const name = `${X[0].length} rows, ${starts.length} clusters`;
    test(`${name}: the same clusters from the same starts`, () => {
      const { space, rows } = spaceOf(X);
      const found = lloyd(space, rows, Uint32Array.from(starts), engine);
      assert.deepEqual([...found.clusterOf], labels);
      found.centres.forEach((column, c) => {
        (column as NumericColumn).values.forEach((value, cluster) => {
          assert.ok(Math.abs(value - centres[c][cluster]) < 1e-12);
        });
      });
      assert.ok(Math.abs(inertiaOf(found) - inertia) < 1e-9 * inertia);
    });

    test(`${name}: the best of 20 draws is about as good as theirs`, () => {
      const { space, rows } = spaceOf(X);
      const all = Array.from({ length: 20 }, (_, seed) =>
        inertiaOf(kMeans(space, rows, starts.length, stream(seed, 'k-means'), engine)),
      );
      // Theirs draws several rows for each start and takes the best, worth most where clusters have two rows.
      assert.ok(Math.min(...all) < 1.2 * best, `${Math.min(...all)} is not ${best}`);
    });
  }
});

describe('on any columns', () => {
  for (const [name, columnsOf] of Object.entries(TABLES)) {
    test(`${name}: no cluster is empty, centres are means and commonest levels`, () => {
      const table = tableOf(...columnsOf(stream(1, `k-means/${name}`), 60));
      const rows = allRows(table);
      const space = distanceSpace(table.columns, rows, rows, 'standard');
      for (const k of [1, 7, 59, 60]) {
        const { clusterOf, centres } = kMeans(space, rows, k, stream(2, 'k-means'), engine);
        assert.equal(new Set(clusterOf).size, k);
        for (const centre of centres) {
          const column = table.column(centre.name);
          for (let cluster = 0; cluster < k; cluster++) {
            const members = [...rows].filter((row) => clusterOf[row] === cluster);
            if (isNumeric(column) && isNumeric(centre)) {
              const there = members.map((row) => column.values[row]).filter((value) => !Number.isNaN(value));
              const mean = there.reduce((sum, value) => sum + value, 0) / there.length;
              assert.ok(
                Object.is(centre.values[cluster], mean) || Math.abs(centre.values[cluster] - mean) < 1e-12,
              );
            } else if (!isNumeric(column) && !isNumeric(centre)) {
              const there = members.map((row) => column.codes[row]).filter((code) => code >= 0);
              const votes = (level: number) => there.filter((code) => code === level).length;
              const [first = -1] = there.toSorted((a, b) => votes(b) - votes(a) || a - b);
              assert.equal(centre.codes[cluster], first);
            }
          }
        }
      }
    });
  }

  test('starts are distinct rows, also where all rows are alike', () => {
    const { space, rows } = spaceOf([new Array(9).fill(2)]);
    for (const k of [1, 5, 9]) {
      assert.equal(new Set(drawCentres(space, rows, k, stream(1, 'k-means'), engine)).size, k);
      assert.equal(new Set(kMeans(space, rows, k, stream(1, 'k-means'), engine).clusterOf).size, k);
    }
  });

  test('far rows are drawn as often as their squared distance says', () => {
    const { space, rows } = spaceOf([[0, 0, 0, 1, 2]]);
    const counts = new Map<number, number>();
    const N = 4000;
    let fromZero = 0;
    for (let seed = 0; seed < N; seed++) {
      const [first, second] = drawCentres(space, rows, 2, stream(seed, 'draw'), engine);
      if (first > 2) continue;
      fromZero++;
      counts.set(second, (counts.get(second) ?? 0) + 1);
    }
    // 1 : 4, within five standard errors.
    const share = (counts.get(4) ?? 0) / fromZero;
    assert.ok(Math.abs(share - 0.8) < 5 * Math.sqrt((0.8 * 0.2) / fromZero), `${share}`);
    assert.equal((counts.get(3) ?? 0) + (counts.get(4) ?? 0), fromZero);
  });
});

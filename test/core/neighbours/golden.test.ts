/** Neighbours against scikit-learn's, wherever two distances differ by more than 1e-9 of them. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { nearestRows } from '../../../src/core/neighbours/nearest.js';
import { distanceSpace } from '../../../src/core/neighbours/space.js';
import { createEngine } from '../../../src/parallel/engine.js';
import { sharedDatasets } from '../../helpers/shared-datasets.js';
import { allRows, numbers, tableOf } from '../made-table.js';

/** The neighbours of a row, one more than is asked for. */
interface Found {
  readonly query: number;
  readonly distance: readonly number[];
  readonly index: readonly number[];
}

const golden = JSON.parse(
  readFileSync(new URL('../../../../test/golden/neighbours.json', import.meta.url), 'utf8'),
) as {
  holes: { cells: (number | null)[][]; found: Found[] };
  real: { file: string; header: boolean; columns: [number, number]; found: Found[] }[];
};
const engine = createEngine();

/** Nearly as far: scikit-learn may order these as it likes. */
const near = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(a, b);

/**
 * Compares with what was found.
 * @param lost what scikit-learn's squared distances have lost
 * @returns how many places are told by their distance alone
 */
function compare(cells: readonly (number | null)[][], expected: readonly Found[], lost: number): number {
  const table = tableOf(...cells.map((column, i) => numbers(`c${i}`, column)));
  const all = allRows(table);
  const space = distanceSpace(table.columns, all, all, 'none');
  const k = expected[0].index.length - 1;
  const queries = Uint32Array.from(expected, ({ query }) => query);
  const { index, squared } = nearestRows(space, all, queries, k, engine);
  let ties = 0;
  expected.forEach(({ query, distance, index: theirs }, i) => {
    for (let j = 0; j < k; j++) {
      const own = squared[i * k + j];
      const wanted = distance[j] ** 2;
      assert.ok(Math.abs(own - wanted) <= 1e-12 * wanted + lost, `${query}: ${own}, not ${wanted}`);
      const isTie = near(distance[j], distance[j + 1]) || (j > 0 && near(distance[j], distance[j - 1]));
      if (isTie) ties++;
      else assert.equal(index[i * k + j], theirs[j], `neighbour ${j} of row ${query}`);
    }
  });
  return ties;
}

/** Columns of a plain CSV file of numbers. */
function readNumbers(path: string, header: boolean, [first, end]: [number, number]): number[][] {
  const lines = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .slice(header ? 1 : 0);
  const rows = lines.map((line) => line.split(',').slice(first, end).map(Number));
  return Array.from({ length: end - first }, (_, j) => rows.map((row) => row[j]));
}

describe("scikit-learn's neighbours", () => {
  test('over the numbers that both rows have', () => {
    // Squares up to some 20 are expanded and cancel.
    assert.equal(compare(golden.holes.cells, golden.holes.found, 1e-13), 0);
  });

  for (const { file, header, columns, found } of golden.real) {
    const path = join(sharedDatasets ?? '', file);
    const skip = sharedDatasets && existsSync(path) ? false : 'the data set is not on this machine';
    test(`of ${file}`, { skip }, () => {
      const ties = compare(readNumbers(path, header, columns), found, 0);
      // Mammography has equal rows by the hundred.
      assert.ok(ties < 0.4 * 5 * found.length, `${ties} of ${5 * found.length} places are ties`);
    });
  }
});

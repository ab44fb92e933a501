/** Samplers and what they are made of beside the plain loops that define them, on tables of many ties and holes. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { distanceSpace } from '../../../src/core/neighbours/space.js';
import { stream } from '../../../src/core/rng.js';
import { rowsInDanger } from '../../../src/core/samplers/borderline-smote.js';
import { rowsOfClasses } from '../../../src/core/samplers/class-rows.js';
import { type Growth, growBetween } from '../../../src/core/samplers/growth.js';
import { dropRows, keepOnly } from '../../../src/core/samplers/keep-only.js';
import { rowsInLinks } from '../../../src/core/samplers/tomek-links.js';
import { type Column, isNumeric } from '../../../src/core/table.js';
import { trainRows } from '../made-table.js';
import { naive, TABLES } from '../neighbours/plain-loop.js';
import { inputOf } from './made-input.js';

const N = 90;

for (const [name, columnsOf] of Object.entries(TABLES)) {
  for (const scale of ['standard', 'none']) {
    describe(`${name}, scale=${scale}`, () => {
      test('tomek-links: each is the nearest of the other', () => {
        const rng = stream(1, `twins/tomek/${name}`);
        const input = inputOf('tomek-links', columnsOf(rng, N), rng, { scale });
        const { table, rows, y } = input;
        const space = distanceSpace(table.columns, rows, rows, scale as 'none');
        const nearest = new Map([...rows].map((row) => [row, rows[naive(space, rows, row, 1)[0].index]]));
        const linked = [...rows].filter((row) => {
          const other = nearest.get(row) ?? row;
          return nearest.get(other) === row && y[other] !== y[row];
        });
        assert.ok(linked.length > 0);
        assert.deepEqual([...rowsInLinks(input)], linked);
      });

      test('borderline-smote: half or more of m neighbours of other classes, but not all', () => {
        const rng = stream(1, `twins/danger/${name}`);
        const input = inputOf('borderline-smote', columnsOf(rng, N), rng, { scale });
        const { table, rows, y } = input;
        const byClass = rowsOfClasses('borderline-smote', input);
        for (const [label, members] of byClass.entries()) {
          const space = distanceSpace(table.columns, rows, members, scale as 'none');
          for (const m of [1, 4, 5]) {
            const danger = [...members].filter((row) => {
              const others = naive(space, rows, row, m).filter(({ index }) => y[rows[index]] !== label);
              return others.length >= m / 2 && others.length < m;
            });
            assert.deepEqual([...rowsInDanger(input, space, members, m)], danger);
          }
        }
      });
    });
  }
}

/** A cell of a new row as the papers have it. */
function grownCell(column: Column, growth: Growth, i: number, k: number): number {
  const [base, towards] = [growth.bases[i], growth.towards[i]];
  if (isNumeric(column)) {
    const [from, to] = [column.values[base], column.values[towards]];
    return Number.isNaN(to) ? from : from + growth.gaps[i] * (to - from);
  }
  const voters = [...growth.voters.subarray(i * k, (i + 1) * k)].map((row) => column.codes[row]);
  const votes = (level: number) => voters.filter((code) => code === level).length;
  if (column.codes[base] < 0) return -1;
  const levels = [...column.levels.keys()].filter((level) => votes(level) > 0);
  return levels.length === 0 ? column.codes[base] : levels.sort((a, b) => votes(b) - votes(a) || a - b)[0];
}

describe('growBetween', () => {
  for (const [name, columnsOf] of Object.entries(TABLES)) {
    test(`${name}: interpolates and votes as defined, one growth after the other`, () => {
      const rng = stream(2, `twins/growth/${name}`);
      const input = inputOf('smote', columnsOf(rng, N), rng);
      const { table, rows, y } = input;
      const someRows = (n: number) => Uint32Array.from({ length: n }, () => rows[rng.below(rows.length)]);
      const growths = [2, 0].map((label, g): Growth => {
        const n = 40 + g;
        const gaps = Float64Array.from({ length: n }, () => rng.uniform());
        return { label, bases: someRows(n), towards: someRows(n), gaps, voters: someRows(3 * n) };
      });
      const { keep, synthetic, syntheticY, origin } = growBetween(input, growths);
      assert.deepEqual([...keep], [...rows]);
      assert.equal(y.length, N);
      let at = 0;
      for (const growth of growths) {
        growth.bases.forEach((base, i) => {
          assert.deepEqual([origin[at], syntheticY[at]], [base, growth.label]);
          synthetic.columns.forEach((made, c) => {
            const cell = isNumeric(made) ? made.values[at] : made.codes[at];
            assert.equal(cell, grownCell(table.columns[c], growth, i, 3));
          });
          at++;
        });
      }
      assert.equal(at, synthetic.nRows);
    });
  }
});

test('keepOnly and dropRows: what stays does so as often as it stood there', () => {
  const rng = stream(3, 'twins/keep');
  const input = {
    ...inputOf('tomek-links', TABLES.numbers(rng, N), rng),
    rows: trainRows([1, 1, 4, 5, 5, 9]),
  };
  assert.deepEqual([...keepOnly(input, [5, 1]).keep], [1, 1, 5, 5]);
  assert.deepEqual([...dropRows(input, [5, 2]).keep], [1, 1, 4, 9]);
});

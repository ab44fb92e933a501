/** Columns cut into slices: levels, quarters, months; and that the rules of a slice are its rows. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { cellValue } from '../../../src/core/cell-value.js';
import { daysOfIso } from '../../../src/core/dates.js';
import { filterBy } from '../../../src/core/filter.js';
import { conditionText } from '../../../src/core/slices/condition-text.js';
import { cutColumn } from '../../../src/core/slices/cut-column.js';
import { membersOf } from '../../../src/core/slices/rule.js';
import type { Column } from '../../../src/core/table.js';
import { numbers, tableOf, words } from '../made-table.js';

const all = (n: number) => Uint32Array.from({ length: n }, (_, row) => row);

/** Level, condition and number of rows of each part. */
function cutOf(column: Column, rows: Uint32Array): [string, string, number][] {
  const { parts, partOf } = cutColumn(column, rows);
  return parts.map(({ level, rules }, part) => [
    level,
    conditionText(rules, tableOf(column)),
    partOf.filter((one) => one === part).length,
  ]);
}

const dates = (cells: readonly (string | null)[]) =>
  numbers(
    'seen',
    cells.map((cell) => (cell === null ? null : daysOfIso(cell))),
    'date',
  );

describe('a column cut into slices', () => {
  test('categories in their order, missing cells last', () => {
    assert.deepEqual(cutOf(words('town', ['b', 'a', null, 'b']), all(4)), [
      ['a', 'town = "a"', 1],
      ['b', 'town = "b"', 2],
      ['missing', 'town = none', 1],
    ]);
  });

  test('only the rows that are asked for count, in their order', () => {
    const { parts, partOf } = cutColumn(words('town', ['b', 'a', 'b', 'c']), [2, 0]);
    assert.deepEqual([parts.map(({ level }) => level), [...partOf]], [['b'], [0, 0]]);
  });

  test('rare ones of many categories are joined', () => {
    const cells = [...all(50)].map((row) => (row < 20 ? 'aa' : `x${row}`));
    const cut = cutOf(words('id', [...cells, null]), all(51));
    assert.equal(cut.length, 21);
    assert.deepEqual(
      [cut[0], cut[20]],
      [
        ['aa', 'id = "aa"', 20],
        ['missing', 'id = none', 1],
      ],
    );
    assert.equal(cut[19][0], 'others');
    assert.equal(cut[19][2], 12);
    assert.match(cut[19][1], /^id not in \("aa", "x20", .*, none\)$/);
  });

  test('numbers where quarters of the rows begin, equal values together', () => {
    assert.deepEqual(cutOf(numbers('age', [8, 1, 2, 3, 4, 5, 6, 7, null]), all(9)), [
      ['under 3', 'age < 3', 2],
      ['3 to under 5', 'age >= 3 and age < 5', 2],
      ['5 to under 7', 'age >= 5 and age < 7', 2],
      ['7 or more', 'age >= 7', 2],
      ['missing', 'age = none', 1],
    ]);
    assert.deepEqual(cutOf(numbers('zeros', [0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6]), all(12)), [
      ['under 1', 'zeros < 1', 6],
      ['1 to under 4', 'zeros >= 1 and zeros < 4', 3],
      ['4 or more', 'zeros >= 4', 3],
    ]);
  });

  test('cuts have no more figures than they need', () => {
    const pay = [1012.7, 1198.31, 2044.9, 2987.2, 3111.6, 4870.25, 5123.9, 9001.1];
    assert.deepEqual(
      cutOf(numbers('pay', pay), all(8)).map(([level]) => level),
      ['under 2000', '2000 to under 3000', '3000 to under 5000', '5000 or more'],
    );
  });

  test('few values are a slice each', () => {
    assert.deepEqual(cutOf(numbers('code', [3, 1, 3]), all(3)), [
      ['1', 'code = 1', 1],
      ['3', 'code = 3', 2],
    ]);
  });

  test('dates by month, from three years on by year, and as numbers where those are too many', () => {
    const days = (step: string, n: number) => [...all(n)].map((i) => `20${10 + i}-${step}`);
    const months = ['2023-11-02', '2023-11-30', '2024-01-01', '2024-02-28', '2024-02-29', '2024-03-09'];
    assert.deepEqual(cutOf(dates(months), all(6))[2], [
      '2024-02',
      'seen >= 2024-02-01 and seen < 2024-03-01',
      2,
    ]);
    assert.deepEqual(
      cutOf(dates(days('05-03', 6)), all(6)).map(([level]) => level),
      ['2010', '2011', '2012', '2013', '2014', '2015'],
    );
    assert.deepEqual(cutOf(dates(days('05-03', 40)), all(40))[0], [
      'under 2020-01-01',
      'seen < 2020-01-01',
      10,
    ]);
  });

  test('every row is in the part whose rules it satisfies, and --filter finds it by the condition', () => {
    const cell = fc.option(fc.integer({ min: -20, max: 20 }), { freq: 8 });
    const columns = fc.tuple(
      fc.constantFrom('number', 'date', 'word'),
      fc.constantFrom('age', 'capital gain', 'not', 'a,b', "it's"),
      fc.array(cell, { minLength: 1, maxLength: 60 }),
      fc.constantFrom(1, 0.37, 41.5),
    );
    fc.assert(
      fc.property(columns, ([kind, name, cells, scale]) => {
        const scaled = cells.map((value) => value && value * scale);
        const column =
          kind === 'word'
            ? words(
                name,
                cells.map((value) => (value === null ? null : `w ${value + 20}`)),
              )
            : numbers(
                name,
                kind === 'date' ? scaled.map((value) => value && Math.round(value)) : scaled,
                kind,
              );
        const table = tableOf(column);
        const rows = all(cells.length);
        const { parts, partOf } = cutColumn(column, rows);
        parts.forEach(({ rules }, part) => {
          const inside = [...membersOf(rules, table, rows)];
          assert.deepEqual(
            inside,
            Array.from(partOf, (one) => Number(one === part)),
          );
          const condition = conditionText(rules, table);
          const found = filterBy(condition, [...rows], (row) => ({ [name]: cellValue(column, row) }));
          assert.deepEqual(
            found,
            [...rows].filter((row) => inside[row] === 1),
            condition,
          );
        });
      }),
      { numRuns: 300 },
    );
  });
});

describe('rules as text', () => {
  const table = tableOf(numbers('age', [1]), words('job', ['a']));
  const below = { column: 'age', is: 'below', cut: 30, orMissing: true } as const;

  test('rules of one column stand together', () => {
    const rules = [
      below,
      { column: 'job', is: 'unequal', value: 'say "hi"' },
      { column: 'age', is: 'from', cut: 18, orMissing: true },
      { column: 'job', is: 'unequal', value: null },
    ] as const;
    const said = `(age >= 18 and age < 30 or age = none) and job not in ('say "hi"', none)`;
    assert.equal(conditionText(rules, table), said);
  });
});

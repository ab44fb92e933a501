import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { whyUseless } from '../../src/core/left-out.js';
import { codedColumn, numericColumn } from '../../src/core/make-column.js';
import { stream } from '../../src/core/rng.js';

const N = 40;
const range = (of: (row: number) => number | null, n = N) => Array.from({ length: n }, (_, row) => of(row));
const shuffled = (cells: (number | null)[]) => stream(1, 'left-out').shuffle([...cells]) as (number | null)[];
const number = (cells: (number | null)[], name = 'x') => whyUseless(numericColumn(name, cells), cells.length);
const text = (cells: (string | null)[], type: 'category' | 'text' = 'category') =>
  whyUseless(codedColumn('x', cells, type), cells.length);

describe('columns left out by default', () => {
  test('constant and all missing', () => {
    assert.equal(number(range(() => 7)), 'constant');
    assert.equal(number(range(() => null)), 'all missing');
    assert.equal(text(range(() => null) as null[]), 'all missing');
    assert.equal(number(range((row) => (row === 3 ? null : 7))), null, 'a gap tells something');
  });

  test('whole numbers that rise, or fill a range in any order, are ids', () => {
    assert.equal(number(range((row) => 100 + 3 * row)), 'id-like');
    assert.equal(
      number(range((row) => (row === 5 ? null : row * row))),
      'id-like',
      'gaps among rising cells',
    );
    assert.equal(number(shuffled(range((row) => 500 + row))), 'id-like');
    assert.equal(
      number(shuffled(range((row) => 500 + 2 * row))),
      null,
      'distinct, but neither rising nor full',
    );
    assert.equal(number(range((row) => N - row)), 'id-like', 'falling without gaps fills a range');
    assert.equal(number(range((row) => 100 + 3 * Math.min(row, N - 2))), null, 'a repeated value');
    assert.equal(number(range((row) => row + 0.5)), null, 'no whole numbers');
  });

  test('distinct whole numbers under the name of an id', () => {
    const cells = shuffled(range((row) => 500 + 2 * row));
    for (const name of ['id', 'ID', 'Index', 'KEY', 'customerId', 'loan_id'])
      assert.equal(number(cells, name), 'id-like');
    for (const name of ['idle', 'keys', 'index_2']) assert.equal(number(cells, name), null);
    assert.equal(number([...cells.slice(1), cells[1]], 'id'), null, 'repeated');
  });

  test('text all distinct is an id; dates never are; nothing is under 20 rows', () => {
    const names = range((row) => row).map((row) => `n${row}`);
    assert.equal(text(names), 'id-like');
    assert.equal(text([...names.slice(2), null, null]), 'id-like');
    assert.equal(text([...names.slice(1), 'n1']), null);
    assert.equal(text(names.map((name, row) => (row === 0 ? name : null))), null, 'one cell is no id');
    const days = range((row) => 18000 + row);
    assert.equal(whyUseless(numericColumn('day', days, 'date'), N), null);
    assert.equal(number(range((row) => row, 19)), null);
    assert.equal(number(range((row) => row, 20)), 'id-like');
  });

  test('text with more than max(50, 5 % of rows) levels, and the type text', () => {
    const levels = (count: number, rows: number) =>
      range((row) => row, rows).map((row) => `l${Number(row) % count}`);
    assert.equal(text(levels(50, 400)), null);
    assert.equal(text(levels(51, 400)), 'too many levels');
    assert.equal(text(levels(51, 1020)), null);
    assert.equal(text(levels(52, 1020)), 'too many levels');
    assert.equal(text(levels(3, 400), 'text'), 'text');
  });
});

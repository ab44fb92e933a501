import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  countMissing,
  fromHandle,
  isMissing,
  Table,
  takeColumn,
  takeLazily,
  toHandle,
} from '../../src/core/table.js';
import { numbers, rowTexts, tableOf, words } from './made-table.js';

const made = () =>
  tableOf(
    numbers('n', [1, null, 3.5]),
    numbers('d', [18000, 18000.5, null], 'date'),
    words('c', ['x', null, 'é, "y"']),
  );

describe('Table', () => {
  test('missing is marked one way for each storage', () => {
    const table = made();
    assert.deepEqual(
      table.columns.map((column) => [0, 1, 2].map((row) => isMissing(column, row))),
      [
        [false, true, false],
        [false, false, true],
        [false, true, false],
      ],
    );
    assert.deepEqual(table.columns.map(countMissing), [1, 1, 1]);
  });

  test('take repeats and reorders, select keeps the order asked for', () => {
    const table = made();
    assert.deepEqual(
      rowTexts(table.take(Uint32Array.of(2, 0, 2))),
      [2, 0, 2].map((row) => rowTexts(table)[row]),
    );
    assert.deepEqual(table.select(['c', 'n']).names, ['c', 'n']);
  });

  test('concat sets one table above another', () => {
    const table = made();
    assert.deepEqual(rowTexts(table.concat(table)), [...rowTexts(table), ...rowTexts(table)]);
  });

  test('a handle carries everything, and shares memory instead of copying it', () => {
    const table = made();
    const copy = fromHandle(structuredClone(toHandle(table)));
    assert.deepEqual(rowTexts(copy), rowTexts(table));
    assert.deepEqual(
      copy.columns.map(({ name, type }) => [name, type]),
      table.columns.map(({ name, type }) => [name, type]),
    );
    const [column] = table.columns;
    if ('values' in column) column.values[0] = 99;
    const [shared] = copy.columns;
    assert.equal('values' in shared && shared.values[0], 99);
  });

  test('columns of unequal length, a name twice, an unknown name are bugs', () => {
    assert.throws(() => new Table(2, [numbers('a', [1])]), /1 rows, not 2/);
    assert.throws(() => tableOf(numbers('a', [1]), numbers('a', [2])), /twice/);
    assert.throws(() => made().column('z'), /no column z/);
  });

  test('columns taken lazily are those taken at once, copied the first time alone', () => {
    const rows = Uint32Array.of(2, 0, 2);
    for (const column of [numbers('x', [1, null, 3]), words('c', ['a', null, 'b'])]) {
      const lazy = takeLazily(column, rows);
      const cells = () => ('values' in lazy ? lazy.values : lazy.codes);
      assert.equal(cells(), cells());
      assert.deepEqual({ ...lazy }, takeColumn(column, rows));
    }
  });
});

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { isoDate } from '../../../src/core/dates.js';
import { type Column, countMissing, isNumeric, type Table } from '../../../src/core/table.js';
import { recipes } from '../../../src/data/recipes/list.js';
import { readRepo } from '../../helpers/data-files.js';

const loans = recipes.get('loans');

const cellText = (column: Column, row: number): string => {
  if (!isNumeric(column)) return column.codes[row] < 0 ? '' : column.levels[column.codes[row]];
  const value = column.values[row];
  if (Number.isNaN(value)) return '';
  return column.type === 'date' ? isoDate(value) : String(value);
};
const csv = (table: Table) =>
  [
    table.names.join(','),
    ...Array.from({ length: table.nRows }, (_, row) =>
      table.columns.map((column) => cellText(column, row)).join(','),
    ),
    '',
  ].join('\n');

describe('recipe loans', () => {
  test('the defaults give the shipped file, byte for byte', () => {
    const hash = (text: string) => createHash('sha256').update(text).digest('hex');
    assert.equal(hash(csv(loans.generate(loans.defaults))), hash(readRepo('datasets/loans.csv')));
  });

  test('exactly the rows asked for; a longer table begins with a shorter one; seeds differ', () => {
    const short = csv(loans.generate({ rows: 7, seed: 1 }));
    const long = csv(loans.generate({ rows: 400, seed: 1 }));
    assert.equal(short.split('\n').length, 9);
    assert.ok(long.startsWith(short));
    assert.notEqual(csv(loans.generate({ rows: 7, seed: 2 })), short);
  });

  test('shares of positives and of missing cells are as its card says', () => {
    const table = loans.generate({ rows: 20000, seed: 3 });
    const target = table.column(loans.target);
    assert.ok(isNumeric(target));
    const share = target.values.reduce((sum, value) => sum + value, 0) / 20000;
    assert.ok(Math.abs(share - 0.22) < 0.015, `${share}`);
    const missing = (name: string) => countMissing(table.column(name)) / 20000;
    assert.ok(Math.abs(missing('income') - 0.06) < 0.01, `${missing('income')}`);
    assert.ok(Math.abs(missing('employment') - 0.03) < 0.01, `${missing('employment')}`);
    for (const { name } of table.columns)
      if (!['income', 'employment'].includes(name)) assert.equal(missing(name), 0);
  });
});

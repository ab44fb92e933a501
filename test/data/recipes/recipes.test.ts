import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { countMissing, isNumeric, type Table } from '../../../src/core/table.js';
import { recipes } from '../../../src/data/recipes/list.js';
import { csvChunks } from '../../../src/data/write-csv.js';
import { readRepo } from '../../helpers/data-files.js';

const csv = (table: Table) => [...csvChunks(table)].join('');
const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const isShipped = (id: string) =>
  existsSync(fileURLToPath(new URL(`../../../../datasets/${id}.csv`, import.meta.url)));

/** Of a table of 20,000 rows. */
const shareMissing = (table: Table, name: string) => countMissing(table.column(name)) / table.nRows;

function shareOf(table: Table, name: string, level: string | number): number {
  const column = table.column(name);
  const cells = isNumeric(column)
    ? [...column.values]
    : Array.from(column.codes, (code) => column.levels[code]);
  return cells.filter((cell) => cell === level).length / table.nRows;
}

function close(value: number, wanted: number, within: number) {
  assert.ok(Math.abs(value - wanted) <= within, `${value}, not ${wanted}`);
}

for (const recipe of recipes.all()) {
  describe(`recipe ${recipe.id}`, () => {
    test('exactly the rows asked for; a longer table begins with a shorter one; seeds differ', () => {
      const short = csv(recipe.generate({ rows: 7, seed: 1 }));
      const long = csv(recipe.generate({ rows: 400, seed: 1 }));
      assert.equal(short.split('\n').length, 9);
      assert.ok(long.startsWith(short));
      assert.notEqual(csv(recipe.generate({ rows: 7, seed: 2 })), short);
    });

    test('no number has more digits than a person would write', () => {
      const text = csv(recipe.generate({ rows: 500, seed: 5 }));
      assert.doesNotMatch(text, /\.\d{3,}/);
    });

    test('has the target it names', () => {
      assert.ok(recipe.generate({ rows: 30, seed: 1 }).has(recipe.target));
    });

    if (!isShipped(recipe.id)) return;
    test('the defaults give the shipped file, byte for byte, and its card says so', () => {
      const made = hash(csv(recipe.generate(recipe.defaults)));
      assert.equal(made, hash(readRepo(`datasets/${recipe.id}.csv`)));
      assert.ok(readRepo(`datasets/${recipe.id}.md`).includes(made));
    });
  });
}

const many = (id: string) => recipes.get(id).generate({ rows: 20000, seed: 3 });

describe('what the cards promise', () => {
  test('which recipes are shipped', () => {
    const shipped = recipes
      .all()
      .map(({ id }) => id)
      .filter(isShipped);
    assert.deepEqual(shipped, ['loans', 'houses', 'customers']);
  });

  test('loans: positives and missing cells', () => {
    const table = many('loans');
    close(shareOf(table, 'default', 1), 0.22, 0.015);
    close(shareMissing(table, 'income'), 0.06, 0.01);
    close(shareMissing(table, 'employment'), 0.03, 0.01);
    for (const { name } of table.columns)
      if (!['income', 'employment'].includes(name)) assert.equal(shareMissing(table, name), 0);
  });

  test('houses: flats have no lot, most were never renovated', () => {
    const table = many('houses');
    close(shareMissing(table, 'lot'), shareOf(table, 'kind', 'flat'), 0);
    close(shareMissing(table, 'year_renovated'), 0.83, 0.02);
    close(shareMissing(table, 'garage'), 0.04, 0.01);
  });

  test('customers: segments and outliers', () => {
    const table = many('customers');
    close(shareOf(table, 'segment', 'premium'), 0.14, 0.01);
    close(shareOf(table, 'outlier', 1), 0.01, 0.003);
    close(shareMissing(table, 'age'), 0.06, 0.01);
  });

  test('fraud: one in two hundred, and the day never falls', () => {
    const table = many('fraud');
    close(shareOf(table, 'fraud', 1), 0.005, 0.0015);
    const day = table.column('day');
    assert.ok(isNumeric(day));
    assert.ok(day.values.every((value, row) => row === 0 || value >= day.values[row - 1]));
  });
});

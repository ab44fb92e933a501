/** The real data sets against what pandas reads from them (test/golden/read-data.py). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { type Column, countMissing, isNumeric } from '../../src/core/table.js';
import { readPath, sharedPath, skipWithoutDatasets, tempFile } from '../helpers/data-files.js';

/** Kind, missing cells, sum of the values or number of levels. */
type Summary = [string, number, number];

const golden = JSON.parse(
  readFileSync(new URL('../../../test/golden/read-data.json', import.meta.url), 'utf8'),
) as Record<string, { rows: number; columns: Record<string, Summary> }>;

/** pandas sums exactly, this loop in order: they differ by rounding alone. */
function assertSummary(column: Column, [kind, missing, total]: Summary): void {
  assert.deepEqual([column.type, countMissing(column)], [kind, missing], column.name);
  if (!isNumeric(column)) {
    assert.equal(column.levels.length, total, column.name);
    return;
  }
  let sum = 0;
  let magnitude = 0;
  for (const value of column.values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    magnitude += Math.abs(value);
  }
  assert.ok(Math.abs(sum - total) <= 1e-11 * magnitude, `${column.name}: ${sum}, not ${total}`);
}

describe('real data sets, whole', { skip: skipWithoutDatasets }, () => {
  for (const [name, { rows, columns }] of Object.entries(golden)) {
    test(name, async () => {
      const { table, format, notes } = await readPath(sharedPath(name));
      assert.equal(table.nRows, rows);
      assert.deepEqual(table.names, Object.keys(columns));
      for (const column of table.columns) assertSummary(column, columns[column.name]);
      const isBare = name.includes('noheader');
      assert.ok(format.kind === 'csv' && format.header === !isBare);
      assert.deepEqual(
        notes.map(({ id }) => id),
        isBare ? ['header-guessed', 'quotes-stripped'] : [],
      );
    });
  }
});

/** Columns that are another thing in the first 200 lines: too few cells, or none. */
const OTHER_IN_HEAD: Record<string, Record<string, string>> = {
  'nyc-taxi.csv.gz': { congestion_surcharge: 'number' },
};

describe('heads of the real data sets', { skip: skipWithoutDatasets }, () => {
  for (const [name, { columns }] of Object.entries(golden)) {
    test(name, async () => {
      const bytes = readFileSync(sharedPath(name));
      const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
      const lines = text.split('\n', 201).join('\n');
      const { table } = await readPath(tempFile(Buffer.from(lines, 'latin1')));
      assert.equal(table.nRows, name.includes('noheader') ? 201 : 200);
      const types = Object.fromEntries(table.columns.map((column) => [column.name, column.type]));
      const expected = Object.fromEntries(Object.entries(columns).map(([column, [kind]]) => [column, kind]));
      assert.deepEqual(types, { ...expected, ...OTHER_IN_HEAD[name] });
    });
  }
});

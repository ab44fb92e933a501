import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { AssayError } from '../../src/core/errors.js';
import { readData } from '../../src/data/read.js';
import { parquetBytes } from '../../src/data/write-parquet.js';
import { numbers, rowTexts, tableOf, words } from '../core/made-table.js';

const folder = mkdtempSync(join(tmpdir(), 'assay-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const table = tableOf(
  numbers('float', [0.1, -1e-300, null, 1e21]),
  numbers('whole, "quoted"', [1, -9007199254740991, null, 0]),
  numbers('large', [1, 2 ** 60, 3, null]),
  numbers('day', [0, -719162, null, 20779], 'date'),
  numbers('moment', [0.5, 0.25, null, 20779.75], 'date'),
  words('text', ['a,b', 'two\nlines', 'say "x"', null]),
);

test('a table comes back as it was, the same bytes each time', async () => {
  const bytes = await parquetBytes(table);
  assert.ok(Buffer.from(bytes).equals(await parquetBytes(table)));
  const path = join(folder, 'table.parquet');
  writeFileSync(path, bytes);
  const read = await readData({ path, delimiter: null, header: null, na: [], types: [] });
  assert.deepEqual(read.table.names, table.names);
  assert.deepEqual(
    read.table.columns.map(({ type }) => type),
    table.columns.map(({ type }) => type),
  );
  assert.deepEqual(rowTexts(read.table), rowTexts(table));
});

test('names that differ in case alone are refused: Parquet as DuckDB writes it has one of them', async () => {
  const twins = tableOf(numbers('a', [1]), numbers('A', [2]));
  await assert.rejects(
    parquetBytes(twins),
    (error) => error instanceof AssayError && error.exitCode === 2 && /csv/.test(error.hint),
  );
});

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { AssayError } from '../../src/core/errors.js';
import { literal, withDuck } from '../../src/data/duckdb.js';
import { readPath, readText, shown, tempFile } from '../helpers/data-files.js';

/** Path of a file that DuckDB wrote from a query. */
async function written(query: string, name = 'x.parquet', how = 'format parquet'): Promise<string> {
  const path = tempFile('', 'plain');
  await withDuck(1, (duck) => duck.run(`copy (${query}) to ${literal(path)} (${how})`));
  const named = join(path, '..', name);
  renameSync(path, named);
  return named;
}

const values = (...rows: string[]) => `select * from (values ${rows.join(', ')})`;

describe('Parquet', () => {
  test('numbers, dates, texts, truth values, nulls', async () => {
    const path = await written(
      `${values(
        "(1::bigint, 0.1, 2.50::decimal(9,2), 'nan'::double, date '1970-01-02', timestamp '1970-01-01 06:00', true, 'x')",
        "(9007199254740993, 1e300, null, 3, null, timestamp '1970-01-02 00:00:00.5', false, ' ')",
      )} t(big, f, dec, nan, d, ts, b, s)`,
    );
    const file = await readPath(path);
    assert.deepEqual(file.format, { kind: 'parquet' });
    assert.deepEqual(shown(file), {
      big: ['number', 1, 2 ** 53],
      f: ['number', 0.1, 1e300],
      dec: ['number', 2.5, null],
      nan: ['number', null, 3],
      d: ['date', 1, null],
      ts: ['date', 0.25, 1 + 0.5 / 86400],
      b: ['category', 'true', 'false'],
      s: ['category', 'x', null],
    });
    const bytes = readFileSync(path);
    assert.deepEqual(
      [file.bytes, file.sha256],
      [bytes.length, createHash('sha256').update(bytes).digest('hex')],
    );
  });

  test('time zones, unsigned, huge, nanoseconds, blobs, enumerations, all null', async () => {
    const path = await written(
      "select timestamptz '1970-01-01 12:00:00+06' z, 7::ubigint u, 1e20::hugeint h, timestamp_ns '1970-01-01 12:00:00' ns, 'caf\\xC3\\xA9'::blob b, 'p'::enum('p', 'q') e, null::int nil",
    );
    assert.deepEqual(shown(await readPath(path)), {
      z: ['date', 0.25],
      u: ['number', 7],
      h: ['number', 1e20],
      ns: ['date', 0.5],
      b: ['category', 'café'],
      e: ['category', 'p'],
      nil: ['number', null],
    });
  });

  test('nested values are JSON text, and said so', async () => {
    const file = await readPath(await written("select [1, 2] l, {'a': 'x'} s, map {'k': 1} m, 1 n"));
    assert.deepEqual(shown(file), {
      l: ['category', '[1,2]'],
      s: ['category', '{"a":"x"}'],
      m: ['category', '{"k":1}'],
      n: ['number', 1],
    });
    assert.deepEqual(
      file.notes.map(({ id, columns }) => [id, columns]),
      [['nested-values', ['l', 's', 'm']]],
    );
  });

  test('--types and --na', async () => {
    const path = await written(
      `${values("(1.0::double, -9, 20241231, 'NA', 'u', date '1900-01-01')", "(2.0, 5, 20240101, 'v', '?', date '2024-01-01')")} t(f, n, day, s, q, d)`,
    );
    const types = ['f=category', 'day=date', 's=text'];
    assert.deepEqual(shown(await readPath(path, { types, na: ['n=-9', 'q=u', 'd=1900-01-01'] })), {
      f: ['category', '1', '2'],
      n: ['number', null, 5],
      day: ['date', 20088, 19723],
      s: ['text', null, 'v'],
      q: ['category', null, '?'],
      d: ['date', null, 19723],
    });
  });

  test('spellings of whole numbers are without a point', async () => {
    const file = await readPath(await written(`${values('(1.0::double)', '(0.5::double)')} t(a)`));
    assert.deepEqual(
      [...(file.spellings.get('a') ?? [])],
      [
        [1, '1'],
        [0.5, '0.5'],
      ],
    );
  });

  test('by its content, whatever its name; gzipped; in a folder that looks like a partition', async () => {
    const path = await written('select 1 a', 'year=2020 [x]*.csv');
    assert.deepEqual(shown(await readPath(path)), { a: ['number', 1] });
    const packed = tempFile(gzipSync(readFileSync(path)), 'x.parquet.gz');
    assert.deepEqual(shown(await readPath(packed)), { a: ['number', 1] });
  });

  test('rows stay in order', async () => {
    const file = await readPath(await written('select range::int a from range(200000)'), { threads: 4 });
    assert.deepEqual(
      shown(file).a.slice(1),
      Array.from({ length: 200_000 }, (_, i) => i),
    );
  });

  const refused = (exitCode: number, words: RegExp) => (error: unknown) => {
    assert.ok(error instanceof AssayError, String(error));
    assert.equal(error.exitCode, exitCode, error.message);
    assert.match(error.message, words);
    return true;
  };

  test('damaged files and files without rows', async () => {
    const path = await written('select range a from range(1000)');
    const bytes = readFileSync(path);
    const holed = Buffer.from(bytes);
    holed.fill(7, 10, 200);
    for (const damaged of [bytes.subarray(0, 100), holed, Buffer.from('PAR1xxxxxxxxPAR1')]) {
      await assert.rejects(readText(damaged, {}, 'x.parquet'), refused(3, /damaged Parquet file/));
    }
    await assert.rejects(
      readPath(await written('select 1 a where false')),
      refused(3, /empty: it has 1 column/),
    );
  });

  test('options of delimited text', async () => {
    const path = await written('select 1 a');
    await assert.rejects(
      readPath(path, { header: false }),
      refused(2, /--no-header is for CSV and TSV; .* is Parquet/),
    );
  });
});

describe('zstd', () => {
  for (const [name, how] of [
    ['x.csv.zst', "format csv, header, compression 'zstd'"],
    ['x.jsonl.zst', "format json, compression 'zstd'"],
  ] as const) {
    test(name, async () => {
      const path = await written(`${values("(1, 'x')", "(2, 'y')")} t(a, b)`, name, how);
      const file = await readPath(path);
      assert.deepEqual(shown(file), { a: ['number', 1, 2], b: ['category', 'x', 'y'] });
      assert.equal(file.stem, 'x');
      const cut = readText(readFileSync(path).subarray(0, 12), {}, name);
      await assert.rejects(cut, (error) => error instanceof AssayError && error.exitCode === 3);
    });
  }
});

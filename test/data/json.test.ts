import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { AssayError } from '../../src/core/errors.js';
import type { ReadOptions } from '../../src/data/data-file.js';
import { JsonRows } from '../../src/data/json-rows.js';
import { readText, shown } from '../helpers/data-files.js';

const read = (text: string | Uint8Array, options: Partial<ReadOptions> = {}, name = 'x.jsonl') =>
  readText(text, options, name);

describe('JSON', () => {
  test('union of keys in order of first sight, missing keys, null, blank texts', async () => {
    const text = '{"b":1,"a":"x"}\n{"c":"  ","a":null}\n\n{"a":"","c":"z","b":-2.50e1}\n';
    const file = await read(text);
    assert.deepEqual(file.table.names, ['b', 'a', 'c']);
    assert.deepEqual(shown(file), {
      b: ['number', 1, null, -25],
      a: ['category', 'x', null, null],
      c: ['category', null, null, 'z'],
    });
    assert.deepEqual(file.format, { kind: 'json', encoding: 'utf-8', shape: 'lines' });
    assert.equal(file.stem, 'x');
  });

  test('an array, spread over lines; gzipped; recognised without a name', async () => {
    const text = '\n[\n {"a": 1,\n  "b": true},\n {"a": 2, "b": false}\n]\n';
    for (const [content, name] of [
      [text, 'x.json'],
      [gzipSync(text), 'x.data'],
    ] as const) {
      const file = await read(content, {}, name);
      assert.deepEqual(shown(file), { a: ['number', 1, 2], b: ['category', 'true', 'false'] });
      assert.ok(file.format.kind === 'json' && file.format.shape === 'array');
    }
  });

  test('the rules of every file hold: missing texts, dates, numbers in quotes, --types, --na', async () => {
    const text = '{"d":"2024-01-02","n":"1.5","m":"NA","p":"9"}\n{"d":"2024-01-03","n":2,"m":"u","p":"7"}\n';
    assert.deepEqual(shown(await read(text, { na: ['p=9'], types: ['p=category'] })), {
      d: ['date', 19724, 19725],
      n: ['number', 1.5, 2],
      m: ['category', null, 'u'],
      p: ['category', null, '7'],
    });
  });

  test('escapes, delimiters, quotes and line ends in texts', async () => {
    const texts = ['a,b', 'say "hi"', 'two\nlines', 'é\u{1F600}', ' kept ', '\\'];
    const file = await read(texts.map((a) => `${JSON.stringify({ a, n: 1 })}\n`).join(''));
    assert.deepEqual(shown(file).a, ['category', ...texts]);
  });

  test('nested values are JSON text, and said so', async () => {
    const file = await read('{"a":{"x":[1, 2]},"b":1}\n{"a":[ ],"b":2}\n');
    assert.deepEqual(shown(file).a, ['category', '{"x":[1,2]}', '[]']);
    assert.deepEqual(
      file.notes.map(({ id, columns }) => [id, columns]),
      [['nested-values', ['a']]],
    );
  });

  test('digits of big whole numbers are kept where they are text', async () => {
    const file = await read('{"a":12345678901234567890}\n{"a":12345678901234567891}\n', {
      types: ['a=category'],
    });
    assert.deepEqual(shown(file).a, ['category', '12345678901234567890', '12345678901234567891']);
  });

  test("Python's NaN is missing, its Infinity infinite", async () => {
    const file = await read('{"a":NaN}\n{"a":-Infinity}\n{"a":1}\n');
    assert.deepEqual(shown(file).a, ['number', null, null, 1]);
    assert.deepEqual(
      file.notes.map(({ id }) => id),
      ['infinities'],
    );
  });

  test('a key that is told from another by an escape, a repeated key, an empty key', async () => {
    const file = await read('{"\\u0061":1,"":5}\n{"a":2,"a":3}\n');
    assert.deepEqual(shown(file), { a: ['number', 1, 3], c2: ['number', 5, null] });
  });
});

const bad: [string, string, RegExp][] = [
  [
    'a row that is cut off',
    '{"a":1}\n{"a":1,\n{"a":2}\n',
    /line 2: .*a name in quotes is expected, not "\{"/,
  ],
  ['no object', '{"a":1}\n\n[1]\n', /line 3: .*must be an object/],
  ['words', '{"a":1}\n{"a":yes}\n', /line 2: .*a value is expected, not "yes"/],
  ['a number with a zero in front', '{"a":01}\n', /line 1: .*a value is expected/],
  ['an open text', '{"a":"x\n"}\n', /line 1: .*never closed/],
  ['an array that is cut off', '[{"a":1},\n{"a":2}', /line 2: .*cut off/],
  ['something behind the array', '[{"a":1}]\nx', /line 2: .*the array ends/],
  ['no comma in an array', '[{"a":1} {"a":2}]', /a comma between two objects/],
  ['broken inside of a nested value', '{"a":[1,}\n', /line 1/],
  ['an empty array', '[]', /empty.*no objects/],
  ['objects without keys', '{}\n{}\n', /empty.*no keys/],
  ['CSV called JSON', 'a,b\n1,2\n', /line 1: .*must be an object/],
];

const refused = (exitCode: number, words: RegExp) => (error: unknown) => {
  assert.ok(error instanceof AssayError, String(error));
  assert.equal(error.exitCode, exitCode);
  assert.match(error.message, words);
  return true;
};

describe('broken JSON', () => {
  for (const [what, text, words] of bad) {
    test(what, () => assert.rejects(read(text), refused(3, words)));
  }
  for (const options of [{ delimiter: ',' }, { encoding: 'utf-8' }, { header: true }, { header: false }]) {
    test(`with ${JSON.stringify(options)}`, () =>
      assert.rejects(read('{"a":1}\n', options), refused(2, /is for CSV and TSV; .* is JSON/)));
  }
});

/** What the cursor finds of an object: every value parsed by itself. */
function walked(text: string): Record<string, unknown>[] {
  const bytes = Buffer.from(text);
  const rows = new JsonRows(bytes, 0);
  const found: Record<string, unknown>[] = [];
  while (rows.next()) {
    const entries = rows.names.flatMap((name, column): [string, unknown][] => {
      const kind = rows.kinds[column];
      if (kind === 'missing') return [];
      const value = bytes.subarray(rows.starts[column], rows.ends[column]).toString();
      return [[name, kind === 'literal' || kind === 'nested' ? JSON.parse(value) : rows.text(column)]];
    });
    found.push(Object.fromEntries(entries));
  }
  return found;
}

const withoutNulls = (row: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));

test('the cursor sees what JSON.parse sees', () => {
  const rows = fc.array(
    fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue(), { noNullPrototype: true }),
    {
      minLength: 1,
      maxLength: 6,
    },
  );
  const parsed = (row: Record<string, unknown>) => JSON.parse(JSON.stringify(row)) as Record<string, unknown>;
  fc.assert(
    fc.property(rows, fc.boolean(), fc.constantFrom(undefined, 1), (table, inArray, indent) => {
      const objects = table.map((row) => JSON.stringify(row, null, indent));
      const text = inArray ? `[${objects.join(', ')}]` : objects.join('\n');
      assert.deepEqual(
        walked(text),
        table.map((row) => withoutNulls(parsed(row))),
      );
    }),
    { seed: 20261121, numRuns: 1000 },
  );
});

test('damaged JSON is refused, never something else', () => {
  const row = '{"a":1.5e3,"b":"x\\u00e9\\n","c":[1,{"d":null}],"e":true}\n';
  fc.assert(
    fc.property(fc.nat(row.length - 1), fc.string({ minLength: 1, maxLength: 2 }), (at, junk) => {
      const text = row + row.slice(0, at) + junk + row.slice(at + 1);
      try {
        walked(text);
      } catch (error) {
        // A nested value is looked into only when it is copied: here by the test.
        assert.ok(error instanceof AssayError || error instanceof SyntaxError, String(error));
      }
    }),
    { seed: 20261121, numRuns: 2000 },
  );
});

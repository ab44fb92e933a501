import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isoDate } from '../../src/core/dates.js';
import { stream } from '../../src/core/rng.js';
import { type Column, sharedFloats, sharedInts, Table } from '../../src/core/table.js';
import { headRows } from '../../src/data/head.js';
import { csvCell, csvChunks, numberText } from '../../src/data/write-csv.js';
import { readText } from '../helpers/data-files.js';

const written = (table: Table) => [...csvChunks(table)].join('');

function numeric(name: string, type: 'number' | 'date', values: number[]): Column {
  const shared = sharedFloats(values.length);
  shared.set(values);
  const present = values.filter((value) => !Number.isNaN(value));
  return { name, type, integer: present.every(Number.isInteger), values: shared };
}

function category(name: string, cells: (string | null)[]): Column {
  const levels = [...new Set(cells.filter((cell) => cell !== null))].sort();
  const codes = sharedInts(cells.length);
  codes.set(cells.map((cell) => (cell === null ? -1 : levels.indexOf(cell))));
  return { name, type: 'category', codes, levels };
}

const AWKWARD = [
  'a',
  ' lead',
  'trail\t',
  'com,ma',
  'quo"te',
  '"all"x',
  'two\nlines',
  'cr\rlf\r\n',
  ';',
  '|',
  'é\u{1F600}',
  "it's",
  '007',
  '0x1F',
  'na',
  '#',
  '\\',
  '=1+1',
  '\uFEFFbom',
];

/** A double of any exponent. */
function anyDouble(random: ReturnType<typeof stream>): number {
  const bits = new Uint32Array([random.nextUint32(), random.nextUint32()]);
  const value = new Float64Array(bits.buffer)[0];
  return Number.isFinite(value) && value !== 0 ? value : 0.5;
}

describe('a table written reads back as itself', () => {
  for (const nColumns of [1, 4]) {
    for (const seed of [1, 2, 3]) {
      test(`${nColumns} columns, seed ${seed}`, async () => {
        const random = stream(seed, 'test-write-csv');
        const nRows = 3000;
        const cells = <T>(make: () => T, missing: T) =>
          Array.from({ length: nRows }, () => (random.uniform() < 0.2 ? missing : make()));
        const micros = () => Math.floor(random.uniform() * 4e15 - 2e15) / 86_400_000_000;
        const columns = [
          category(
            'te,xt "1" ',
            cells<string | null>(() => AWKWARD[Math.floor(random.uniform() * AWKWARD.length)], null),
          ),
          numeric(
            'double',
            'number',
            cells(() => anyDouble(random), Number.NaN),
          ),
          numeric(
            'whole',
            'number',
            cells(() => Math.floor(random.uniform() * 100) - 50 || 0, Number.NaN),
          ),
          numeric('instant', 'date', cells(micros, Number.NaN)),
        ].slice(0, nColumns);
        const table = new Table(nRows, columns);
        const file = await readText(written(table));
        assert.deepEqual(file.table.columns, table.columns);
        assert.deepEqual(file.notes, []);
      });
    }
  }
});

describe('cells as text', () => {
  test('numbers', () => {
    const values = [0, -0, 0.1, -1.5, 1e21, 123456789012345680000, 1e-7, 5e-324];
    assert.deepEqual(values.map(numberText), [
      '0',
      '0',
      '0.1',
      '-1.5',
      '1000000000000000000000',
      '123456789012345680000',
      '1e-7',
      '5e-324',
    ]);
  });

  test('dates, against Date', () => {
    assert.deepEqual([0, -1, 0.5, 18321].map(isoDate), [
      '1970-01-01',
      '1969-12-31',
      '1970-01-01 12:00:00',
      '2020-02-29',
    ]);
    assert.equal(isoDate(-1.5 / 86_400_000_000), '1969-12-31 23:59:59.999999');
    for (const ms of [1577836800123, -86399999, 253402300799000, -62135596800000]) {
      const [day, clock] = new Date(ms).toISOString().slice(0, -1).split('T');
      const expected =
        clock === '00:00:00.000'
          ? day
          : `${day} ${clock.replace(/\.?0+$/, (zeros) => (zeros.startsWith('.') ? '' : zeros.length < 3 && clock.includes('.') ? '' : zeros))}`;
      assert.equal(isoDate(ms / 86_400_000), expected);
    }
  });

  test('text is quoted where it must be and only there', () => {
    assert.deepEqual(['a b', 'a,b', 'a"b', ' a', 'NA', '?', '', "x'y"].map(csvCell), [
      'a b',
      '"a,b"',
      '"a""b"',
      '" a"',
      '"NA"',
      '"?"',
      '""',
      "x'y",
    ]);
  });

  test('the bytes of a small table', () => {
    const table = new Table(2, [
      numeric('n', 'number', [1.5, Number.NaN]),
      category('a b', [null, 'x,y']),
      numeric('d', 'date', [0, 0.25]),
    ]);
    assert.equal(written(table), 'n,a b,d\n1.5,,1970-01-01\n,"x,y",1970-01-01 06:00:00\n');
  });
});

describe('the first rows', () => {
  const table = new Table(2, [
    numeric('n', 'number', [1.5, Number.NaN]),
    category('c', [null, 'x']),
    numeric('d', 'date', [0, 0.25]),
  ]);

  test('are plain objects', () => {
    assert.deepEqual(headRows(table, 2), [
      { n: 1.5, c: null, d: '1970-01-01' },
      { n: null, c: 'x', d: '1970-01-01 06:00:00' },
    ]);
  });

  test('are as many as there are', () => {
    assert.deepEqual(
      [0, 1, 2, 9].map((n) => headRows(table, n).length),
      [0, 1, 2, 2],
    );
  });
});

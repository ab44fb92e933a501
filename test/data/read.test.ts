import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { ReadOptions } from '../../src/data/data-file.js';
import { shippedFolder, shippedNames } from '../../src/data/locate.js';
import { readPath, readText, shown, tempFile } from '../helpers/data-files.js';

type Expected = Record<string, (number | string | null)[]>;
/** [what, text of the file, columns as [type, ...values], options, ids of the notes] */
type Rule = [string, string, Expected, Partial<ReadOptions>?, string[]?];

/** `cells` one below the other in a column x. */
const column = (...cells: string[]) => `x,k\n${cells.map((cell) => `${cell},z\n`).join('')}`;
const k = (n: number): Expected => ({ k: ['category', ...new Array(n).fill('z')] });
const many = (n: number, cell: (i: number) => string) => Array.from({ length: n }, (_, i) => cell(i));
const numbers = (n: number) => Array.from({ length: n }, (_, i) => i);

const rules: Rule[] = [
  ['header and numbers', 'a,b\n1,2.5\n-3,4e2\n', { a: ['number', 1, -3], b: ['number', 2.5, 400] }],
  ['CRLF', 'a,b\r\n1,x\r\n2,y\r\n', { a: ['number', 1, 2], b: ['category', 'x', 'y'] }],
  ['CR alone', 'a,b\r1,x\r2,y', { a: ['number', 1, 2], b: ['category', 'x', 'y'] }],
  ['mixed line ends', 'a,b\r\n1,x\n2,y\r\n', { a: ['number', 1, 2], b: ['category', 'x', 'y'] }],
  ['no line end at the end', 'a,b\n1,x', { a: ['number', 1], b: ['category', 'x'] }],
  ['byte-order mark', '\uFEFFa,b\n1,x\n', { a: ['number', 1], b: ['category', 'x'] }],
  [
    'byte-order mark, no header',
    '\uFEFF1,x\n2,y\n',
    { c1: ['number', 1, 2], c2: ['category', 'x', 'y'] },
    {},
    ['header-guessed'],
  ],
  [
    'blank lines are no rows',
    '\na,b\n\n1,x\n  \n2,y\n\n',
    { a: ['number', 1, 2], b: ['category', 'x', 'y'] },
  ],
  [
    'quoted delimiter, newline, quote',
    'a,b\n"x,\ny","say ""hi"""\nv,w\n',
    { a: ['category', 'x,\ny', 'v'], b: ['category', 'say "hi"', 'w'] },
  ],
  [
    'quote inside a cell',
    'a,b\n5" pipe,1\n6"x",2\n',
    { a: ['category', '5" pipe', '6"x"'], b: ['number', 1, 2] },
  ],
  ['text after a closing quote', 'a,b\n"x, y" z,1\n', { a: ['category', 'x, y z'], b: ['number', 1] }],
  ['blanks before a quote', 'a, "b"\nx, "y, z" \n', { a: ['category', 'x'], b: ['category', 'y, z'] }],
  ['unquoted cells lose blanks', 'a , b\n x ,\t1 \n', { a: ['category', 'x'], b: ['number', 1] }],
  [
    'quoted cells keep blanks',
    'a,b\n" x ",y\nz,w\n',
    { a: ['category', ' x ', 'z'], b: ['category', 'y', 'w'] },
  ],
  [
    'default missing list',
    column('', 'NA', 'N/A', 'n/a', '?', 'null', 'NULL', 'nan', 'NaN', 'v'),
    { x: ['category', ...new Array(9).fill(null), 'v'], ...k(10) },
  ],
  [
    'missing when quoted',
    column('"NA"', '""', '"  "', '" "', 'v'),
    { x: ['category', null, null, null, null, 'v'], ...k(5) },
  ],
  [
    'near the list but not on it',
    column('na', 'None', 'Null', '-', 'NaN '),
    { x: ['category', 'na', 'None', 'Null', '-', null], ...k(5) },
  ],
  [
    '--na replaces',
    column('NA', 'x', '', '-'),
    { x: ['category', 'NA', 'x', null, null], ...k(4) },
    { na: ['-'] },
  ],
  [
    '--na of one column',
    'a,b\n-9,-9\n1,NA\n',
    { a: ['number', null, 1], b: ['number', -9, null] },
    { na: ['a=-9'] },
  ],
  [
    '--na by position and last',
    'a,b\n-9,0\n1,5\n',
    { a: ['number', null, 1], b: ['number', null, 5] },
    { na: ['1=-9', 'last=0,7'] },
  ],
  [
    '--na that holds the delimiter',
    'a,b\n-;1\nx;2\n',
    { 'a,b': ['category', '-;1', 'x;2'] },
    { na: [';'], delimiter: '|' },
  ],
  ['leading zeros are text', column('007', '1'), { x: ['category', '007', '1'], ...k(2) }],
  [
    '0, 0.5, -0.5, .5, 5., +5, -0',
    column('0', '0.5', '-0.5', '.5', '5.', '+5', '-0'),
    { x: ['number', 0, 0.5, -0.5, 0.5, 5, 5, 0], ...k(7) },
  ],
  [
    'hex, underscores, commas are text',
    column('0x1F', '1_000', '"1,000"', '1e', '--1'),
    { x: ['category', '0x1F', '1_000', '1,000', '1e', '--1'], ...k(5) },
  ],
  [
    'infinities are missing',
    column('1', 'inf', '-Infinity', '1e999', '2'),
    { x: ['number', 1, null, null, null, 2], ...k(5) },
    {},
    ['infinities'],
  ],
  ['words for infinity alone are text', column('inf', 'v'), { x: ['category', 'inf', 'v'], ...k(2) }],
  [
    'one cell in 19 is no number',
    column(...many(18, String), 'v'),
    { x: ['category', ...many(18, String), 'v'], ...k(19) },
  ],
  [
    'one cell in 49 is no number',
    column(...many(48, String), 'v'),
    { x: ['category', ...many(48, String), 'v'], ...k(49) },
  ],
  [
    'one cell in 50 is no number',
    column(...many(49, String), 'v'),
    { x: ['number', ...numbers(49), null], ...k(50) },
    {},
    ['unparsable-cells'],
  ],
  [
    'missing cells do not count for the 98 %',
    column(...many(48, String), 'v', 'NA', '?'),
    { x: ['category', ...many(48, String), 'v', null, null], ...k(51) },
  ],
  ['all missing', column('', 'NA'), { x: ['number', null, null], ...k(2) }],
  ['dates', column('1970-01-02', '1969-12-31', '2020-02-29'), { x: ['date', 1, -1, 18321], ...k(3) }],
  [
    'date-times',
    column('1970-01-01 12:00:00', '1970-01-01T06:00', '1970-01-02T00:00:00.5'),
    { x: ['date', 0.5, 0.25, 1 + 0.5 / 86400], ...k(3) },
  ],
  [
    'offsets',
    column('1970-01-01T12:00:00Z', '1970-01-01 12:00+06:00', '1970-01-01T12:00:00-0600', '1970-01-01T12:00Z'),
    { x: ['date', 0.5, 0.25, 0.75, 0.5], ...k(4) },
  ],
  [
    'no such day',
    column('2021-02-29', '2021-01-01'),
    { x: ['category', '2021-02-29', '2021-01-01'], ...k(2) },
  ],
  [
    'one date in 50 is none',
    column(...many(49, () => '1970-01-02'), 'soon'),
    { x: ['date', ...new Array(49).fill(1), null], ...k(50) },
    {},
    ['unparsable-cells'],
  ],
  [
    'other dates are text',
    column('01/02/2020', '2020-1-2'),
    { x: ['category', '01/02/2020', '2020-1-2'], ...k(2) },
  ],
  ['words stay words', column('Yes', 'true', 'FALSE'), { x: ['category', 'Yes', 'true', 'FALSE'], ...k(3) }],
  [
    'quotes around every value',
    column("'a'", "'b'", '?', "'?'"),
    { x: ['category', 'a', 'b', null, null], ...k(4) },
    {},
    ['quotes-stripped'],
  ],
  ['quoted numbers', column("'1'", "'-1'"), { x: ['number', 1, -1], ...k(2) }, {}, ['quotes-stripped']],
  ['quotes around some values', column("'a'", 'b'), { x: ['category', "'a'", 'b'], ...k(2) }],
  [
    'number in the first row',
    'x,1\ny,2\n',
    { c1: ['category', 'x', 'y'], c2: ['number', 1, 2] },
    {},
    ['header-guessed'],
  ],
  [
    'quoted number in the first row',
    "x,'1'\ny,'2'\n",
    { c1: ['category', 'x', 'y'], c2: ['number', 1, 2] },
    {},
    ['header-guessed', 'quotes-stripped'],
  ],
  ['007 in the first row is a name', 'x,007\ny,2\n', { x: ['category', 'y'], '007': ['number', 2] }],
  ['--header', 'x,1\ny,2\n', { x: ['category', 'y'], 1: ['number', 2] }, { header: true }],
  [
    '--no-header',
    'a,b\nc,d\n',
    { c1: ['category', 'a', 'c'], c2: ['category', 'b', 'd'] },
    { header: false },
  ],
  [
    'blank and repeated headers',
    ',a,a, ,a\n1,2,3,4,5\n',
    { c1: ['number', 1], a: ['number', 2], a_2: ['number', 3], c4: ['number', 4], a_3: ['number', 5] },
  ],
  [
    'made-up names give way',
    'c2,,a,a,a_2\n1,2,3,4,5\n',
    { c2: ['number', 1], c2_2: ['number', 2], a: ['number', 3], a_3: ['number', 4], a_2: ['number', 5] },
  ],
  [
    'short rows',
    'a,b,c\n1\n1,2\n1,2,3\n',
    { a: ['number', 1, 1, 1], b: ['number', null, 2, 2], c: ['number', null, null, 3] },
    {},
    ['short-rows'],
  ],
  ['one column', 'a\nx\n""\n\ny\n', { a: ['category', 'x', null, 'y'] }],
  ['semicolons', 'a;b\n1,5;2\n2,5;3\n', { a: ['category', '1,5', '2,5'], b: ['number', 2, 3] }],
  ['tabs', 'a\tb\n1\t\n\t2\n', { a: ['number', 1, null], b: ['number', null, 2] }],
  ['bars', 'a|b\n1|2\n', { a: ['number', 1], b: ['number', 2] }],
  ['--delimiter', 'a;b,c\n1;2,3\n', { 'a;b': ['category', '1;2'], c: ['number', 3] }, { delimiter: ',' }],
  [
    '--types number',
    column('007', 'x', '8'),
    { x: ['number', 7, null, 8], ...k(3) },
    { types: ['x=number'] },
    ['unparsable-cells'],
  ],
  [
    '--types category and text',
    'a,b\n1.0,2\n1,3\n',
    { a: ['category', '1.0', '1'], b: ['text', '2', '3'] },
    { types: ['a=category,2=text'] },
  ],
  [
    '--types date',
    column('2020-01-01', 'x'),
    { x: ['date', 18262, null], ...k(2) },
    { types: ['x=date'] },
    ['unparsable-cells'],
  ],
  [
    '--types bool',
    column('Yes', 'no', 'YES', 'perhaps', ''),
    { x: ['bool', 'Yes', 'no', 'Yes', null, null], ...k(5) },
    { types: ['x=bool'] },
    ['unparsable-cells'],
  ],
  [
    '--types of an all-missing column',
    column('', ''),
    { x: ['category', null, null], ...k(2) },
    { types: ['x=category'] },
  ],
  [
    '17 digits',
    column('0.1234567890123456789', '9007199254740993', '5e-324', '1.7976931348623157e308'),
    { x: ['number', Number('0.1234567890123456789'), 2 ** 53, 5e-324, Number.MAX_VALUE], ...k(4) },
  ],
];

describe('how cells are read', () => {
  for (const [what, text, expected, options, notes] of rules) {
    test(what, async () => {
      const file = await readText(text, options);
      assert.deepEqual(shown(file), expected);
      assert.deepEqual(
        file.notes.map(({ id }) => id),
        notes ?? [],
      );
    });
  }
});

const shipped = shippedNames();

test('a bare name is a shipped data set', {
  skip: shipped.length === 0 && 'no data set is shipped yet',
}, async () => {
  for (const name of shipped) {
    const file = await readPath(name);
    assert.deepEqual([file.path, file.stem, dirname(file.resolved)], [name, name, shippedFolder()]);
  }
});

describe('what else a read file tells', () => {
  test('hash, size, stem, format; gzip gives the same table', async () => {
    const text = 'a,b\n1,x\n2,y\n';
    const packed = gzipSync(text);
    const plain = await readText(text, {}, 'my.data.csv');
    const zipped = await readText(packed, {}, 'my.data.csv.gz');
    assert.deepEqual(shown(zipped), shown(plain));
    assert.deepEqual([plain.stem, zipped.stem], ['my.data', 'my.data']);
    assert.deepEqual([plain.bytes, zipped.bytes], [text.length, packed.length]);
    assert.equal(zipped.sha256, createHash('sha256').update(packed).digest('hex'));
    assert.deepEqual(plain.format, {
      kind: 'csv',
      encoding: 'utf-8',
      delimiter: ',',
      quote: '"',
      header: true,
    });
  });

  test('a name with a quote and the signs of a pattern', async () => {
    const file = await readText('a,b\n1,x\n', {}, "it's [1]*?.csv");
    assert.deepEqual(shown(file), { a: ['number', 1], b: ['category', 'x'] });
  });

  test('tsv by its ending', async () => {
    const file = await readText('a,b\tc\n1,2\t3\n', {}, 'x.tsv');
    assert.deepEqual(shown(file), { 'a,b': ['category', '1,2'], c: ['number', 3] });
  });

  test('levels in code unit order, also beyond U+FFFF', async () => {
    const file = await readText('a\n\u{1F600}\n\uFF5E\nb\nB\né\n');
    assert.deepEqual((file.table.column('a') as { levels?: unknown }).levels, [
      'B',
      'b',
      'é',
      '\u{1F600}',
      '\uFF5E',
    ]);
    assert.deepEqual(shown(file).a, ['category', '\u{1F600}', '\uFF5E', 'b', 'B', 'é']);
  });

  test('spellings: the text of the first cell with the value', async () => {
    const file = await readText(
      `a,b,c\n${many(101, (i) => `${i % 2 ? '1.0' : '0'},${i},z\n`).join('')}1,5,z\n`,
    );
    assert.deepEqual(
      [...file.spellings],
      [
        [
          'a',
          new Map([
            [0, '0'],
            [1, '1.0'],
          ]),
        ],
      ],
    );
  });

  test('integer: every value present is whole', async () => {
    const file = await readText('a,b,c,d\n1,1.5,2020-01-01,2020-01-01 06:00\n,2,,\n');
    const flags = file.table.columns.map((column) => 'integer' in column && column.integer);
    assert.deepEqual(flags, [true, false, true, false]);
  });

  test('columns are shared memory', async () => {
    const file = await readText('a,b\n1,x\n');
    for (const column of file.table.columns) {
      assert.ok(('values' in column ? column.values : column.codes).buffer instanceof SharedArrayBuffer);
    }
  });

  test('rows stay in order over many chunks and threads, as it is and as a copy', async () => {
    const rows = many(30_000, (i) => `${i},${i % 7}x`);
    for (const text of [`a,b\n${rows.join('\n')}\n`, `a,b\n\n${rows.join('\n')}\n`]) {
      const file = await readText(text, { threads: 4 });
      assert.deepEqual(shown(file).a.slice(1), numbers(30_000));
      assert.deepEqual(shown(file).b.slice(1, 9), ['0x', '1x', '2x', '3x', '4x', '5x', '6x', '0x']);
    }
  });

  test('warnings name the column, the count and examples', async () => {
    const file = await readText(column(...many(98, String), 'oops', 'oops'));
    const [note] = file.notes;
    assert.deepEqual([note.severity, note.columns], ['warning', ['x']]);
    assert.match(note.message, /2 of 100 cells .*"oops"$/);
  });

  test('a cell of three million characters, quoted newlines and all', async () => {
    const long = 'y\n'.repeat(1_500_000);
    const file = await readText(`a,b\n"${long}x",1\n`);
    assert.deepEqual(shown(file), { a: ['category', `${long}x`], b: ['number', 1] });
  });

  test('--encoding', async () => {
    const latin = await readText(Buffer.from('a,b\ncaf\xe9,1\n', 'latin1'), { encoding: 'windows-1252' });
    assert.deepEqual(shown(latin).a, ['category', 'café']);
    const wide = await readText(Buffer.from('\uFEFFa,b\ncafé,1\n', 'utf16le'), { encoding: 'utf-16le' });
    assert.deepEqual(shown(wide), { a: ['category', 'café'], b: ['number', 1] });
  });

  test('the copy is gone afterwards', async () => {
    const before = process.env.TMPDIR;
    const file = tempFile('a,b\n\n1,2\n');
    const folder = dirname(tempFile('', 'empty'));
    rmSync(join(folder, 'empty'));
    try {
      process.env.TMPDIR = folder;
      await readPath(file);
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
    assert.deepEqual(readdirSync(folder), []);
  });
});

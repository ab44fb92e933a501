/** `like`: columns read as they were in another file, each cell on its own. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ReadOptions } from '../../src/data/data-file.js';
import type { Context } from '../../src/workflows/context.js';
import { readTable } from '../../src/workflows/load-problem.js';
import { Memo } from '../../src/workflows/memo.js';
import { readText, shown, tempFile } from '../helpers/data-files.js';

const column = (...cells: string[]) => `x,k\n${cells.map((cell) => `${cell},z\n`).join('')}`;

/** A file read as another file's columns were. */
async function readLike(first: string, second: string, options: Partial<ReadOptions> = {}) {
  const { readings } = await readText(first, options);
  const file = await readText(second, { like: readings });
  return { x: shown(file).x, unparsable: Object.fromEntries(file.unparsable), notes: file.notes };
}

describe('columns read as in another file', () => {
  test('a number stays one when most cells are none; these are missing and counted', async () => {
    const { x, unparsable, notes } = await readLike(column('1', '2'), column('3', 'three', 'four', '', 'NA'));
    assert.deepEqual(x, ['number', 3, null, null, null, null]);
    assert.deepEqual(unparsable, { x: 2 });
    assert.deepEqual(
      notes.map(({ id }) => id),
      ['unparsable-cells'],
    );
  });

  test('a number found from the cells has no leading zeros, a declared one may', async () => {
    const again = column('007', '8');
    assert.deepEqual((await readLike(column('1', '2'), again)).x, ['number', null, 8]);
    assert.deepEqual((await readLike(column('1', '2'), again, { types: ['x=number'] })).x, ['number', 7, 8]);
  });

  test('words stay words when all new cells are numbers or dates', async () => {
    const { x } = await readLike(column('a', '01'), column('01', '1.0', '2020-01-01'));
    assert.deepEqual(x, ['category', '01', '1.0', '2020-01-01']);
  });

  test('a date stays one', async () => {
    const { x, unparsable } = await readLike(column('1970-01-02'), column('1970-01-03', 'soon', '5'));
    assert.deepEqual([x, unparsable], [['date', 2, null, null], { x: 2 }]);
  });

  test('a date in another spelling is none: whichever spelling the other cells have', async () => {
    const { x, unparsable } = await readLike(
      column('31.12.1969', '02.01.1970'),
      column('1970-01-03', '03.01.1970'),
    );
    assert.deepEqual([x, unparsable], [['date', null, 2], { x: 1 }]);
    const iso = await readLike(column('1970-01-02'), column('03.01.1970', '04.01.1970', '1970-01-03'));
    assert.deepEqual([iso.x, iso.unparsable], [['date', null, null, 2], { x: 2 }]);
  });

  test('a date of a file that says itself what its dates are is ISO, whatever the other cells', async () => {
    const native = { type: 'date', declared: false, missing: [], quote: null, spelling: null } as const;
    const read = async (...cells: string[]) => {
      const file = await readText(column(...cells), { like: new Map([['x', native]]) });
      return [shown(file).x, file.unparsable.get('x')];
    };
    assert.deepEqual(await read('04/01/2024', '25/12/2024', '1970-01-02'), [['date', null, null, 1], 2]);
    assert.deepEqual(await read('04/01/2024', '12/25/2024'), [['date', null, null], 2]);
    assert.deepEqual(await read('04/01/2024', '05/01/2024'), [['date', null, null], 2]);
    assert.deepEqual(await read('1970-01-02 12:00:00'), [['date', 1.5], undefined]);
  });

  test('a bool stays one', async () => {
    const { x, unparsable } = await readLike(column('yes', 'no'), column('1', 'maybe', '0'), {
      types: ['x=bool'],
    });
    assert.deepEqual([x, unparsable], [['bool', '1', null, '0'], { x: 1 }]);
  });

  test('quotes that stood around every value are stripped from the cells that have them', async () => {
    const { x, notes } = await readLike(column("'a'", "'b'"), column("'a'", 'b', "'NA'", "'"));
    assert.deepEqual([x, notes], [['category', 'a', 'b', null, "'"], []]);
  });

  test('quotes that were part of values stay, whatever the other cells', async () => {
    assert.deepEqual((await readLike(column("'a'", 'b'), column("'a'"))).x, ['category', "'a'"]);
  });

  test('missing is what meant missing, unless --na says otherwise', async () => {
    const first = await readText(column('a', '-'), { na: ['-'] });
    const again = column('-', 'NA', 'none');
    const read = async (na: string[]) => shown(await readText(again, { like: first.readings, na })).x;
    assert.deepEqual(await read([]), ['category', null, 'NA', 'none']);
    assert.deepEqual(await read(['x=none']), ['category', '-', 'NA', null]);
    assert.deepEqual(await read(['NA']), ['category', '-', null, 'none']);
  });

  test('what --na says of a column that is not there is passed over', async () => {
    const first = await readText('x,gone\n1,-\n2,3\n', { na: ['gone=-'] });
    const file = await readText('x\n1\n', { like: first.readings, na: ['gone=-'] });
    assert.deepEqual(shown(file).x, ['number', 1]);
    await assert.rejects(readText('x\n1\n', { na: ['gone=-'] }), /gone/);
  });

  test('a column that nobody asked for is read by its own cells', async () => {
    const { readings } = await readText(column('1'));
    const file = await readText('x,other\n1,5\n2,6\n', { like: readings });
    assert.deepEqual(shown(file).other, ['number', 5, 6]);
  });
});

test('a file tells how each of its columns was read', async () => {
  const { readings } = await readText(`a,b,c\n'x',1,2020-01-01\n'y',2,\n`, {
    types: ['b=number'],
    na: ['c=-'],
  });
  const missing = ['NA', 'N/A', 'n/a', '?', 'null', 'NULL', 'nan', 'NaN'];
  assert.deepEqual(Object.fromEntries(readings), {
    a: { type: 'category', declared: false, missing, quote: "'", spelling: null },
    b: { type: 'number', declared: true, missing, quote: null, spelling: null },
    c: { type: 'date', declared: false, missing: ['-'], quote: null, spelling: 'iso' },
  });
});

test('one command that reads a file like two others: the header of each counts', async () => {
  const listener = { note() {}, warn() {}, meter: () => ({ update() {}, stop() {} }) };
  const context = { memo: new Memo(), listener, runner: { jobs: 1 } } as unknown as Context;
  const reading = { delimiter: null, encoding: null, header: null, na: [], types: [] };
  const data = tempFile('a,b\nc,d\n');
  const namesWith = async (header: boolean) =>
    (await readTable({ data, reading }, context, { columns: new Map(), header })).file.table.names;
  assert.deepEqual(
    [await namesWith(true), await namesWith(false)],
    [
      ['a', 'b'],
      ['c1', 'c2'],
    ],
  );
});

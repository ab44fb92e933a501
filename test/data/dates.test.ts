import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AssayError } from '../../src/core/errors.js';
import { readText, shown } from '../helpers/data-files.js';

/** Cells of one column x, each in the quotes of the format. */
const column = (...cells: string[]) => `x,k\n${cells.map((cell) => `"${cell}",z\n`).join('')}`;
const at = (...parts: Parameters<typeof Date.UTC>) => Date.UTC(...parts) / 86_400_000;

/** 31 December 2024 and 5 March 2023. */
const days = [at(2024, 11, 31), at(2023, 2, 5)];

const alone: [string, string[], number[]?][] = [
  ['dots', ['31.12.2024', '5.3.2023']],
  ['slashes, day first', ['31/12/2024', '05/03/2023']],
  ['slashes, month first', ['12/31/2024', '3/5/2023']],
  ['dashes, day first', ['31-12-2024', '05-03-2023']],
  ['year first', ['2024/12/31', '2023/3/5']],
  ['year first, dashes and few digits', ['2024-12-31', '2023-3-5']],
  ['month by name in front', ['Dec 31, 2024', 'March 5, 2023']],
  ['month by name between', ['31 Dec 2024', '5 mar 2023']],
  ['month by name, dashes', ['31-DEC-2024', '05-Mar-2023']],
  ['month by name, nothing between', ['31DEC2024', '05MAR2023']],
  ['weekday and ordinal', ['Tuesday, 31st December 2024', 'Sun, 5th March 2023']],
  ['dots that do not tell: the day is first', ['01.02.2023', '03.04.2023'], [at(2023, 1, 1), at(2023, 3, 3)]],
  ['dots with the month first', ['12.31.2024', '03.05.2023']],
  [
    'AM and PM',
    ['12/31/2024 12:00 AM', '3/5/2023 1:05:30 p.m.'],
    [at(2024, 11, 31), at(2023, 2, 5, 13, 5, 30)],
  ],
  [
    'times, fractions of seconds, offsets',
    ['31.12.2024 23:59:59.5', '5.3.2023, 10:00 +02:00'],
    [at(2024, 11, 31, 23, 59, 59, 500), at(2023, 2, 5, 8)],
  ],
  [
    'mail',
    ['Tue, 31 Dec 2024 01:00:00 -0500', 'Sun, 5 Mar 2023 00:00:00 GMT'],
    [at(2024, 11, 31, 6), at(2023, 2, 5)],
  ],
];

describe('dates in other spellings', () => {
  for (const [what, cells, expected = days] of alone) {
    test(what, async () => {
      const file = await readText(column(...cells));
      assert.deepEqual(shown(file).x, ['date', ...expected]);
      assert.deepEqual(
        file.notes.map(({ id, columns }) => [id, columns]),
        [['dates-guessed', ['x']]],
      );
      assert.ok(file.notes[0].message.includes(`"${cells[0]}"`), file.notes[0].message);
    });
  }

  const texts: [string, string[]][] = [
    ['no such day', ['30.02.2024', '31.12.2024']],
    ['no such hour', ['31.12.2024 25:00', '31.12.2024 10:00']],
    ['13 PM', ['12/31/2024 13:00 PM', '12/31/2024 10:00 PM']],
    ['two spellings', ['31.12.2024', '31/12/2024']],
    ['two-digit years', ['31/12/24', '05/03/23']],
    ['day and month first by turns', ['31/12/2024', '12/31/2024']],
    ['fractions and versions', ['1/2', '1.2.3']],
  ];
  for (const [what, cells] of texts) {
    test(`a category: ${what}`, async () => {
      const file = await readText(column(...cells));
      assert.deepEqual([shown(file).x[0], file.notes], ['category', []]);
    });
  }

  test('98 % of the cells decide, and the first cells need be no dates', async () => {
    const file = await readText(column('!', ...new Array(97).fill('31/12/2024'), '02/03/2024', '~'));
    assert.deepEqual(shown(file).x, ['date', null, ...new Array(97).fill(days[0]), at(2024, 2, 2), null]);
    assert.deepEqual(
      file.notes.map(({ id }) => id),
      ['dates-guessed', 'unparsable-cells'],
    );
  });

  test('day or month first: a category that says so', async () => {
    const file = await readText(column('01/02/2024', '03/04/2024'));
    assert.equal(shown(file).x[0], 'category');
    assert.deepEqual(
      file.notes.map(({ id }) => id),
      ['dates-ambiguous'],
    );
    assert.match(file.notes[0].message, /"01\/02\/2024".*date:dmy/);
  });
});

describe('--types COL=date', () => {
  const declared = async (type: string, ...cells: string[]) =>
    shown(await readText(column(...cells), { types: [`x=${type}`] })).x;

  test('eight digits', async () =>
    assert.deepEqual(await declared('date', '20241231', '20230305'), ['date', ...days]));

  test('two-digit years turn at 69', async () =>
    assert.deepEqual(await declared('date', '31/12/68', '31/12/69'), [
      'date',
      at(2068, 11, 31),
      at(1969, 11, 31),
    ]));

  test('the order is named', async () => {
    assert.deepEqual(await declared('date:dmy', '01/02/2024'), ['date', at(2024, 1, 1)]);
    assert.deepEqual(await declared('date:mdy', '01/02/2024'), ['date', at(2024, 0, 2)]);
    assert.deepEqual(await declared('date:ymd', '24/01/02'), ['date', at(2024, 0, 2)]);
    assert.deepEqual(await declared('date:mdy', '2024-12-31'), ['date', days[0]]);
  });

  test('the order is not named, and nobody knows it', () =>
    assert.rejects(declared('date', '01/02/2024', '03/04/2024'), (error) => {
      assert.ok(error instanceof AssayError && error.exitCode === 2);
      assert.match(error.hint ?? '', /x=date:dmy/);
      return true;
    }));

  test('no date at all', async () =>
    assert.deepEqual(await declared('date', 'u', 'v'), ['date', null, null]));

  test('dates are read as those of another file were, its other columns by themselves', async () => {
    const first = await readText('x,n,t\n31/12/2024,1,007\n01/02/2024,2,008\n', { types: ['t=text'] });
    const second = await readText('t,n,x,new\n9,v,01/02/2024,5\n8,3,2024-02-01,6\n', {
      like: first.readings,
    });
    assert.deepEqual(shown(second), {
      t: ['text', '9', '8'],
      n: ['number', null, 3],
      x: ['date', at(2024, 1, 1), null],
      new: ['number', 5, 6],
    });
  });
});

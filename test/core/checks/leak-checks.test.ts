import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CheckInput } from '../../../src/core/checks/check.js';
import { checks } from '../../../src/core/checks/list.js';
import { equalRowSets } from '../../../src/core/row-hash.js';
import { foldFromAssignment } from '../../../src/core/splitters/splitter.js';
import type { Table } from '../../../src/core/table.js';
import type { Problem } from '../../../src/core/task.js';
import { numbers, problemOf, tableOf, words } from '../made-table.js';

const find = (
  id: string,
  table: Table,
  folds: number[],
  more: Partial<CheckInput> = {},
  given: Partial<Problem> = {},
) =>
  checks.get(id).find({
    problem: problemOf(
      table,
      folds.map((_, row) => row % 2),
      given,
    ),
    everything: table,
    folds: [0, 1].map((fold) => foldFromAssignment(Int32Array.from(folds), 0, fold)),
    protocol: 'random',
    ...more,
  });

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

describe('duplicates-across-folds', () => {
  const table = tableOf(
    numbers('x', [1, 1, 2, null, null, 2, 0, -0]),
    words('w', ['a', 'a', 'b', 'c', 'c', 'c', null, null]),
  );

  test('rows equal in every feature on both sides of a fold, missing equal to missing', () => {
    const [finding] = find('duplicates-across-folds', table, [0, 1, 0, 0, 1, 1, 1, 0]);
    assert.deepEqual([...(finding.rows as Uint32Array)], [0, 1, 3, 4, 6, 7]);
    assert.match(finding.message, /^6 of 8 tested rows \(75\.0 %\)/);
  });

  test('equal rows within one fold are no finding; rows in no fold do not count', () => {
    assert.deepEqual(find('duplicates-across-folds', table, [0, 0, 0, 1, 1, 1, 1, 1]), []);
    assert.deepEqual(find('duplicates-across-folds', table, [0, -1, 0, 1, 1, 1, 1, 1]), []);
  });

  test('sets of equal rows are those of their texts', () => {
    const many = tableOf(
      numbers(
        'a',
        upTo(5000).map((i) => (i * 7919) % 50),
      ),
      words(
        'b',
        upTo(5000).map((i) => `level ${(i * 104729) % 30}`),
      ),
      numbers(
        'c',
        upTo(5000).map((i) => ((i * 31) % 4 === 0 ? null : (i * 31) % 4)),
      ),
    );
    const seen = new Map<string, number>();
    const expected = upTo(5000).map((i) => {
      const key = `${(i * 7919) % 50}|${(i * 104729) % 30}|${(i * 31) % 4}`;
      if (!seen.has(key)) seen.set(key, seen.size);
      return seen.get(key);
    });
    assert.deepEqual([...equalRowSets(many.columns, many.nRows)], expected);
  });
});

describe('groups-across-folds', () => {
  const table = tableOf(numbers('x', [1, 2, 3, 4]));

  test('names rows whose group trains and is tested, and the column', () => {
    const given = { groups: Int32Array.of(0, 0, 1, 2), leftOut: [{ column: 'customer', why: 'groups' }] };
    const [finding] = find('groups-across-folds', table, [0, 1, 1, 0], {}, given);
    assert.deepEqual([...(finding.rows as Uint32Array)], [0, 1]);
    assert.deepEqual(finding.columns, ['customer']);
    assert.match(finding.message, /^1 group stands on both sides.*--splitter group keeps/);
    const inTime = { ...given, time: Float64Array.of(1, 2, 3, 4) };
    const [timed] = find('groups-across-folds', table, [0, 1, 1, 0], {}, inTime);
    assert.match(timed.message, /no splitter keeps both.*leave --time out.*--splits/);
  });

  test('nothing without groups or when they stay together', () => {
    assert.deepEqual(find('groups-across-folds', table, [0, 1, 1, 0]), []);
    const together = { groups: Int32Array.of(0, 1, 1, 0) };
    assert.deepEqual(find('groups-across-folds', table, [0, 1, 1, 0], {}, together), []);
  });
});

describe('id-like', () => {
  const shuffled = upTo(30).map((i) => (i * 7) % 30);
  const cases: [string, Table, boolean][] = [
    [
      'strictly rising',
      tableOf(
        numbers(
          'n',
          upTo(30).map((i) => i * i),
        ),
      ),
      true,
    ],
    ['a range without gaps, in any order', tableOf(numbers('n', shuffled)), true],
    [
      'all distinct and named like an id',
      tableOf(
        numbers(
          'UserID',
          shuffled.map((i) => i * 3),
        ),
      ),
      true,
    ],
    [
      'all distinct with gaps',
      tableOf(
        numbers(
          'n',
          shuffled.map((i) => i * 3),
        ),
      ),
      false,
    ],
    [
      'repeats',
      tableOf(
        numbers(
          'id',
          shuffled.map((i) => i >> 1),
        ),
      ),
      false,
    ],
    [
      'fractions',
      tableOf(
        numbers(
          'id',
          upTo(30).map((i) => i + 0.5),
        ),
      ),
      false,
    ],
    [
      'text all distinct',
      tableOf(
        words(
          'n',
          upTo(30).map((i) => `k${i}`),
        ),
      ),
      true,
    ],
    [
      'text with a repeat',
      tableOf(
        words(
          'n',
          upTo(30).map((i) => `k${Math.min(i, 28)}`),
        ),
      ),
      false,
    ],
    ['a date', tableOf(numbers('n', upTo(30), 'date')), false],
    ['few rows', tableOf(numbers('n', upTo(19))), false],
  ];
  for (const [name, table, expected] of cases) {
    test(name, () => {
      const findings = find(
        'id-like',
        table,
        upTo(table.nRows).map((row) => row % 2),
      );
      assert.equal(findings.length, expected ? 1 : 0);
    });
  }
});

describe('time-ordered', () => {
  const at = (cells: (number | null)[]) => tableOf(numbers('seen', cells, 'date'));
  const folds = upTo(60).map((row) => row % 2);
  const rising = upTo(60).map((i) => 18000 + (i >> 1));

  test('rows that run in time, with the option to use', () => {
    const [finding] = find('time-ordered', at(rising), folds);
    assert.deepEqual(finding.columns, ['seen']);
    assert.match(finding.message, /run in time by seen.*--time seen/);
  });

  test('newest first runs in time too; dates in another order do not', () => {
    assert.equal(find('time-ordered', at([...rising].reverse()), folds).length, 1);
    assert.deepEqual(find('time-ordered', at(upTo(60).map((i) => 18000 + ((i * 7) % 60))), folds), []);
  });

  test('nothing for folds in time, a given --time, few dates, or holes', () => {
    assert.deepEqual(find('time-ordered', at(rising), folds, { protocol: 'time' }), []);
    assert.deepEqual(find('time-ordered', at(rising), folds, {}, { time: Float64Array.from(rising) }), []);
    assert.deepEqual(find('time-ordered', at(rising.map((day) => day % 10)), folds), []);
    assert.deepEqual(find('time-ordered', at(rising.map((day, i) => (i % 5 ? day : null))), folds), []);
  });
});

describe('time-backwards', () => {
  const days = (cells: number[]) => tableOf(numbers('day', cells, 'date'));
  const folds = upTo(40).map((row) => (row < 20 ? 0 : 1));
  const said = (table: Table, more: Partial<CheckInput>, given: Partial<Problem> = {}) =>
    find('time-backwards', table, folds, more, given).map(({ message }) => message);

  test('windows over rows that a date column has in another order', () => {
    const falling = days(upTo(40).map((row) => -row));
    assert.match(said(falling, { protocol: 'time' })[0], /by day run backwards in time: use --time day/);
    const shuffledDays = days(upTo(40).map((row) => (row * 7) % 40));
    assert.match(said(shuffledDays, { protocol: 'time' })[0], /by day are in no order of time/);
    assert.deepEqual(said(days(upTo(40)), { protocol: 'time' }), []);
    assert.deepEqual(said(falling, { protocol: 'random' }), []);
  });

  test('given folds that train on later rows than they test', () => {
    const time = Float64Array.from(upTo(40));
    assert.match(
      said(days(upTo(40)), { protocol: 'given' }, { time })[0],
      /^1 fold trains on rows from after/,
    );
    assert.deepEqual(said(days(upTo(40)), { protocol: 'purged' }, { time }), []);
  });
});

describe('classes-missing', () => {
  const table = tableOf(numbers('x', upTo(6)));
  const said = (folds: number[], y: number[], more: Partial<CheckInput> = {}) =>
    find('classes-missing', table, folds, more, { y: Float64Array.from(y) }).map(({ message }) => message);

  test('a class that no training row, or no test row, of a fold has', () => {
    const messages = said([0, 0, 0, 1, 1, 1], [0, 0, 1, 0, 0, 0]);
    assert.equal(messages.length, 2);
    assert.match(messages[0], /^class "1" is missing from the training rows of 1 of 2 folds: it cannot/);
    assert.match(messages[1], /^class "1" is missing from the test rows of 1 of 2 folds/);
    assert.deepEqual(said([0, 0, 0, 1, 1, 1], [0, 1, 1, 0, 1, 0]), []);
  });

  test('folds of one row are not looked at by themselves', () => {
    const assignment = [0, 1, 1, 1, 1, 1];
    const folds = [foldFromAssignment(Int32Array.from(assignment), 0, 0)];
    const y = [0, 0, 1, 0, 1, 0];
    assert.deepEqual(said(assignment, y, { folds, protocol: 'leave-out' }), []);
    assert.equal(said(assignment, y, { folds }).length, 1);
  });
});

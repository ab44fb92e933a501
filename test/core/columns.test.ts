import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { resolveColumn, resolveColumns } from '../../src/core/columns.js';

const NAMES = ['ID', 'age', 'bill_1', 'bill_2', 'paid.1', '2', 'a*'];
const all = (...typed: string[]) => resolveColumns(typed, NAMES, '--drop');
const refused = (message: RegExp, hint: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Error && 'exitCode' in error && 'hint' in error);
  assert.equal(error.exitCode, 2);
  assert.match(error.message, message);
  assert.match(String(error.hint), hint);
  return true;
};

describe('columns as people name them', () => {
  test('by name, position, last and glob, each once, in the order typed', () => {
    assert.deepEqual(all('bill_2', '1', 'last'), ['bill_2', 'ID', 'a*']);
    assert.deepEqual(all('bill_*', 'bill_1'), ['bill_1', 'bill_2']);
    assert.deepEqual(all('bill_[!1]', '?'), ['bill_2', '2']);
    assert.deepEqual(all('*'), NAMES);
  });

  test('a real name wins over a position, a glob and last', () => {
    assert.deepEqual(all('2'), ['2']);
    assert.deepEqual(all('a*'), ['a*']);
    assert.deepEqual(resolveColumns(['last'], ['last', 'x'], '-t'), ['last']);
  });

  test('a dot is a dot', () => {
    assert.deepEqual(resolveColumns(['paid.*'], ['paid.1', 'paidX1'], '--drop'), ['paid.1']);
  });

  test('what is no column is an error that names the option and the nearest name', () => {
    assert.throws(() => all('bil_1'), refused(/--drop: no column "bil_1"/, /did you mean "bill_1"/));
    assert.throws(() => all('9'), refused(/position 9/, /1 to 7/));
    assert.throws(() => all('0'), refused(/position 0/, /1 to 7/));
    assert.throws(() => all('zip*'), refused(/no column matches "zip\*"/, /ID, age/));
  });

  test('one column is one column', () => {
    assert.equal(resolveColumn('bill_?', ['bill_1', 'x'], '-t'), 'bill_1');
    assert.throws(
      () => resolveColumn('bill_*', NAMES, '-t'),
      refused(/matches 2: bill_1, bill_2/, /one of them/),
    );
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { codedColumn, numericColumn } from '../../../src/core/make-column.js';
import { makeProblem } from '../../../src/core/problem.js';
import { profile } from '../../../src/core/profile/profile.js';
import { Table } from '../../../src/core/table.js';
import { type EdaScreenInput, edaScreen } from '../../../src/report/screens/eda.js';
import { displayWidth } from '../../../src/report/screens/text.js';
import { problemOptions } from '../../helpers/problem-options.js';

const N = 200;
const numbers = (name: string, value: (row: number) => number) =>
  numericColumn(
    name,
    Array.from({ length: N }, (_, row) => value(row)),
  );
const texts = (name: string, value: (row: number) => string) =>
  codedColumn(
    name,
    Array.from({ length: N }, (_, row) => value(row)),
  );

/** Day of row, in days since 1970. */
const day = (row: number) => 16_071 + row;

const table = new Table(N, [
  numbers('ID', (row) => row),
  texts('Name', (row) => `n${row}`),
  numbers('EDUCATION', (row) => row % 7),
  numbers('MARRIAGE', (row) => (row * 7) % 4),
  numbers('one', (row) => ((row * 37) % N) + 0.5),
  numbers('two', (row) => ((row * 37) % N) + 0.25),
  numbers('three', (row) => ((row * 37) % N) + 0.75),
  numbers('year', (row) => 1990 + ((row * 13) % 25)),
  texts('colour', (row) => (row % 3 === 0 ? 'red' : 'blue')),
  { ...numbers('opened', (row) => day((row * 11) % N)), type: 'date' as const },
  texts('y', (row) => (row % 5 === 0 ? 'yes' : 'no')),
]);
const input: EdaScreenInput = {
  results: profile(table, makeProblem({ table, spellings: new Map() }, problemOptions('y')), {
    seed: 42,
    warnings: [],
  }),
  version: 'a/v0001',
  path: 'experiments/a/v0001-eda',
  seconds: 0.1,
  data: { name: 'a.csv', rows: N, columns: 11 },
  file: { bytes: 2_900_000, format: { encoding: 'utf-8', delimiter: ';', header: true } },
};
const at = (width: number, more: Partial<EdaScreenInput> = {}) =>
  edaScreen({ ...input, ...more }, { width, color: false });
const joined = (text: string) => text.replaceAll(/\s+/g, ' ');

describe('LOOK AT FIRST', () => {
  test('columns are joined when the same was found in them, a number becomes a range', () => {
    const screen = at(160);
    assert.match(screen, /id-like +ID: whole numbers rising through the file: .*--keep ID uses it\n/);
    assert.match(screen, /id-like +Name: text, all distinct: .*--keep Name uses it\n/);
    assert.match(
      screen,
      /EDUCATION, MARRIAGE: 4 to 7 whole numbers: .*EDUCATION=category,MARRIAGE=category\n/,
    );
    assert.match(screen, /one … three: 3 neighbours tell nearly the same: Spearman 1\.00\n/);
  });

  test('no hint is cut, however narrow the terminal', () => {
    for (const width of [40, 60, 80, 100]) {
      const screen = at(width);
      for (const line of screen.split('\n')) assert.ok(displayWidth(line) <= width, line);
      const first = joined(screen.slice(screen.indexOf('LOOK AT FIRST'), screen.indexOf('COLUMNS')));
      assert.ok(!/category,M…|us…/.test(first), first);
      assert.match(first, /--keep ID uses it/);
      assert.match(first.replaceAll(' ', ''), /--typesEDUCATION=category,MARRIAGE=category/);
    }
  });
});

describe('the head and the columns of eda', () => {
  test('size, how the file was read, and which ids repeated rows leave aside', () => {
    const screen = at(100);
    assert.match(screen, /^data {6}a\.csv · 200 rows × 11 columns · 2\.9 MB\n/);
    assert.match(screen, /\nread as {3}utf-8, semicolon, header in row 1\n/);
    assert.match(screen, /repeated rows \(ID, Name aside\)\n/);
  });

  test('years have no comma, dates no time, the most frequent level its own heading', () => {
    const screen = at(140);
    assert.match(screen, /year .* 1990 +2002 +2014 /);
    assert.match(screen, /opened .* 2014-01-01 +2014-04-10 +2014-07-19 /);
    assert.match(screen, /max +most frequent +shape\n/);
    assert.match(screen, /colour .* · +· +· +blue 67 %/);
  });

  test('the rates are explained; --all shows what a long table hides', () => {
    assert.match(joined(at(100)), /rate of "yes" ▸ .*▸ share of "yes" in eighths of the column/);
    const wide = new Table(
      N,
      Array.from({ length: 30 }, (_, i) => numbers(`x${i}`, (row) => (row * (2 * i + 3)) % 97)),
    );
    const results = profile(wide, null, { seed: 1, warnings: [] });
    assert.match(at(100, { results }), /\n {2}… 18 more: --all\n/);
    assert.match(at(100, { results, all: true }), /\n {2}x29 /);
    assert.doesNotMatch(at(100, { results, all: true }), /--all/);
  });
});

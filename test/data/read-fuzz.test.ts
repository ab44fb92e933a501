/**
 * DuckDB reads a file either as it is or from a regular copy. Both ways must give the same cells: a blank line in
 * front, which is no row, forces the copy.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AssayError } from '../../src/core/errors.js';
import { stream } from '../../src/core/rng.js';
import { readText, shown } from '../helpers/data-files.js';

const CELLS = [
  'a',
  '1',
  '-2.5',
  '',
  ' b ',
  '" c "',
  '"d,e"',
  '"f""g"',
  '""',
  '"NA"',
  'NA',
  "'h'",
  '"i\nj"',
  'k"l',
  '"m"n',
  '#o',
  '\\',
  '"\\"',
  '\t',
  '"  "',
  'é',
  '\uFEFF',
];
const ENDS = ['\n', '\n', '\r\n', '\r'];

function randomCsv(seed: number): string {
  const random = stream(seed, 'test-read-fuzz');
  const pick = (items: readonly string[]) => items[Math.floor(random.uniform() * items.length)];
  const width = 1 + Math.floor(random.uniform() * 4);
  const end = pick(ENDS);
  // A few kinds of cells a file, so that many files are regular.
  const cells = Array.from({ length: 1 + Math.floor(random.uniform() * 4) }, () => pick(CELLS));
  const rows = Array.from({ length: 1 + Math.floor(random.uniform() * 6) }, () =>
    Array.from({ length: width }, () => pick(cells)).join(','),
  );
  const header = Array.from({ length: width }, (_, index) => `h${index}`).join(',');
  return [header, ...rows].join(end) + (random.uniform() < 0.5 ? end : '');
}

const outcome = (text: string) =>
  readText(text, { delimiter: ',' }).then(
    (file) => JSON.stringify([shown(file), [...file.spellings].map(([name, map]) => [name, ...map])]),
    (error) => {
      assert.ok(error instanceof AssayError && error.exitCode === 3, String(error));
      return error.code;
    },
  );

test('as it is and through a copy: the same cells', async () => {
  for (let seed = 0; seed < 120; seed++) {
    const text = randomCsv(seed);
    assert.equal(await outcome(text), await outcome(`\n${text}`), JSON.stringify(text));
  }
});

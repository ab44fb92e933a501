import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { AssayError } from '../../src/core/errors.js';
import type { ReadOptions } from '../../src/data/data-file.js';
import { readPath, readText, tempFile } from '../helpers/data-files.js';

/** [what, bytes, exit code, what message and hint together must say, options] */
type Bad = [string, string | Uint8Array, number, RegExp, Partial<ReadOptions>?];

const bad: Bad[] = [
  ['empty', '', 3, /empty/],
  ['a byte-order mark alone', '\uFEFF', 3, /empty/],
  ['blank lines alone', '\n \n\r\n', 3, /empty/],
  ['header alone', 'a,b\n', 3, /header \(a, b\) and no rows/],
  ['empty, gzipped', gzipSync(''), 3, /empty/],
  ['NUL bytes', 'a,b\n1,\0\n', 3, /binary .*NUL byte at 6/],
  ['Parquet', 'PAR1xxxxPAR1', 3, /Parquet/],
  ['damaged gzip', gzipSync('a,b\n1,2\n').subarray(0, 20), 3, /damaged gzip/],
  ['a long row', 'a,b\n"x\ny",1\n1,2,3\n', 3, /line 4 .*2 fields.*: 3/],
  ['an unclosed quote', 'a,b\n1,2\n"x,3\n4,5\n', 3, /line 3: a quote .* never closed/],
  ['unknown encoding', 'a,b\n1,2\n', 2, /no encoding is called "klingon"/, { encoding: 'klingon' }],
  ['a bad delimiter', 'a,b\n1,2\n', 2, /--delimiter .* "ab"/, { delimiter: 'ab' }],
  [
    'an unknown column in --types',
    'age,b\n1,2\n',
    2,
    /unknown column "agee".*did you mean "age"/,
    { types: ['agee=number'] },
  ],
  [
    'an unknown column in --na',
    'age,b\n1,2\n',
    2,
    /unknown column "agee".*did you mean "age"/,
    { na: ['agee=9'] },
  ],
  ['position 0', 'age,b\n1,2\n', 2, /unknown column "0"/, { types: ['0=number'] }],
  ['a position beyond the last', 'age,b\n1,2\n', 2, /unknown column "3"/, { types: ['3=number'] }],
  [
    'an unknown type',
    'age,b\n1,2\n',
    2,
    /unknown column type "numer".*did you mean "number"/,
    { types: ['age=numer'] },
  ],
  ['--types without a type', 'age,b\n1,2\n', 2, /COL=TYPE, got "age"/, { types: ['age'] }],
];

const isSaid = (exitCode: number, words: RegExp) => (error: unknown) => {
  assert.ok(error instanceof AssayError, String(error));
  assert.equal(error.exitCode, exitCode, error.message);
  assert.match(`${error.message} ${error.hint}`, words);
  assert.doesNotMatch(error.message, /\n/);
  assert.notEqual(error.hint, '');
  return true;
};

describe('files that cannot be read', () => {
  for (const [what, content, exitCode, words, options] of bad) {
    test(what, () => assert.rejects(readText(content, options), isSaid(exitCode, words)));
  }

  test('a missing file names a near one', () => {
    const path = join(dirname(tempFile('a\n1\n', 'credit.csv')), 'credti.csv');
    return assert.rejects(readPath(path), isSaid(2, /no file .*credti\.csv".*did you mean .*credit\.csv"/));
  });

  test('a near name without its ending', () => {
    const path = join(dirname(tempFile('a\n1\n', 'credit.csv.gz')), 'credit');
    return assert.rejects(readPath(path), isSaid(2, /did you mean .*credit\.csv\.gz"/));
  });

  test('a missing folder', () =>
    assert.rejects(readPath(join(dirname(tempFile('', 'x')), 'no', 'x.csv')), isSaid(2, /no folder/)));

  test('a folder', () => assert.rejects(readPath(dirname(tempFile('', 'x'))), isSaid(2, /is a folder/)));
});

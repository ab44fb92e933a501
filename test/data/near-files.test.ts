import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { completePath, nearFiles } from '../../src/data/near-files.js';

const dir = mkdtempSync(join(tmpdir(), 'assay-near-'));
const write = (...parts: string[]) => writeFileSync(join(dir, ...parts), 'a,b\n1,2\n');

before(() => {
  for (const folder of ['data', '.hidden', 'experiments', 'node_modules', join('data', 'deep')]) {
    mkdirSync(join(dir, folder), { recursive: true });
    write(folder, 'inside.csv');
  }
  for (const file of ['b.csv', 'a.parquet', 'c.jsonl.gz', 'notes.md', '.dot.csv']) write(file);
  symlinkSync(join(dir, 'nowhere.csv'), join(dir, 'broken.csv'));
});
after(() => rmSync(dir, { recursive: true }));

describe('files that lie near', () => {
  test('what assay reads, of the folder and one level below; sizes in bytes', () => {
    assert.deepEqual(nearFiles(dir), [
      { path: 'a.parquet', bytes: 8 },
      { path: 'b.csv', bytes: 8 },
      { path: 'c.jsonl.gz', bytes: 8 },
      { path: 'data/inside.csv', bytes: 8 },
    ]);
  });

  test('a folder that is not there has none', () => assert.deepEqual(nearFiles(join(dir, 'gone')), []));
});

describe('parts of paths', () => {
  const paths = (term: string, home?: string) => completePath(term, dir, home).map(({ path }) => path);

  test('a word is no path', () => assert.deepEqual(paths('data'), []));

  test('folders end in a slash; files are those that can be read', () => {
    assert.deepEqual(paths('./'), [
      './a.parquet',
      './b.csv',
      './c.jsonl.gz',
      './data/',
      './experiments/',
      './node_modules/',
    ]);
    assert.deepEqual(paths('./d'), ['./data/']);
    assert.deepEqual(paths('data/'), ['data/deep/', 'data/inside.csv']);
  });

  test('whole paths, hidden names when a dot is typed, home', () => {
    assert.deepEqual(paths(`${dir}/b`), [`${dir}/b.csv`]);
    assert.deepEqual(paths('./.h'), ['./.hidden/']);
    assert.deepEqual(paths('~/data/in', dir), [`${dir}/data/inside.csv`]);
  });

  test('a whole name is taken whatever its ending', () => {
    assert.deepEqual(paths('./notes'), []);
    assert.deepEqual(paths('./notes.md'), ['./notes.md']);
  });
});

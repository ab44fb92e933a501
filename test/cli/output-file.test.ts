/** The file of -o: whole or not at all, and nothing lost that was there. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { writeOutput } from '../../src/cli/output-file.js';
import { QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

const ROWS = Array.from({ length: 40 }, (_, row) => `${row},${row % 7},${row % 4 === 0 ? 'yes' : 'no'}`);
const DATA = `a,b,y\n${ROWS.join('\n')}\n`;
const RESAMPLE = ['-t', 'y', '--sampler', 'random-under'];
const resample = (...args: string[]) => ['resample', ...args, ...RESAMPLE];

before(() => writeFileSync(scratch.path('in.csv'), DATA));

describe('-o never replaces what the command reads', () => {
  const refused = async (by: RegExp, ...args: string[]) => {
    const { code, message } = await scratch.refused(2, ...args);
    assert.equal(code, 'ASSAY_OUTPUT_INPUT');
    assert.match(message, by);
    assert.equal(scratch.text('in.csv'), DATA);
  };

  test('the data by its own name, by another path and by links', async () => {
    symlinkSync('in.csv', scratch.path('soft.csv'));
    linkSync(scratch.path('in.csv'), scratch.path('hard.csv'));
    for (const output of ['in.csv', scratch.path('in.csv'), './soft.csv', 'hard.csv']) {
      await refused(/that is the file of DATA/, ...resample('in.csv'), '-o', output, '-y');
    }
    await refused(/DATA/, ...resample('hard.csv'), '-o', 'in.csv', '-y');
    assert.deepEqual(
      readdirSync(scratch.dir).filter((name) => name === 'experiments'),
      [],
      'before anything ran',
    );
  });

  test('also of other commands and options', async () => {
    await refused(/DATA/, 'eda', 'in.csv', '-o', 'in.csv', '-y', '--json');
    await refused(/FILE/, 'data', 'head', 'in.csv', '-o', 'in.csv', '-y');
    writeFileSync(scratch.path('rules.json'), '{}');
    const rules = ['validate', 'in.csv', '--schema', 'rules.json', '-o', 'rules.json', '-y'];
    await refused(/that is the file of --schema/, ...rules);
    await refused(/^--save-splits hard/, 'cv', 'in.csv', '-t', 'y', '--save-splits', 'hard.csv', '-y');
  });
});

describe('what -o may not replace', () => {
  test('a pipe stays a pipe', async () => {
    execFileSync('mkfifo', [scratch.path('pipe')]);
    const { code } = await scratch.refused(2, ...resample('in.csv'), '-o', 'pipe', '-y');
    assert.equal(code, 'ASSAY_OUTPUT_KIND');
    assert.ok(statSync(scratch.path('pipe')).isFIFO());
  });

  test('a read-only file stays as it is', async () => {
    writeFileSync(scratch.path('kept.csv'), 'old');
    chmodSync(scratch.path('kept.csv'), 0o444);
    const { code } = await scratch.refused(2, ...resample('in.csv'), '-o', 'kept.csv', '-y');
    assert.equal(code, 'ASSAY_OUTPUT_READ_ONLY');
    assert.equal(scratch.text('kept.csv'), 'old');
  });
});

test('a write that fails leaves the old file and nothing beside it', () => {
  const folder = scratch.path('failing');
  mkdirSync(folder);
  writeFileSync(join(folder, 'old.csv'), 'old');
  const failing = { file: join(folder, 'nowhere.csv') };
  assert.throws(() => writeOutput(join(folder, 'old.csv'), failing, true), /cannot write .*no such file/);
  assert.deepEqual(readdirSync(folder), ['old.csv']);
  assert.equal(scratch.text('failing', 'old.csv'), 'old');
});

test('a folder that takes no files is named', { skip: !existsSync('/proc/self') }, async () => {
  const { hint } = await scratch.refused(1, 'schema', 'manifest', '-o', '/proc/x.json');
  assert.match(hint, /^may files be made in \/proc\? /);
});

test('with -y another file is replaced', async () => {
  writeFileSync(scratch.path('old.csv'), 'old');
  await scratch.json(...resample('in.csv'), '-o', 'old.csv', '-y');
  assert.equal(scratch.text('old.csv').split('\n').length, 1 + 10 + 10 + 1);
});

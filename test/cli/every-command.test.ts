/** Every command for a script: one JSON document, no prompt, no word on stderr with -q, no noise when the reader has gone. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { commandEntries } from '../../src/commands/list.js';
import { BINARY, plainEnv } from './run-assay.js';
import { QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

const LOANS = ['small.csv', '-t', 'default', '-x', 'e'];
const FAST = ['-m', 'tree', '-p', 'max_depth=2', '-k', '2'];

before(async () => {
  const { code } = await scratch.run('data', 'generate', 'loans', '--rows', '120', '-o', 'small.csv');
  assert.equal(code, 0);
  await scratch.json('cv', ...LOANS, ...FAST, '--tag', 'base');
  await scratch.json('train', ...LOANS, '-m', 'tree');
  await scratch.json('cv', ...LOANS, ...FAST, '--seed', '7');
  writeFileSync(scratch.path('predicted.csv'), 'y,p\n0,0.2\n1,0.7\n0,0.4\n1,0.9\n');
});

/** A line for each command that prints a result; the last two change versions, in an order that works. */
const LINES: readonly (readonly string[])[] = [
  ['data', 'list'],
  ['data', 'head', 'small.csv'],
  ['eda', ...LOANS],
  ['validate', 'small.csv', '-x', 'e'],
  ['resample', ...LOANS],
  ['train', ...LOANS, '-m', 'tree'],
  ['cv', ...LOANS, ...FAST],
  ['cv', ...LOANS, '-m', 'tree,dummy', '-k', '2'],
  ['cv', ...LOANS, ...FAST, '--dry-run'],
  ['tune', ...LOANS, '-m', 'tree', '--trials', '2', '-k', '2'],
  ['curve', ...LOANS, '-m', 'tree', '-p', 'max_depth=1,2', '-k', '2'],
  ['imbalance', ...LOANS, '-m', 'tree', '-k', '2', '--samplers', 'random-under'],
  ['predict', 'e/v2', 'small.csv', '-x', 'e'],
  ['importance', 'e/v2', '-x', 'e'],
  ['score', 'predicted.csv', '--truth', 'y', '--proba', 'p'],
  ['compare', 'e/v1', 'e/v3'],
  ['list', 'e'],
  ['show', 'e/v1'],
  ['diff', 'e/v1', 'e/v3'],
  ['lineage', 'e/v1'],
  ['note', 'e/v1', 'kept'],
  ['tag', 'e/v1', 'kept'],
  ['rerun', 'e/v1'],
  ['verify', 'e/v1'],
  ['config', 'show'],
  ['schema', 'manifest'],
  ['doctor'],
];

/** Those that only print text, ask, or are tried elsewhere: by themselves, since they change what others look at. */
const ELSEWHERE = ['init', 'demo', 'wizard', 'help', 'completion', 'mv', 'rm', 'restore', 'gc'];

describe('every command for scripts', () => {
  test('stands in this table, or is tried elsewhere', () => {
    const tried = new Set([...LINES.map(([id]) => id), ...ELSEWHERE]);
    const named = commandEntries.filter(({ heading }) => heading !== null).map(({ id }) => id);
    assert.deepEqual(
      named.filter((id) => !tried.has(id)),
      [],
    );
  });

  for (const line of LINES) {
    test(`${line.slice(0, 2).join(' ')}: one document, nothing else with -q`, async () => {
      const { code, stdout, stderr } = await scratch.run(...line, '--json', '--no-input', '-q');
      assert.equal(code, 0, stderr);
      assert.equal(stderr, '');
      assert.equal(typeof JSON.parse(stdout), 'object');
    });
  }

  // A closed pipe is met in one place, whatever the command.
  for (const line of LINES.filter(
    ([id], at) => ['eda', 'cv', 'list'].includes(id) && LINES.findIndex(([first]) => first === id) === at,
  )) {
    test(`${line.slice(0, 2).join(' ')} | head -1`, () => {
      const words = [process.execPath, BINARY, ...line, '-q'].map((word) => `'${word}'`).join(' ');
      const { stdout, stderr } = spawnSync('sh', ['-c', `${words} | head -1`], {
        cwd: scratch.dir,
        env: plainEnv({}),
        encoding: 'utf8',
      });
      assert.equal(stderr, '');
      assert.equal(stdout.trimEnd().split('\n').length, 1);
      assert.notEqual(stdout.trim(), '');
    });
  }
});

/** Disks that are full, folders that may not be written: real ones, where the tests may mount or be another user. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, statfsSync, writeFileSync } from 'node:fs';
import { after, before, describe, type TestContext, test } from 'node:test';
import { BINARY } from '../run-assay.js';
import { QuickScratch } from '../scratch.js';
import { GOOD, table } from './tables.js';

const NOBODY = '65534';
const isRoot = process.getuid?.() === 0;

const scratch = new QuickScratch();
after(() => scratch.remove());

before(() => {
  writeFileSync(scratch.path('good.csv'), GOOD);
  const big = table('a,b,y', 40_000, (i) => `${i % 991},${i / 7},${i % 5 === 0 ? 'yes' : 'no'}`);
  writeFileSync(scratch.path('big.csv'), big);
});

/** A file system of 1 MB. @returns false, and the test is skipped, where that is not allowed */
function mountSmall(context: TestContext, name: string): boolean {
  const path = scratch.path(name);
  mkdirSync(path);
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path]);
  if (status !== 0) context.skip('needs leave to mount');
  else context.after(() => spawnSync('umount', ['-l', path]));
  return status === 0;
}

/** Writes until nothing more fits. */
function fill(name: string): void {
  const free = () => statfsSync(scratch.path(name)).bavail;
  for (let i = 0; free() > 0; i++) {
    try {
      writeFileSync(scratch.path(name, `filler-${i}`), 'x'.repeat(16_384));
    } catch (error) {
      assert.equal((error as NodeJS.ErrnoException).code, 'ENOSPC');
    }
  }
}

async function refused(says: RegExp, ...args: string[]): Promise<void> {
  const { message, hint } = await scratch.refused(1, ...args);
  assert.match(message, says);
  assert.notEqual(hint, '');
}

const versionsIn = async (store: string) =>
  (await scratch.json<{ versions: { state: string }[] }>('list', '-E', store)).versions;

describe('a disk that is full', () => {
  test('before a step begins: nothing is made', async (context) => {
    if (!mountSmall(context, 'full')) return;
    fill('full');
    for (const step of ['cv', 'eda', 'train'])
      await refused(/full.*the disk is full/, step, 'good.csv', '-t', 'y', '-E', 'full/store');
    assert.deepEqual(await versionsIn('full/store'), []);
    await refused(/full\/rows.csv.*the disk is full/, 'data', 'generate', 'loans', '-o', 'full/rows.csv');
    await refused(/full\/list.json.*the disk is full/, 'list', '-o', 'full/list.json');
    const folds = ['--save-splits', 'full/folds.csv'];
    await refused(/full\/folds.csv.*the disk is full/, 'cv', 'good.csv', '-t', 'y', ...folds);
  });

  test('in the middle of one: the version is kept as failed, with its error', async (context) => {
    if (!mountSmall(context, 'small')) return;
    const store = ['-E', 'small/store', '-x', 'e'];
    await scratch.json('cv', 'good.csv', '-t', 'y', '-m', 'dummy', ...store);
    await refused(/data\.csv.*the disk is full/, 'resample', 'big.csv', '-t', 'y', ...store);
    await refused(/predictions\.csv.*the disk is full/, 'cv', 'big.csv', '-t', 'y', '-m', 'dummy', ...store);
    const states = (await versionsIn('small/store')).map(({ state }) => state);
    assert.deepEqual(states, ['done', 'failed', 'failed']);
    const { manifest } = await scratch.json<{ manifest: { error: { code: string } } }>(
      'show',
      'e/v2',
      '-E',
      'small/store',
    );
    assert.equal(manifest.error.code, 'ASSAY_DISK_FULL');
  });
});

test('a file system that is read-only: nothing is written, all can be read', async (context) => {
  if (!mountSmall(context, 'fixed')) return;
  await scratch.json('train', 'good.csv', '-t', 'y', '-m', 'tree', '-E', 'fixed/store', '-x', 'e');
  assert.equal(spawnSync('mount', ['-o', 'remount,ro', scratch.path('fixed')]).status, 0);
  const store = ['-E', 'fixed/store', '-x', 'e'];
  for (const args of [
    ['cv', 'good.csv', '-t', 'y', '-m', 'dummy'],
    ['rerun', 'e/v1'],
    ['tag', 'e/v1', 'x'],
    ['rm', 'e/v1'],
    ['mv', 'e/v1', 'other'],
  ])
    await refused(/fixed.*read-only/, ...args, ...(args[0] === 'mv' ? store.slice(0, 2) : store));
  assert.equal((await versionsIn('fixed/store')).length, 1);
  await scratch.json('show', 'e/v1', '-E', 'fixed/store');
  await scratch.json('verify', 'e/v1', '-E', 'fixed/store');
});

describe('what belongs to somebody else', () => {
  const start = (...args: string[]) => {
    const as = ['--reuid', NOBODY, '--regid', NOBODY, '--clear-groups', process.execPath, BINARY];
    const options = { cwd: scratch.dir, encoding: 'utf8' } as const;
    return isRoot
      ? spawnSync('setpriv', [...as, ...args], options)
      : spawnSync(process.execPath, [BINARY, ...args], options);
  };

  test('a file, a folder to write to, a store: exit 1, each named', (context) => {
    if (isRoot && start('--version').status !== 0) return context.skip('nobody cannot run assay here');
    chmodSync(scratch.dir, 0o755);
    writeFileSync(scratch.path('secret.csv'), GOOD, { mode: 0 });
    mkdirSync(scratch.path('locked'), { mode: 0 });
    mkdirSync(scratch.path('readable'), { mode: 0o555 });
    const cv = ['cv', 'good.csv', '-t', 'y', '-m', 'dummy'];
    for (const [args, says] of [
      [['cv', 'secret.csv', '-t', 'y'], /cannot read "secret\.csv": permission denied/],
      [['cv', 'locked/x.csv', '-t', 'y'], /locked\/x\.csv/],
      [[...cv, '-E', 'readable'], /readable.*permission denied/],
      [['list', '-E', 'locked'], /locked.*permission denied/],
      [['data', 'head', 'good.csv', '-o', 'readable/x'], /readable\/x: permission denied/],
    ] as const) {
      const { status, stderr, stdout } = start(...args);
      assert.match(stderr, says, args.join(' '));
      assert.match(stderr, /^error: .*\nhint: .*\n$/m);
      assert.ok(status === 1 || status === 2, `${args.join(' ')}: exit ${status}`);
      assert.equal(stdout, '');
    }
  });
});

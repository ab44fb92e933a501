import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { AssayError } from '../../src/core/errors.js';
import { diskError } from '../../src/store/disk-error.js';
import { openStore } from '../../src/store/store.js';
import { claimOf, quietStore, temporaryFolder } from './fixture.js';

const isRoot = process.getuid?.() === 0;

/** A file system of its own of 1 MB, or null where that is not allowed. */
function smallDisk(context: TestContext): string | null {
  const dir = mkdtempSync(join(tmpdir(), 'assay-disk-'));
  const mounted = isRoot && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', dir]).status === 0;
  context.after(() => {
    if (mounted) spawnSync('umount', ['-l', dir]);
    rmdirSync(dir);
  });
  return mounted ? dir : null;
}

const shows = (code: string, path: RegExp) => (error: unknown) => {
  assert.ok(error instanceof AssayError);
  assert.equal(error.exitCode, 1);
  assert.equal(error.code, code);
  assert.match(error.message, path);
  assert.match(error.hint, /--store/);
  return true;
};

describe('a disk that refuses', () => {
  test('full: exit 1 with the path, nothing half-written, the failure kept', async (context) => {
    const disk = smallDisk(context);
    if (disk === null) return context.skip('needs root and tmpfs');
    const store = quietStore(disk);
    const writer = await claimOf(store);
    await writer.write('options.json', '{}\n');
    const tooMuch = writer.write('predictions.csv', 'x'.repeat(2_000_000));
    await assert.rejects(tooMuch, shows('ASSAY_DISK_FULL', /predictions\.csv.*full/));
    await tooMuch.catch((error) => writer.fail(error));
    assert.deepEqual(readdirSync(writer.dir).sort(), ['log.jsonl', 'manifest.json', 'options.json']);
    const [version] = store.versions('credit');
    assert.equal(version.state, 'failed');
    assert.equal(version.manifest?.error?.code, 'ASSAY_DISK_FULL');
  });

  test('full to the last byte: claims and appends say so, failing stays quiet', async (context) => {
    const disk = smallDisk(context);
    if (disk === null) return context.skip('needs root and tmpfs');
    const store = quietStore(disk);
    const writer = await claimOf(store);
    fill(join(disk, 'filler'));
    assert.throws(
      () => writer.appendLine('trials.jsonl', { long: 'x'.repeat(10_000) }),
      shows('ASSAY_DISK_FULL', /trials/),
    );
    await assert.rejects(claimOf(store, 'other'), shows('ASSAY_DISK_FULL', /other/));
    writer.beat();
    await writer.fail(new Error('disk full'));
    assert.equal(store.versions('credit').length, 1);
    assert.deepEqual(store.versions('other'), []);
  });

  test('read-only: exit 1 with the path', async (context) => {
    const dir = join(temporaryFolder(context), 'store');
    mkdirSync(dir);
    chmodSync(dir, 0o555);
    if (!isRoot) {
      await assert.rejects(
        claimOf(openStore(dir), 'new'),
        shows('ASSAY_NOT_WRITABLE', /new.*permission denied/),
      );
      return;
    }
    const disk = smallDisk(context);
    if (disk === null) return context.skip('root writes anywhere, and tmpfs is not allowed');
    assert.equal(spawnSync('mount', ['-o', 'remount,ro', disk]).status, 0);
    await assert.rejects(claimOf(openStore(disk), 'new'), shows('ASSAY_NOT_WRITABLE', /new.*read-only/));
    assert.deepEqual(openStore(disk).experiments(), []);
  });

  test('a file in the way: exit 1 with the path', async (context) => {
    const dir = temporaryFolder(context);
    writeFileSync(join(dir, 'credit'), '');
    await assert.rejects(claimOf(openStore(dir)), shows('ASSAY_STORE_PATH', /credit/));
  });

  test('every errno has words and a next step', () => {
    for (const code of ['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EIO']) {
      const error = diskError(Object.assign(new Error(code), { code }), 'cannot write', '/some/path');
      assert.equal(error.exitCode, 1);
      assert.match(error.message, /^cannot write \/some\/path: /);
      assert.ok(error.hint.length > 10);
    }
  });
});

/** Writes until the disk is full. */
function fill(path: string): void {
  try {
    for (let i = 0; ; i++) writeFileSync(`${path}${i}`, 'x'.repeat(4096));
  } catch (error) {
    assert.equal((error as NodeJS.ErrnoException).code, 'ENOSPC');
  }
}

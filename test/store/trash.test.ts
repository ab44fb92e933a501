import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { AssayError } from '../../src/core/errors.js';
import { leftovers } from '../../src/store/leftovers.js';
import { openStore, type Store } from '../../src/store/store.js';
import { bringBack, checkMovable, discard, selectInTrash, trashOf } from '../../src/store/trash.js';
import { readVersion, type Version } from '../../src/store/version.js';
import { collectGarbage, findGarbage } from '../../src/workflows/garbage.js';
import { BINARY } from '../cli/run-assay.js';
import { claimOf, doneVersion, quietStore, temporaryFolder } from './fixture.js';

const usage = (message: RegExp) => (error: unknown) =>
  error instanceof AssayError && error.exitCode === 2 && message.test(`${error.message} ${error.hint}`);

const idsOf = (versions: readonly Version[]) => versions.map(({ id }) => id);
const idsIn = (store: Store) => idsOf(store.all());

describe('the trash', () => {
  test('hides a version, keeps its number taken and gives it back whole', async (context) => {
    const store = quietStore(temporaryFolder(context));
    const { dir } = await doneVersion(store);
    await doneVersion(store);
    const before = readdirSync(dir).sort();
    const last = store.versions('credit')[1];
    discard(store.versions('credit')[0]);
    discard(last);
    assert.deepEqual(idsIn(store), []);
    assert.deepEqual(store.experiments(), [], 'nothing of it is left to name');
    assert.deepEqual(idsIn(trashOf(store)), ['credit/v0001', 'credit/v0002']);
    assert.equal((await claimOf(store)).id, 'credit/v0003');

    const cwd = store.dir;
    const { versions } = selectInTrash(store, ['v1'], { cwd });
    assert.equal(bringBack(versions[0]), dir);
    assert.deepEqual(readdirSync(dir).sort(), before);
    assert.equal(readVersion(dir).state, 'done');
    assert.deepEqual(idsIn(trashOf(store)), ['credit/v0002']);
  });

  test('a number stays taken though a copied experiment came without its claims', async (context) => {
    const store = quietStore(temporaryFolder(context));
    const { dir } = await doneVersion(store);
    rmSync(join(dir, '..', '.claims'), { recursive: true });
    discard(readVersion(dir));
    assert.equal((await claimOf(store)).id, 'credit/v0002');
  });

  test('gives back to an experiment that is gone, and not onto a copy', async (context) => {
    const store = quietStore(temporaryFolder(context));
    const { dir } = await doneVersion(store);
    const trashed = discard(readVersion(dir));
    rmSync(store.experimentDir('credit'), { recursive: true });
    assert.equal(bringBack(readVersion(trashed)), dir);
    assert.equal(existsSync(trashOf(store).dir), false, 'an empty trash is no folder');

    discard(readVersion(dir));
    cpSync(trashed, join(dir, '..', 'v0001-another-name'), { recursive: true });
    assert.throws(() => bringBack(readVersion(trashed)), usage(/v0001-another-name is there already/));
    assert.throws(
      () => bringBack(readVersion(join(dir, '..', 'v0001-another-name'))),
      usage(/not in a trash/),
    );
    assert.equal(readVersion(trashed).state, 'done');
  });

  test('says what it holds when a name is not in it', async (context) => {
    const store = quietStore(temporaryFolder(context));
    const options = { cwd: store.dir };
    const { dir } = await doneVersion(store);
    assert.throws(() => selectInTrash(store, ['v1'], options), usage(/trash of .* is empty/));
    discard(readVersion(dir));
    assert.throws(
      () => selectInTrash(store, ['v7'], options),
      usage(/v0007 in the trash in the trash: credit\/v0001/),
    );
    assert.throws(() => selectInTrash(store, ['churn'], options), usage(/"churn" in the trash/));
    assert.deepEqual(idsOf(selectInTrash(store, ['credit'], options).versions), ['credit/v0001']);
  });

  test('takes no version that runs, is in the trash, or stands in no store', async (context) => {
    const store = quietStore(temporaryFolder(context));
    await claimOf(store);
    const { dir } = await doneVersion(store);
    assert.throws(
      () => checkMovable(store.versions('credit')[0], store),
      usage(/v0001 is running.*let it finish/),
    );
    const lone = join(temporaryFolder(context), 'v0001-cv');
    cpSync(dir, lone, { recursive: true });
    assert.throws(() => checkMovable(readVersion(lone), store), usage(/stands in no store/));
    const trashed = readVersion(discard(readVersion(dir)));
    assert.throws(() => checkMovable(trashed, store), usage(/in the trash already/));
  });
});

describe('gc', () => {
  test('finds the trash and what dead writers left, not what may still be written', async (context) => {
    const store = openStore(temporaryFolder(context));
    const { dir } = await doneVersion(store);
    const running = await claimOf(store);
    discard(store.versions('credit')[0]);
    const old = new Date(Date.now() - 3_600_000);
    const gone = 2 ** 22 + 1;
    const make = (path: string, time = old) => {
      writeFileSync(path, '12345');
      utimesSync(path, time, time);
      return path;
    };
    const experimentDir = join(dir, '..');
    const left = make(join(experimentDir, `.tmp-${gone}-0-v0009-cv`));
    make(join(running.dir, `.tmp-${gone}-1-results.json`));
    make(join(experimentDir, `.tmp-${process.pid}-0-v0009-cv`));
    make(join(experimentDir, `.tmp-${gone}-2-v0009-cv`), new Date());
    const folder = join(experimentDir, `.tmp-${gone}-3-v0010-cv`);
    mkdirSync(folder);
    writeFileSync(join(folder, `.tmp-${gone}-4-manifest.json`), '123');
    utimesSync(folder, old, old);

    assert.deepEqual(
      leftovers(store).map(({ path, bytes }) => [path, bytes]),
      [
        [left, 5],
        [folder, 3],
      ],
    );
    const found = findGarbage(store);
    assert.deepEqual(
      found.trash.map(({ version }) => version),
      ['credit/v0001'],
    );
    assert.ok(found.bytes > 8);
    assert.equal(collectGarbage(found).removed, true);
    assert.deepEqual(idsIn(trashOf(store)), []);
    assert.equal(existsSync(trashOf(store).dir), false);
    assert.deepEqual(leftovers(store), []);
    assert.equal(findGarbage(store).bytes, 0);
    await running.finish({ timings: {} });
  });
});

test('kill -9 in the middle of rm and restore: every version is in one place, whole', async (context) => {
  const cwd = temporaryFolder(context);
  const store = quietStore(join(cwd, 'experiments'));
  const { dir } = await doneVersion(store);
  const N = 300;
  for (let i = 2; i <= N; i++)
    cpSync(dir, join(dir, '..', `v${String(i).padStart(4, '0')}-cv`), { recursive: true });
  let parted = 0;
  for (const [round, command] of ['rm', 'restore', 'rm', 'restore', 'rm', 'restore'].entries()) {
    const before = trashOf(store).all().length;
    const child = spawn(process.execPath, [BINARY, command, 'credit', '-q'], { cwd, stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('close', resolve));
    while (child.exitCode === null && trashOf(store).all().length === before) {
      await new Promise((resolve) => setTimeout(resolve, 1 + round));
    }
    child.kill('SIGKILL');
    await ended;
    const [present, removed] = [store.all(), trashOf(store).all()];
    assert.deepEqual(
      [...present, ...removed].map(({ number }) => number).sort((a, b) => a - b),
      numbersTo(N),
    );
    for (const version of [...present, ...removed]) assert.equal(version.state, 'done', version.problem);
    if (present.length > 0 && removed.length > 0) parted++;
  }
  assert.ok(parted > 0, 'at least one was met in the middle');
});

const numbersTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { AssayError } from '../../src/core/errors.js';
import { addLabels } from '../../src/store/labels.js';
import { linksAmong, linksTo } from '../../src/store/links.js';
import { isRename, moveVersions, renameExperiment } from '../../src/store/move.js';
import { discard, trashOf } from '../../src/store/trash.js';
import { readVersion } from '../../src/store/version.js';
import { claimOf, doneVersion, quietStore, temporaryFolder } from './fixture.js';

/** credit: v1 with labels, v2 a child of v1, v3 running and a child of v1. */
async function family(context: TestContext) {
  const store = quietStore(temporaryFolder(context));
  const first = await doneVersion(store);
  addLabels(first.dir, { tags: ['champion'], note: 'keep' });
  const parents = [{ id: 'credit/v0001', why: 'rerun of it' }];
  const second = await claimOf(store, 'credit', 'train', 'forest', { parents });
  await second.finish({ timings: {} });
  const third = await claimOf(store, 'credit', 'cv', 'forest', { parents });
  return { store, first, third };
}

const parentsOf = (dir: string) => readVersion(dir).manifest?.parents.map(({ id }) => id);

describe('moving versions', () => {
  test('takes the next number there; labels and results stay, ids follow', async (context) => {
    const { store, first } = await family(context);
    await doneVersion(store, 'archive');
    const results = readFileSync(`${first.dir}/results.json`);
    const { moved, stale } = moveVersions([readVersion(first.dir)], store, 'archive');
    const [{ from, to, dir }] = moved;
    assert.deepEqual([from, to], ['credit/v0001', 'archive/v0002']);
    assert.match(dir, /archive\/v0002-cv-forest$/);
    const version = readVersion(dir);
    assert.equal(version.id, 'archive/v0002');
    assert.equal(version.manifest?.id, 'archive/v0002');
    assert.deepEqual(version.labels(), { tags: ['champion'], note: 'keep' });
    assert.deepEqual(readFileSync(version.file('results.json')), results);
    assert.equal((await version.check()).manifest.id, 'archive/v0002');
    assert.deepEqual(parentsOf(store.versions('credit')[0].dir), ['archive/v0002']);
    assert.deepEqual(stale, ['credit/v0003'], 'the writer of a running version holds its manifest');
    assert.equal((await claimOf(store)).id, 'credit/v0004', 'the old number stays taken');
  });

  test('renames an experiment with what of it is in the trash; numbers go on', async (context) => {
    const { store, third } = await family(context);
    await third.interrupt();
    discard(store.versions('credit')[1]);
    const { moved } = renameExperiment(store, 'credit', 'loans');
    assert.deepEqual(
      moved.map(({ from, to }) => `${from} ${to}`),
      ['credit/v0001 loans/v0001', 'credit/v0003 loans/v0003'],
    );
    assert.deepEqual(store.experiments(), ['loans']);
    assert.deepEqual(
      trashOf(store)
        .all()
        .map(({ id, manifest }) => [id, manifest?.id, manifest?.parents[0].id]),
      [['loans/v0002', 'loans/v0002', 'loans/v0001']],
    );
    assert.deepEqual(parentsOf(store.versions('loans')[1].dir), ['loans/v0001']);
    assert.equal((await claimOf(store, 'loans')).id, 'loans/v0004');
    assert.equal((await claimOf(store, 'credit')).id, 'credit/v0004', 'ids of before stay taken');
  });

  test('a rename that was killed after its first step is finished by the next', async (context) => {
    const { store, third } = await family(context);
    await third.interrupt();
    discard(store.versions('credit')[1]);
    mkdirSync(join(store.dir, 'loans'));
    writeFileSync(join(store.dir, 'credit', '.claims', 'renaming.json'), '{"from": "credit"}');
    renameSync(join(store.dir, 'credit'), join(store.dir, 'loans'));
    assert.ok(isRename(store, 'credit', 'loans'));
    assert.ok(!isRename(store, 'churn', 'loans'));
    const { moved } = renameExperiment(store, 'credit', 'loans');
    assert.deepEqual(
      moved.map(({ from, to }) => `${from} ${to}`),
      ['credit/v0001 loans/v0001', 'credit/v0003 loans/v0003'],
    );
    assert.deepEqual(
      [...store.all(), ...trashOf(store).all()].map(({ id, manifest }) => [id, manifest?.id]),
      ['loans/v0001', 'loans/v0003', 'loans/v0002'].map((id) => [id, id]),
    );
    assert.ok(!isRename(store, 'credit', 'loans'), 'finished');
    assert.equal((await claimOf(store, 'credit')).id, 'credit/v0004');
  });

  test('a target that the trash holds is refused before anything moves', async (context) => {
    const { store, third } = await family(context);
    await third.interrupt();
    discard(readVersion((await doneVersion(store, 'loans')).dir));
    rmSync(join(store.dir, 'loans'), { recursive: true });
    assert.throws(
      () => renameExperiment(store, 'credit', 'loans'),
      (error) => error instanceof AssayError && /trash holds loans\/v0001/.test(error.message),
    );
    assert.deepEqual(store.experiments(), ['credit']);
  });

  test('a name that cannot be one moves nothing', async (context) => {
    const { store, first } = await family(context);
    const refused = (error: unknown) => error instanceof AssayError && error.exitCode === 2;
    assert.throws(() => moveVersions([readVersion(first.dir)], store, 'a/b'), refused);
    assert.throws(() => renameExperiment(store, 'credit', 'last'), refused);
    assert.equal(store.versions('credit').length, 3);
  });
});

describe('links', () => {
  test('are named by manifests, or by data that another version wrote', async (context) => {
    const { store } = await family(context);
    const maker = await claimOf(store, 'made', 'resample', 'smote');
    await maker.write('data.csv', 'a,b\n1,2\n');
    const { sha256 } = maker.manifest.files['data.csv'];
    await maker.finish({ timings: {} });
    const data = { path: 'elsewhere.csv', sha256, rows: 1, columns: 2 };
    const reader = await claimOf(store, 'read', 'eda', '', { data });
    await reader.finish({ timings: {} });
    const links = linksAmong(store.all()).map(({ parent, child, why }) => `${parent} ${child} ${why}`);
    assert.deepEqual(links, [
      'credit/v0001 credit/v0002 rerun of it',
      'credit/v0001 credit/v0003 rerun of it',
      'made/v0001 read/v0001 reads its data.csv',
    ]);
    const leaving = new Set(['credit/v0001', 'credit/v0002']);
    assert.deepEqual(
      linksTo(leaving, store.all()).map(({ child }) => child),
      ['credit/v0003'],
    );
  });
});

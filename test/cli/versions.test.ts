/** Looking after versions with the real binary: tag, note, rm, restore, gc, mv, diff, lineage, by id and by path. */
import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { DiffDocument } from '../../src/core/schemas/diff.js';
import type { LineageDocument } from '../../src/core/schemas/lineage.js';
import type { Garbage, Labelled, Move, Removal } from '../../src/core/schemas/store-changes.js';
import type { VersionSummary } from '../../src/core/schemas/version-list.js';
import { assertKind, QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

/** base: v1 cv tree, v2 cv logistic, v3 resample, v4 rerun of v1; read: v1 eda of what v3 wrote. */
before(async () => {
  await scratch.run('data', 'generate', 'loans', '--rows', '300', '--seed', '5', '-o', 'base.csv');
  const cv = ['cv', 'base.csv', '-t', 'default', '-k', '3'];
  await scratch.json(...cv, '-m', 'tree');
  await scratch.json(...cv, '-m', 'logistic');
  await scratch.json('resample', 'base.csv', '-t', 'default', '--sampler', 'random-over');
  await scratch.json('rerun', 'base/v1');
  await scratch.json(
    'eda',
    scratch.path('experiments/base', scratch.folders('base')[2], 'data.csv'),
    '-x',
    'read',
  );
});

/** The prepared store under another name, for tests that change it. */
function storeCopy(name: string): string {
  cpSync(scratch.path('experiments'), scratch.path(name), { recursive: true });
  return name;
}

const listed = async (...args: string[]) =>
  (await scratch.json<{ versions: VersionSummary[] }>('list', ...args)).versions;
const idsIn = async (store: string) => (await listed('-E', store)).map(({ version }) => version);

describe('tag and note', () => {
  test('are shown by list and show, found by @NAME, and no part of verify', async () => {
    const store = storeCopy('labels');
    const tagged = await scratch.json<Labelled>('tag', 'base/v1', 'champion', 'smoke', '-E', store);
    assertKind('labelled', tagged);
    assert.deepEqual(tagged.versions[0].tags, ['champion', 'smoke']);
    await scratch.json('note', 'base/v1', 'before', 'the new columns', '-E', store);
    const [first] = await listed('@champion', '-E', store);
    assert.deepEqual([first.version, first.note], ['base/v0001', 'before the new columns']);
    const { stdout } = await scratch.run('list', '-E', store);
    assert.match(stdout, /base\/v0001 {2}@champion @smoke · before the new columns/);
    const show = await scratch.json('show', '@champion', '-E', store);
    assertKind('show', show);
    assert.deepEqual(show.tags, ['champion', 'smoke']);
    assert.equal((await scratch.json('verify', '@champion', '-E', store)).same, true);

    await scratch.json('tag', 'base/v1', 'smoke', '--remove', '-E', store);
    assert.equal((await scratch.run('note', 'base/v1', '-E', store)).stdout, 'before the new columns\n');
    await scratch.json('note', 'base/v1', '', '-E', store);
    const bare = await scratch.json<Labelled>('tag', 'base/v1', '-E', store);
    assert.deepEqual(bare.versions[0], { ...bare.versions[0], tags: ['champion'], note: '' });
    await scratch.json('tag', 'base/v1:v2', 'round1', '-E', store);
    assert.equal((await listed('@round1', '-E', store)).length, 2);
  });

  test('what cannot be is exit 2', async () => {
    assert.match((await scratch.refused(2, 'tag', 'base/v1', 'a b')).message, /"a b" cannot be a tag/);
    assert.match((await scratch.refused(2, 'tag', 'base/v1', 'x', '--remove')).message, /unknown tag/);
    assert.match((await scratch.refused(2, 'tag', 'base/v1', '--remove')).hint, /NAME --remove/);
    assert.match(
      (await scratch.refused(2, 'tag', 'base/v1', 'v2', 'champion')).message,
      /"v2" names versions/,
    );
    assert.match((await scratch.refused(2, 'tag', 'base/v1', 'base')).message, /"base" names versions/);
    assert.match((await scratch.refused(2, 'note', 'base', 'x')).message, /names 4 versions/);
    assert.match((await scratch.refused(2, 'tag')).message, /VERSION is missing/);
  });
});

describe('rm, restore, gc', () => {
  test('removed versions are out of sight, come back whole, and keep their number', async () => {
    const store = storeCopy('trash');
    const removal = await scratch.json<Removal>('rm', 'base/v1', 'base/v3', '-E', store);
    assertKind('rm', removal);
    assert.deepEqual(
      removal.dependants.map(({ parent, child }) => `${parent} ${child}`),
      ['base/v0001 base/v0004', 'base/v0003 read/v0001'],
    );
    assert.deepEqual(await idsIn(store), ['base/v0002', 'base/v0004', 'read/v0001']);
    await scratch.refused(2, 'show', 'base/v1', '-E', store);
    const { rows } = await scratch.json<{ rows: { version: string }[] }>('compare', 'base', '-E', store);
    assert.equal(
      rows.some(({ version }) => version === 'base/v0001'),
      false,
    );

    const { hint } = await scratch.refused(2, 'restore', 'base/v9', '-E', store);
    assert.match(hint, /in the trash: base\/v0001, base\/v0003/);
    const restored = await scratch.json('restore', 'base/v1', '-E', store);
    assertKind('restore', restored);
    assert.equal((await scratch.json('verify', 'base/v1', '-E', store)).same, true);
    await scratch.refused(2, 'restore', 'base/v1', '-E', store);
  });

  test('data of a removed resample is still refused, until gc', async () => {
    const store = storeCopy('guard');
    const [leaky] = readdirSync(scratch.path(store, 'base')).filter((name) => name.startsWith('v0003'));
    cpSync(scratch.path(store, 'base', leaky, 'data.csv'), scratch.path('other-name.csv'));
    await scratch.json('rm', 'base/v3', '-E', store);
    const cv = ['cv', 'other-name.csv', '-t', 'default', '-m', 'dummy', '-k', '3', '-E', store];
    assert.match((await scratch.refused(4, ...cv)).message, /base\/v0003/);
    const { stderr } = await scratch.run('gc', '-y', '-E', store);
    assert.match(stderr, /rows that base\/v0003 made will not be recognised/);
    await scratch.json(...cv);
  });

  test('gc removes for good only when told to', async () => {
    const store = storeCopy('garbage');
    await scratch.json('rm', 'base', '-E', store);
    assert.match((await scratch.refused(2, 'restore', 'x', '-E', store)).hint, /base\/v0004/);
    const stale = scratch.path(store, 'read', '.tmp-4194305-0-v0009-eda');
    writeFileSync(stale, 'half');
    utimesSync(stale, new Date(0), new Date(0));
    const refusal = await scratch.refused(2, 'gc', '-E', store);
    assert.match(
      `${refusal.message} ${refusal.hint}`,
      /4 versions in the trash and 1 leftover.*-y.*--dry-run/,
    );
    const shown = await scratch.json<Garbage>('gc', '--dry-run', '-E', store);
    assertKind('gc', shown);
    assert.deepEqual([shown.trash.length, shown.leftovers.length, shown.removed], [4, 1, false]);
    assert.equal((await scratch.json<Garbage>('gc', '-y', '-E', store)).removed, true);
    assert.equal(existsSync(stale) || existsSync(scratch.path(store, '.trash')), false);
    assert.equal((await scratch.json<Garbage>('gc', '-E', store)).bytes, 0);
    const next = await scratch.json('cv', 'base.csv', '-t', 'default', '-m', 'dummy', '-k', '3', '-E', store);
    assert.equal(next.version, 'base/v0005');
  });

  test('a running version is not removed or moved', async () => {
    const store = storeCopy('running');
    const folder = readdirSync(scratch.path(store, 'base')).find((name) =>
      name.startsWith('v0002'),
    ) as string;
    const path = scratch.path(store, 'base', folder, 'manifest.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    const alive = { status: 'running', pid: process.pid, heartbeat: new Date().toISOString() };
    writeFileSync(path, JSON.stringify({ ...manifest, ...alive }));
    assert.match((await scratch.refused(2, 'rm', 'base', '-E', store)).message, /base\/v0002 is running/);
    await scratch.refused(2, 'mv', 'base', 'renamed', '-E', store);
    await scratch.refused(2, 'mv', 'base/v2', 'other', '-E', store);
    assert.equal((await idsIn(store)).length, 5);
  });
});

describe('mv', () => {
  test('moves versions under new numbers, and what came from them follows', async () => {
    const store = storeCopy('moved');
    const moved = await scratch.json<Move>('mv', 'base/v1', 'base/v3', 'archive', '-E', store);
    assertKind('mv', moved);
    assert.deepEqual(
      moved.moved.map(({ from, to }) => `${from} ${to}`),
      ['base/v0001 archive/v0001', 'base/v0003 archive/v0002'],
    );
    assert.equal((await scratch.json('verify', 'archive/v1', '-E', store)).same, true);
    const { versions } = await scratch.json<LineageDocument>('lineage', 'base/v4', '-E', store);
    assert.deepEqual(
      versions.map(({ version }) => version),
      ['archive/v0001', 'base/v0004'],
    );
    renameSync(scratch.path('experiments'), scratch.path('away'));
    const again = await scratch.json<{ version: string }>('rerun', 'read/v1', '-E', store);
    renameSync(scratch.path('away'), scratch.path('experiments'));
    assert.equal(again.version, 'read/v0002', 'the table that had moved was found by its hash');
  });

  test('renames an experiment whose new name is free', async () => {
    const store = storeCopy('renamed');
    await scratch.json('mv', 'base', 'credit', '-E', store);
    const ids = await idsIn(store);
    assert.deepEqual(ids.slice(0, 4), ['credit/v0001', 'credit/v0002', 'credit/v0003', 'credit/v0004']);
    const show = await scratch.json<{ manifest: { id: string; parents: { id: string }[] } }>(
      'show',
      'credit/v4',
      '-E',
      store,
    );
    assert.deepEqual([show.manifest.id, show.manifest.parents[0].id], ['credit/v0004', 'credit/v0001']);
    assert.match(
      (await scratch.refused(2, 'mv', 'credit', 'credit', '-E', store)).message,
      /is in credit already/,
    );
    await scratch.refused(2, 'mv', 'credit', 'a/b', '-E', store);
    await scratch.refused(2, 'mv', 'credit', '-E', store);
  });
});

describe('diff and lineage', () => {
  test('two models on the same folds: what differs, with paired intervals', async () => {
    const document = await scratch.json<DiffDocument>('diff', 'base/v1', 'base/v2');
    assertKind('diff', document);
    assert.deepEqual([document.same_data, document.folds], [true, 'same']);
    assert.deepEqual(document.options[0], { name: 'model', a: 'tree', b: 'logistic' });
    const f1 = document.metrics.find(({ name }) => name === 'f1');
    assert.ok(f1?.ci95 && f1.ci95[0] <= (f1.difference ?? Number.NaN) && (f1.difference ?? 0) <= f1.ci95[1]);
    assert.deepEqual(
      document.files.map(({ file, verdict }) => `${file} ${verdict}`),
      ['predictions.csv different', 'results.json different'],
    );
    const { stdout } = await scratch.run('diff', 'base/v1', 'base/v2', '--format', 'csv');
    assert.match(stdout, /^name,direction,a,b,difference,p,low,high\nf1,max,/);
  });

  test('a rerun has the same bytes; other steps differ and are no error', async () => {
    const same = await scratch.json<DiffDocument>('diff', 'base/v1', 'base/v4');
    assert.deepEqual([same.options, same.environment], [[], []]);
    assert.ok(same.files.length >= 2 && same.files.every(({ verdict }) => verdict === 'same'));
    const other = await scratch.json<DiffDocument>('diff', 'base/v1', 'read/v1');
    assertKind('diff', other);
    assert.deepEqual([other.same_data, other.folds, other.metrics], [false, null, []]);
    assert.equal((await scratch.run('diff', 'base/v1', 'read/v1')).code, 0);
    await scratch.refused(2, 'diff', 'base/v1');
  });

  test('lineage follows parents and data; show names the children', async () => {
    const lineage = await scratch.json<LineageDocument>('lineage', 'base/v3');
    assertKind('lineage', lineage);
    assert.deepEqual(lineage.links, [
      { parent: 'base/v0003', child: 'read/v0001', why: 'reads its data.csv' },
    ]);
    const show = await scratch.json('show', 'base/v1');
    assert.deepEqual(show.children, [{ version: 'base/v0004', why: 'rerun of it' }]);
    assert.match((await scratch.run('show', 'base/v1')).stdout, /led to +base\/v0004 \(rerun of it\)/);
  });
});

test("a colleague's store: every command takes a path into it", async () => {
  const theirs = scratch.path('colleague', 'experiments');
  cpSync(scratch.path('experiments'), theirs, { recursive: true });
  cpSync(scratch.path('base.csv'), scratch.path('colleague', 'base.csv'));
  renameSync(scratch.path('base.csv'), scratch.path('hidden.csv'));
  const experiment = join(theirs, 'base');
  const version = join(experiment, scratch.folders('base')[0]);
  const list = await scratch.json<{ store: string; versions: unknown[] }>('list', experiment);
  assert.deepEqual([list.store, list.versions.length], [join('colleague', 'experiments'), 4]);
  assert.equal((await listed('-E', theirs)).length, 5);
  assert.equal((await scratch.json('verify', version)).same, true);
  assert.ok((await scratch.json<{ rows: unknown[] }>('compare', experiment)).rows.length > 0);
  assert.equal((await scratch.json<DiffDocument>('diff', version, 'base/v1')).files[0].verdict, 'same');
  await scratch.json('tag', version, 'theirs');
  assert.equal((await listed('@theirs', '-E', theirs)).length, 1);

  const { removed } = await scratch.json<Removal>('rm', version);
  assert.equal(
    removed[0].trash,
    join('colleague', 'experiments', '.trash', 'base', scratch.folders('base')[0]),
  );
  assert.equal(scratch.folders('base').length, 4, 'the own store is not touched');
  await scratch.json('restore', scratch.path(removed[0].trash));
  assert.equal((await listed('-E', theirs)).length, 5);

  cpSync(version, scratch.path('v0001-alone'), { recursive: true });
  assert.match((await scratch.refused(2, 'rm', './v0001-alone')).message, /stands in no store/);
  assert.match((await scratch.refused(2, 'mv', version, 'mine')).hint, /inside one store/);
  assert.match((await scratch.refused(2, 'restore', version)).message, /not in a trash/);
  renameSync(scratch.path('hidden.csv'), scratch.path('base.csv'));
});

test('the documents of data are published', async () => {
  assertKind('data-list', await scratch.json('data', 'list'));
  assertKind('head', await scratch.json('data', 'head', 'loans'));
  assertKind('generated', await scratch.json('data', 'generate', 'loans', '--rows', '20', '-o', 'few.csv'));
});

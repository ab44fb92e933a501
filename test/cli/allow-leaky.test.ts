/** `--allow-leaky`: runs, and marks the version everywhere; and what happens to the guard when a recipe is broken. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { assertKind, QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

const T = ['-t', 'default'];
const written: Record<string, { path: string; version: string }> = {};

before(async () => {
  mkdirSync(scratch.path('elsewhere'));
  await scratch.run('data', 'generate', 'loans', '--rows', '260', '--seed', '8', '-o', 'small.csv');
  for (const sampler of ['smote', 'random-over']) {
    const made = ['resample', 'small.csv', ...T, '--sampler', sampler, '-x', 'made'];
    const { path, version } = await scratch.json<{ path: string; version: string }>(...made);
    written[sampler] = { path: `${path}/data.csv`, version };
  }
});

describe('--allow-leaky', () => {
  interface Printed {
    version: string;
    path: string;
    leaky?: boolean;
    warnings: { id: string; message: string }[];
    metrics: { roc_auc: { value: number } };
  }
  const score = (data: string, ...more: string[]) =>
    scratch.json<Printed>('cv', data, ...T, '-m', 'tree', '-x', 'mixed', ...more);

  test('runs, marks results, list and compare, and shows why it is refused otherwise', async () => {
    const honest = await score('small.csv');
    const leaky = await score(written['random-over'].path, '--allow-leaky');
    assert.equal(leaky.leaky, true);
    assert.equal(honest.leaky, undefined);
    assert.ok(leaky.warnings.some(({ id, message }) => id === 'leaky-data' && /inflated/.test(message)));
    assert.ok(leaky.metrics.roc_auc.value > honest.metrics.roc_auc.value + 0.15, 'repeats across folds help');
    const manifest = JSON.parse(scratch.text(leaky.path, 'manifest.json'));
    assert.deepEqual(
      manifest.parents.map(({ id }: { id: string }) => id),
      [written['random-over'].version],
    );

    const list = await scratch.json<{ versions: { version: string; leaky: boolean }[] }>(
      'list',
      '-x',
      'mixed',
    );
    assertKind('list', list);
    assert.deepEqual(
      list.versions.map(({ version, leaky: marked }) => [version, marked]),
      [
        [honest.version, false],
        [leaky.version, true],
      ],
    );
    assert.match((await scratch.run('list', '-x', 'mixed')).stdout, /leaky/);
    assert.match((await scratch.run('show', leaky.version)).stdout, /leak/i);

    const compared = await scratch.json<{
      rows: { version: string }[];
      blocks: { why: string; rows: { version: string }[] }[];
      chosen: { version: string };
    }>('compare', '-x', 'mixed', '--by', 'roc_auc');
    assertKind('compare', compared);
    assert.deepEqual(
      compared.rows.map(({ version }) => version),
      [honest.version],
    );
    assert.equal(compared.chosen.version, honest.version);
    assert.match(compared.blocks[0].why, /leaky/);
    assert.equal(compared.blocks[0].rows[0].version, leaky.version);
  });

  test('a leaky version verifies after its data was moved, and seen from another folder', async () => {
    const { version, path } = await score(written.smote.path, '--allow-leaky');
    copyFileSync(scratch.path(written.smote.path), scratch.path('elsewhere', 'moved.csv'));
    await scratch.json('verify', version, '--data', 'elsewhere/moved.csv');
    await scratch.json('verify', scratch.path(path), '--data', 'elsewhere/moved.csv', '-E', 'another-store');
  });

  test('a recipe that cannot be read is told, and does not switch the guard off', async () => {
    const recipe = scratch.path(written.smote.path.replace('data.csv', 'recipe.json'));
    const text = readFileSync(recipe, 'utf8');
    writeFileSync(recipe, text.slice(0, 100));
    const { code, stderr } = await scratch.run('cv', 'small.csv', ...T, '-m', 'dummy', '-x', 'passed');
    assert.equal(code, 0, stderr);
    assert.match(stderr, /recipe\.json/);
    assert.doesNotMatch(stderr, /a bug in assay/);
    await scratch.refused(4, 'cv', written['random-over'].path, ...T, '-m', 'dummy');
    writeFileSync(recipe, text);
  });
});

/** A broken version stops nobody: it is listed, shown, passed over, and can be removed. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { inPairs, QuickScratch } from '../scratch.js';
import { besideDamage } from './corrupt-versions.js';
import { GOOD } from './tables.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

before(async () => {
  mkdirSync(scratch.path('made'));
  writeFileSync(scratch.path('made', 'good.csv'), GOOD);
  for (const model of ['tree', 'dummy']) {
    const data = ['good.csv', '-t', 'y', '-x', 'e'];
    const { code, stderr } = await scratch.runWith({ folder: 'made' }, 'cv', ...data, '-m', model);
    assert.equal(code, 0, stderr);
  }
});

interface Listed {
  readonly versions: readonly { readonly version: string; readonly state: string }[];
}

/** Runs a command in a copy of the store, `spoil`ed. @returns its document */
async function document<T>(folder: string, ...args: string[]): Promise<T> {
  const { code, stdout, stderr } = await scratch.runWith({ folder }, ...args, '--json');
  assert.equal(code, 0, `assay ${args.join(' ')}: ${stderr}`);
  return JSON.parse(stdout);
}

test('list, compare, diff, lineage and rm go on beside every kind of damage', async () => {
  await inPairs(
    besideDamage.map((damage, index) => ({ ...damage, folder: `damage-${index}` })),
    async ({ name, spoil, folder }) => {
      cpSync(scratch.path('made'), scratch.path(folder), { recursive: true });
      spoil(scratch.path(folder));
      const { versions } = await document<Listed>(folder, 'list');
      assert.deepEqual(
        versions.map(({ version }) => version),
        ['e/v0001', 'e/v0002'],
        name,
      );
      assert.equal(versions[1].state, 'done');
      const { rows } = await document<{ rows: { version: string }[] }>(folder, 'compare', 'e');
      assert.ok(
        rows.some(({ version }) => version === 'e/v0002'),
        name,
      );
      await document(folder, 'diff', 'e/v1', 'e/v2');
      await document(folder, 'rm', 'e/v1');
      assert.equal((await document<Listed>(folder, 'list')).versions.length, 1, name);
    },
  );
});

test('folders named like versions, files too, and links in circles', async () => {
  cpSync(scratch.path('made'), scratch.path('odd'), { recursive: true });
  const inStore = (...parts: string[]) => scratch.path('odd', 'experiments', ...parts);
  mkdirSync(inStore('e', 'v0077'));
  writeFileSync(inStore('e', 'v0078-cv-x'), '');
  symlinkSync('.', inStore('round'));
  symlinkSync('itself', inStore('itself'));
  symlinkSync('v0079-cv-x', inStore('e', 'v0079-cv-x'));
  const { versions } = await document<Listed>('odd', 'list', '-x', 'e');
  assert.deepEqual(
    versions.map(({ version, state }) => `${version} ${state}`),
    ['e/v0001 done', 'e/v0002 done', 'e/v0077 corrupt'],
  );
  await document('odd', 'show', 'e/v77');
  await document('odd', 'rm', 'e/v77');
  await document('odd', 'gc', '-y');
  const next = await document<{ version: string }>(
    'odd',
    ...['cv', 'good.csv', '-t', 'y', '-m', 'dummy', '-x', 'e'],
  );
  assert.equal(next.version, 'e/v0080', 'after every name there is');
});

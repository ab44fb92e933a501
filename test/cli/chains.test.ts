/** `--sampler a+b` as a person types it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());
before(() => scratch.run('data', 'generate', 'loans', '--rows', '240', '--seed', '5', '-o', 'small.csv'));

interface Document {
  readonly sampler: string;
  readonly sampler_params: Readonly<Record<string, unknown>>;
  readonly sampled: readonly {
    readonly before: Record<string, number>;
    readonly after: Record<string, number>;
  }[];
}

const CV = ['cv', 'small.csv', '-t', 'default', '-k', '2', '-m', 'dummy'];

describe('chains of samplers', () => {
  test('parameters go to their own samplers, --like takes them over, folds are sampled by all', async () => {
    const chain = ['--sampler', 'smote+tomek-links,smote', '-p', 'smote.k_neighbors=3'];
    await scratch.json(...CV, ...chain);
    const results = await scratch.json<Document>(...CV, '--like', 'small/v1', '--seed', '2');
    assert.equal(results.sampler, 'smote+tomek-links');
    assert.equal(results.sampler_params['smote.k_neighbors'], 3);
    assert.equal(results.sampler_params['tomek-links.scale'], 'standard');
    for (const { before, after } of results.sampled) {
      const [most, least] = [Math.max(...Object.values(before)), Math.min(...Object.values(before))];
      const total = Object.values(after).reduce((sum, count) => sum + count, 0);
      assert.ok(total < 2 * most && total > most + least, `${total} rows of ${most} and ${least}`);
    }
    const shown = await scratch.run('compare', 'small');
    assert.match(shown.stdout, /sampler=smote\+tomek/);
  });

  test('a table of a chain says of its rows where they come from', async () => {
    const chain = ['--sampler', 'smote+random-under+enn', '-p', 'enn.k=2'];
    const results = await scratch.json<{ synthetic: number; removed: number; sampler: string }>(
      ...['resample', 'small.csv', '-t', 'default', ...chain],
    );
    assert.equal(results.sampler, 'smote+random-under+edited-nearest-neighbours');
    assert.ok(results.synthetic > 0 && results.removed > 0);
  });

  test('what is wrong names the sampler of the chain', async () => {
    const { hint } = await scratch.refused(2, ...CV, '--sampler', 'smote+tomek');
    assert.match(hint, /did you mean "tomek-links"/);
    const twice = await scratch.refused(2, ...CV, '--sampler', 'smote+smote');
    assert.match(twice.message, /names smote twice/);
    for (const [typed, place] of [
      ['smote+', 'after'],
      ['+smote', 'before'],
    ]) {
      const gap = await scratch.refused(2, ...CV, '--sampler', typed);
      assert.match(gap.message, new RegExp(`lacks the id of a sampler ${place} a \\+`));
    }
    const chain = ['--sampler', 'smote+tomek-links', '-p', 'k_neighbors=3'];
    const bare = await scratch.refused(2, ...CV, ...chain);
    assert.match(bare.hint, /-p smote\.k_neighbors$/);
    const alone = await scratch.refused(2, 'resample', 'small.csv', '-t', 'default', ...chain);
    assert.match(alone.hint, /did you mean "smote\.k_neighbors"/);
    const other = await scratch.refused(2, ...CV, '--sampler', 'smote+enn', '-p', 'tomek-links.scale=none');
    assert.match(other.message, /tomek-links is no sampler of this run/);
  });
});

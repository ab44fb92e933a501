/**
 * The bytes of model.bin on a shipped data set, pinned: the same on every version of Node, operating system and number of
 * threads. A change of the trees, of their layout or of the draws changes them: then test/golden/model-bytes.json takes
 * what this test says it has found.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

const golden = new URL('../../../test/golden/model-bytes.json', import.meta.url);

test('model.bin of every model of trees has the bytes it had', async () => {
  const found: Record<string, string> = {};
  for (const model of [
    'tree',
    'forest',
    'extra-trees',
    'balanced-forest',
    'rus-boost',
    'easy-ensemble',
    'boost',
  ]) {
    const few = model === 'tree' ? [] : ['-p', 'n_estimators=20'];
    const { code, stderr } = await scratch.run(
      'train',
      'loans',
      '-t',
      'default',
      '-m',
      model,
      ...few,
      '-x',
      model,
    );
    assert.equal(code, 0, stderr);
    const bytes = readFileSync(scratch.path('experiments', model, `v0001-train-${model}`, 'model.bin'));
    found[model] = createHash('sha256').update(bytes).digest('hex');
  }
  assert.deepEqual(found, JSON.parse(readFileSync(golden, 'utf8')), JSON.stringify(found));
});

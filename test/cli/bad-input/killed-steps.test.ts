/** Every step killed at its last writes: shown as interrupted, nothing else lost, and run again to the end. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { QuickScratch } from '../scratch.js';
import { GOOD } from './tables.js';

const KILL_AT = new URL('../kill-at.js', import.meta.url).href;
/** More calls than any run makes. */
const NEVER = 1_000_000;

const scratch = new QuickScratch();
after(() => scratch.remove());

const DATA = ['good.csv', '-t', 'y'];
const STEPS: Readonly<Record<string, readonly string[]>> = {
  eda: ['eda', ...DATA],
  validate: ['validate', 'good.csv'],
  resample: ['resample', ...DATA, '--sampler', 'smote'],
  train: ['train', ...DATA, '-m', 'tree'],
  cv: ['cv', ...DATA, '-m', 'tree'],
  tune: ['tune', ...DATA, '-m', 'tree', '--trials', '4'],
  predict: ['predict', 'model/v1', 'good.csv'],
};

const killedAt = (call: number, ...args: string[]) =>
  scratch.startWith({ env: { ASSAY_TEST_KILL_AT: String(call) }, node: ['--import', KILL_AT] }, ...args)
    .ended;

before(async () => {
  writeFileSync(scratch.path('good.csv'), GOOD);
  await scratch.json('train', ...DATA, '-m', 'tree', '-x', 'model');
});

interface Listed {
  readonly versions: readonly { readonly version: string; readonly state: string }[];
}

describe('killed', { concurrency: 2 }, () => {
  for (const [step, args] of Object.entries(STEPS)) {
    test(step, async () => {
      const whole = await killedAt(NEVER, ...args, '-x', step);
      assert.equal(whole.code, 0, whole.stderr);
      const nCalls = Number(/calls: (\d+)/.exec(whole.stderr)?.[1]);
      // The rename that would make it done is the last but few: half the calls are well inside.
      const { code } = await killedAt(Math.ceil(nCalls * 0.7), ...args, '-x', step);
      assert.equal(code, null, 'it was killed');

      const { versions } = await scratch.json<Listed>('list', '-x', step);
      assert.deepEqual(
        versions.map(({ state }) => state),
        ['done', 'interrupted'],
      );
      const killed = versions[1].version;
      await scratch.json('show', killed);
      const again =
        step === 'tune'
          ? await scratch.json<{ path: string }>('tune', '--resume', killed)
          : await scratch.json<{ path: string }>('rerun', killed);
      const [first] = scratch.folders(step);
      const results = (folder: string) => readFileSync(scratch.path(folder, 'results.json'), 'utf8');
      assert.equal(results(again.path), results(`experiments/${step}/${first}`));
    });
  }
});

/** `cv --leak-gap` through the program: what sampling before the split flatters by, shown everywhere and ranked nowhere. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { CompareDocument } from '../../src/core/schemas/compare.js';
import type { CvResults } from '../../src/core/schemas/evaluation.js';
import { assertKind, QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

const LOANS = ['small.csv', '-t', 'default', '-x', 'e', '-k', '3', '-p', 'forest.n_estimators=20'];
const WRONG_WAY = [...LOANS, '--sampler', 'none,random-over', '--leak-gap'];

type Version = CvResults & { version: string; path: string };

/** Both labels are as frequent, so that there is nothing for a sampler to do. */
function balancedTable(): string {
  const rows = Array.from({ length: 120 }, (_, row) => `${(row * 37) % 101},${(row * 53) % 97},${row % 2}`);
  return `a,b,y\n${rows.join('\n')}\n`;
}

let versions: Version[];

before(async () => {
  const made = await scratch.run('data', 'generate', 'loans', '--rows', '400', '-o', 'small.csv');
  assert.equal(made.code, 0);
  writeFileSync(scratch.path('balanced.csv'), balancedTable());
  const sweep = await scratch.json<{ versions: Version[] }>('cv', ...WRONG_WAY, '-m', 'tree,forest');
  versions = sweep.versions;
});

const kept = ({ path }: Version) => JSON.parse(scratch.text(path, 'results.json')) as CvResults;

test('copies on both sides of the split flatter trees and forests; a model without a sampler has no gap', () => {
  for (const version of versions) {
    const results = kept(version);
    assertKind('results-cv', results);
    const { leak_gap: gap, sampler, model, metrics } = results;
    if (sampler === 'none') {
      assert.equal(gap, undefined);
      continue;
    }
    assert.deepEqual(Object.keys(gap ?? {}), Object.keys(metrics));
    for (const id of ['f1', 'recall', 'roc_auc']) {
      const { value, right, wrong, wrong_real: ofReal } = gap?.[id] ?? assert.fail(id);
      assert.ok(value !== null && right !== null && wrong !== null && ofReal !== null);
      assert.equal(right, metrics[id].value);
      assert.equal(value, wrong - right);
      assert.ok(value > 0.15, `${model}: ${id} is inflated by ${value}`);
      assert.ok(ofReal > right + 0.15, `${model}: ${id} of real rows is ${ofReal}, ${right} in the folds`);
    }
    const { value, right, wrong } = gap?.brier ?? assert.fail('brier');
    assert.equal(value, (right ?? 0) - (wrong ?? 0));
    assert.ok((value ?? 0) > 0.05, `${model}: brier is inflated by ${value}`);
  }
});

test('the score itself is what it is without the option, whatever -j', async () => {
  const [model, sampler] = ['tree', 'random-over'];
  const own = versions.find((one) => one.model === model && one.sampler === sampler) ?? assert.fail();
  const plain = await scratch.json<Version>('cv', ...LOANS.slice(0, -2), '-m', model, '--sampler', sampler);
  const again = ['cv', ...LOANS.slice(0, -2), '-m', model, '--sampler', sampler, '--leak-gap', '-j', '2'];
  const joined = await scratch.json<Version>(...again);
  assert.deepEqual(kept(joined), kept(own));
  const { leak_gap: _gap, ...rest } = kept(own);
  assert.deepEqual(kept(plain), rest);
});

test('where a sampler has nothing to do, the gap is 0', async () => {
  const args = ['balanced.csv', '-t', 'y', '-x', 'b', '-m', 'tree', '--sampler', 'random-over'];
  const { leak_gap: gap } = kept(await scratch.json<Version>('cv', ...args, '--leak-gap'));
  for (const [id, { value, right, wrong_real: ofReal }] of Object.entries(gap ?? assert.fail())) {
    if (right === null) continue;
    assert.equal(value, 0, id);
    assert.equal(ofReal, right, id);
  }
});

describe('shown, never ranked', () => {
  test('compare joins versions with and without it, ranks the honest score and names the other', async () => {
    const document = await scratch.json<CompareDocument>('compare', 'e');
    assertKind('compare', document);
    for (const { sampler, metrics, leak_gap: gap } of document.rows) {
      assert.equal(gap !== undefined, sampler !== 'none');
      if (gap) assert.ok(gap.wrong > (metrics.f1.value ?? 1) + 0.15);
    }
    assert.equal(document.rows.length, 4);
    const { stdout } = await scratch.run('compare', 'e');
    assert.match(
      stdout.replaceAll(/\s+/g, ' '),
      /leak gap sampled before the split, the wrong way, .* random-over would read f1/,
    );
    const { stdout: markdown } = await scratch.run('compare', 'e', '--format', 'md');
    assert.match(markdown, /\*\*leak gap\*\*: .*not ranked/);
  });

  test('every column of it says that it is wrong', async () => {
    const own = versions.find(({ sampler, model }) => sampler !== 'none' && model === 'tree');
    const { stdout } = await scratch.run('show', own?.version ?? '');
    assert.match(stdout, /leak gap +in the folds +WRONG: before the split +inflated by +WRONG, of real rows/);
    assert.match(stdout, /Nothing ranks by it/);
  });
});

test('a sampler that only takes rows away has no made rows to blame', async () => {
  const words = ['cv', ...LOANS.slice(0, -2), '-x', 'less', '-m', 'tree', '--leak-gap', '--sampler'];
  const { stdout } = await scratch.run(...words, 'random-under');
  assert.match(stdout, /leak gap +in the folds +WRONG: before the split +inflated by *\n/);
  assert.match(stdout.replaceAll(/\s+/g, ' '), /No row is made or repeated, .*other tested rows, fewer/);
});

describe('refused', () => {
  test('without a sampler, naming one', async () => {
    const { code, hint } = await scratch.refused(2, 'cv', ...LOANS, '--leak-gap');
    assert.equal(code, 'ASSAY_LEAK_GAP');
    assert.match(hint, /--sampler smote/);
  });

  test('where there are no folds to deal of a sampled table', async () => {
    const smote = [...LOANS.slice(0, 5), '-m', 'tree', '--sampler', 'random-over', '--leak-gap'];
    for (const more of [
      ['--nested', '3x2', '--trials', '2'],
      ['--splitter', 'bootstrap'],
    ]) {
      const { code } = await scratch.refused(2, 'cv', ...smote, ...more);
      assert.equal(code, 'ASSAY_LEAK_GAP_FOLDS');
    }
  });

  test('not where --like brings it to a run without a sampler', async () => {
    const own = versions.find(({ sampler, model }) => sampler !== 'none' && model === 'tree');
    const results = await scratch.json<Version>('cv', '--like', own?.version ?? '', '--sampler', 'none');
    assert.equal(results.leak_gap, undefined);
  });
});

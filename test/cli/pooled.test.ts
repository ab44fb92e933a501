/** Intervals over rows and permuted targets through the real program: the same bytes for any -j. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { CvResults } from '../../src/core/schemas/evaluation.js';
import { assertKind, QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

const LOANS = ['small.csv', '-t', 'default', '-x', 'e', '-m', 'naive-bayes'];

const resultsOf = async (...args: string[]): Promise<CvResults> => {
  const { path } = await scratch.json<{ path: string }>(...args);
  return JSON.parse(scratch.text(path, 'results.json')) as CvResults;
};

before(async () => {
  const { code } = await scratch.run('data', 'generate', 'loans', '--rows', '300', '-o', 'small.csv');
  assert.equal(code, 0);
});

describe('cv', () => {
  test('every metric has its value over all rows; -j moves nothing', async () => {
    const args = ['cv', ...LOANS, '-k', '3', '--permutations', '4'];
    const [one, two] = [await resultsOf(...args, '-j', '1'), await resultsOf(...args, '-j', '2')];
    assert.deepEqual(one, two);
    assertKind('results-cv', one as unknown as Record<string, unknown>);
    for (const [id, { pooled }] of Object.entries(one.metrics)) {
      assert.ok(pooled?.ci95 && pooled.value !== null, id);
      assert.ok(pooled.ci95[0] <= pooled.value && pooled.value <= pooled.ci95[1], id);
    }
    assert.deepEqual([one.metrics.roc_auc.pooled?.method, one.metrics.f1.pooled?.method], ['delong', 'bca']);
    assert.equal(one.baseline.f1.pooled, undefined);
    assert.equal(one.permutation?.values.length, 4);
    const as =
      one.permutation?.values.filter((value) => (value ?? 1) >= (one.metrics.f1.value ?? 0)).length ?? 0;
    assert.equal(one.permutation?.p, (1 + as) / 5);
  });

  test('permuting is refused where it would tell nothing', async () => {
    const grouped = await scratch.run(
      'cv',
      ...LOANS,
      '--groups',
      'default',
      '-k',
      '2',
      '--permutations',
      '4',
    );
    assert.equal(grouped.code, 2, grouped.stderr);
    const priced = await scratch.run('cv', ...LOANS, '--cost', 'fn=5', '--by', 'cost', '--permutations', '4');
    assert.equal(priced.code, 2);
    assert.match(priced.stderr, /cannot be permuted/);
  });
});

test('a hold-out has an interval over its rows, and no other', async () => {
  const { metrics } = await resultsOf('train', ...LOANS);
  assert.equal(metrics.roc_auc.ci95, null);
  assert.equal(metrics.roc_auc.pooled?.value, metrics.roc_auc.value);
  assert.ok(metrics.roc_auc.pooled?.ci95);
});

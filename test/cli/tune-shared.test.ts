/** `tune` over the rounds of a model: trials that differ in nothing else share a fit, and score as they would alone. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { models } from '../../src/core/models/list.js';
import { shareFits } from '../../src/workflows/shared-fits.js';
import { QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

const LOANS = ['small.csv', '-t', 'default', '-k', '3', '--by', 'log_loss', '-m', 'forest'];
const GRID = ['-p', 'n_estimators=20,5,40', '-p', 'max_depth=2,4', '--search', 'grid'];

interface Line {
  readonly number: number;
  readonly value: number;
  readonly params: { readonly n_estimators: number; readonly max_depth: number };
}

const linesOf = (experiment: string): Line[] =>
  scratch
    .text('experiments', experiment, scratch.folders(experiment)[0], 'trials.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
    .sort((a, b) => a.number - b.number);

before(async () => {
  const { code } = await scratch.run('data', 'generate', 'loans', '--rows', '300', '-o', 'small.csv');
  assert.equal(code, 0);
});

describe('trials that differ in their rounds alone', () => {
  const trial = (number: number, n_estimators: number, max_depth: number) => ({
    number,
    spec: {
      sampler: { id: 'none', params: {} },
      model: { id: 'forest', params: { n_estimators, max_depth } },
      classWeight: null,
      threshold: 0.5,
      seed: 1,
    },
  });

  test('six trials of two settings are two fits, each of the most rounds', () => {
    const planned = [
      trial(0, 20, 2),
      trial(1, 20, 4),
      trial(2, 5, 2),
      trial(3, 5, 4),
      trial(4, 40, 2),
      trial(5, 40, 4),
    ];
    const fits = shareFits(planned, models.get('forest'));
    assert.deepEqual(
      fits.map(({ trials, rounds }) => [trials.map(({ number }) => number), rounds]),
      [
        [
          [2, 0, 4],
          [5, 20, 40],
        ],
        [
          [3, 1, 5],
          [5, 20, 40],
        ],
      ],
    );
  });

  test('one alone is fitted as it is, and so is every trial of a model without stages', () => {
    const planned = [trial(0, 20, 2), trial(1, 20, 4)];
    for (const id of ['forest', 'knn']) {
      assert.deepEqual(
        shareFits(planned, models.get(id)),
        planned.map((one) => ({ trials: [one], rounds: null })),
      );
    }
  });

  test('values are those of cv with the same parameters; the same bytes for any -j', async () => {
    await scratch.json('tune', ...LOANS, ...GRID, '-x', 'one', '-j', '1');
    await scratch.json('tune', ...LOANS, ...GRID, '-x', 'two', '-j', '2');
    const lines = linesOf('one');
    assert.equal(lines.length, 6);
    for (const { value, params } of lines) {
      const own = ['-p', `n_estimators=${params.n_estimators}`, '-p', `max_depth=${params.max_depth}`];
      const alone = await scratch.json<{ metrics: Record<string, { value: number }> }>(
        ...['cv', ...LOANS, ...own, '-x', 'alone'],
      );
      assert.equal(value, alone.metrics.log_loss.value);
    }
    for (const name of ['results.json', 'predictions.csv', 'model.bin']) {
      const bytes = ['one', 'two'].map((x) =>
        readFileSync(scratch.path('experiments', x, scratch.folders(x)[0], name), 'base64'),
      );
      assert.equal(bytes[0], bytes[1], name);
    }
  });

  test('a model that ends by itself reports what it would alone', async () => {
    interface Results {
      readonly params: { readonly n_estimators: number };
      readonly folds: readonly { readonly rounds: number }[];
    }
    const own = [...LOANS.slice(0, -1), 'rus-boost'];
    for (const [lists, by] of [
      ['n_estimators=2,60', 'log_loss'],
      ['n_estimators=60,61', 'brier'],
    ]) {
      const tuned = await scratch.json<Results>(
        ...['tune', ...own, '--by', by, '-p', lists, '--search', 'grid', '-x', by],
      );
      const best = `n_estimators=${tuned.params.n_estimators}`;
      const alone = await scratch.json<Results>('cv', ...own, '-p', best, '-x', 'alone');
      assert.deepEqual(
        tuned.folds.map(({ rounds }) => rounds),
        alone.folds.map(({ rounds }) => rounds),
      );
      assert.ok(tuned.folds.every(({ rounds }) => rounds > 0 && rounds <= tuned.params.n_estimators));
    }
  });
});

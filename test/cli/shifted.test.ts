/** What samplers, weights and balanced draws did to the shares of classes is said: p that is no chance, classes that are lost. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { stream } from '../../src/core/rng.js';
import type { ImbalanceResults } from '../../src/core/schemas/imbalance.js';
import type { Warning } from '../../src/core/schemas/metric-value.js';
import { QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

/** Two classes that no column tells apart, a seventh of the rows of the rare one: what smote-enn cleans away whole. */
function categories(): string {
  const rng = stream(1, 'categories');
  const one = (levels: string) => levels[rng.below(levels.length)];
  const lines = Array.from({ length: 300 }, (_, row) =>
    [one('abc'), one('zwv'), one('qr'), row % 7 === 0 ? 'yes' : 'no'].join(','),
  );
  return ['a,b,c,t', ...lines, ''].join('\n');
}

before(async () => {
  const { code } = await scratch.run('data', 'generate', 'loans', '--rows', '300', '-o', 'small.csv');
  assert.equal(code, 0);
  writeFileSync(scratch.path('cat.csv'), categories());
});

const LOANS = ['small.csv', '-t', 'default'];

type Said = { readonly warnings: readonly Warning[] };

const messages = ({ warnings }: Said, id: string) =>
  warnings.filter((warning) => warning.id === id).map(({ message }) => message);

const shiftOf = async (...args: string[]) =>
  messages(await scratch.json<Said>(...args), 'shifted-probabilities');

describe('p that is no chance', () => {
  test('cv says so after a sampler, weights and balanced draws, each by its name', async () => {
    const cv = ['cv', ...LOANS, '-k', '2'];
    const [sampled] = await shiftOf(...cv, '-m', 'logistic', '--sampler', 'smote');
    assert.match(sampled, /^p is no chance: smote moved .*\(1 [12]\d\.\d % → 50\.0 %\).*--calibrate prior/);
    const [weighed] = await shiftOf(...cv, '-m', 'logistic', '--class-weight', 'balanced');
    assert.match(weighed, /--class-weight moved/);
    const [drawn] = await shiftOf(...cv, '-m', 'balanced-forest', '-p', 'n_estimators=5');
    assert.match(drawn, /balanced-forest moved/);
  });

  test('not without one, nor where a calibrator follows, nor of a number or of answers alone', async () => {
    const cv = ['cv', ...LOANS, '-k', '2'];
    assert.deepEqual(await shiftOf(...cv, '-m', 'logistic'), []);
    assert.deepEqual(
      await shiftOf(...cv, '-m', 'logistic', '--sampler', 'smote', '--calibrate', 'prior'),
      [],
    );
    assert.deepEqual(await shiftOf(...cv, '-m', 'ridge', '--sampler', 'smote'), []);
    const amounts = ['cv', 'small.csv', '-t', 'age', '-k', '2', '-m', 'tree'];
    assert.deepEqual(await shiftOf(...amounts), []);
  });

  test('train and tune say so too, on the screen as in results.json', async () => {
    const sampler = ['-m', 'tree', '--sampler', 'random-under'];
    const all = await shiftOf('train', ...LOANS, ...sampler, '--test-size', '0');
    assert.match(all[0], /random-under moved/);
    const { stdout } = await scratch.run('train', ...LOANS, ...sampler);
    assert.match(stdout, /! {2}p is no chance: random-under moved/);
    const tuned = await shiftOf('tune', ...LOANS, ...sampler, '-k', '2', '-p', 'max_depth=2,3');
    assert.equal(tuned.length, 1);
  });

  test('imbalance marks models that draw rows by class, and their calibrated runs are not marked', async () => {
    const line = ['imbalance', ...LOANS, '-k', '2', '-m', 'balanced-forest', '-p', 'n_estimators=5'];
    const options = ['--samplers', 'none'];
    const { runs } = await scratch.json<ImbalanceResults>(...line, ...options);
    assert.ok(runs.every(({ shifted }) => shifted));
    const mended = await scratch.json<ImbalanceResults>(...line, ...options, '--calibrate', 'prior');
    assert.ok(mended.runs.every(({ shifted }) => !shifted));
  });
});

describe('a class that is lost', () => {
  const LOST = /^smote-enn left no row of class "yes" in 2 of 2 folds/;

  test('cv names it and counts the folds, and offers no calibrator for it', async () => {
    const results = await scratch.json<Said>(
      ...['cv', 'cat.csv', '-t', 't', '-k', '2', '-m', 'tree', '--sampler', 'smote-enn'],
    );
    assert.match(messages(results, 'class-lost')[0], LOST);
    assert.deepEqual(messages(results, 'shifted-probabilities'), []);
  });

  test('resample and imbalance say so too', async () => {
    const made = await scratch.json<Said>('resample', 'cat.csv', '-t', 't', '--sampler', 'smote-enn');
    assert.match(messages(made, 'class-lost')[0], /^smote-enn left no row of class "yes": a model/);
    const line = ['imbalance', 'cat.csv', '-t', 't', '-k', '2', '-m', 'tree', '--samplers', 'smote-enn'];
    const { runs } = await scratch.json<ImbalanceResults>(...line);
    const run = runs.find(({ sampler }) => sampler === 'smote-enn');
    assert.match(messages(run as Said, 'class-lost')[0], LOST);
  });

  test('no row at all is exit 3, of resample too', async () => {
    const nothing = ['--sampler', 'random-under', '-p', 'random-under.sampling_strategy=no:0,yes:0'];
    for (const step of [['cv', '-m', 'tree', '-k', '2'], ['resample']]) {
      const [id, ...own] = step;
      const { code } = await scratch.refused(3, id, 'cat.csv', '-t', 't', ...own, ...nothing);
      assert.equal(code, 'ASSAY_SAMPLER_NO_ROWS');
    }
  });
});

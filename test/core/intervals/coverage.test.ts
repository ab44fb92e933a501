/** A small part of `npm run bench -- coverage`, whose outputs are in test/bench/coverage.txt. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Coverage, rowCoverage } from '../../bench/coverage.js';
import { learnerCoverage } from '../../bench/learner-coverage.js';
import { normalErrors, twoNormals } from '../../bench/populations.js';

const N_SETS = 150;

/** Five standard errors of a share of 95 % over so many samples. */
const near95 = ({ metric, covered }: Coverage) =>
  assert.ok(Math.abs(covered - 0.95) < 5 * Math.sqrt((0.95 * 0.05) / N_SETS), `${metric}: ${covered}`);

test('fixed predictions: 95 % intervals of rows hold what the metric is over all rows', () => {
  rowCoverage(twoNormals(0.4, 1.2), 200, ['f1', 'accuracy', 'roc_auc', 'brier'], N_SETS).forEach(near95);
  rowCoverage(normalErrors, 200, ['rmse', 'r2'], N_SETS).forEach(near95);
});

test('few events are flagged where they are few', () => {
  const [f1] = rowCoverage(twoNormals(0.05, 1.8), 200, ['f1'], 20);
  assert.equal(f1.few, 1);
});

const ONCE = { folds: 5, repeats: 1 } as const;
const leastCovered = 0.95 - 5 * Math.sqrt((0.95 * 0.05) / N_SETS);

test('a learner: the corrected t over folds holds its expected score', async () => {
  const learner = {
    name: 'ridge',
    model: 'ridge',
    nRows: 200,
    shares: 'drawn',
    splitter: 'kfold',
    metrics: ['rmse', 'r2'],
  } as const;
  const [found] = await learnerCoverage(learner, [ONCE], N_SETS);
  for (const { metric, covered } of found) assert.ok(covered > leastCovered, `${metric}: ${covered}`);
});

test('f1: at the class shares of the data, which stratified folds share', async () => {
  const learner = {
    name: 'f1',
    model: 'naive-bayes',
    nRows: 200,
    shares: 'fixed',
    splitter: 'stratified',
    metrics: ['f1'],
  } as const;
  const [[{ covered }]] = await learnerCoverage(learner, [{ folds: 5, repeats: 2 }], N_SETS);
  assert.ok(covered > leastCovered, `${covered}`);
});

/**
 * assay's models against scikit-learn 1.9.1 and LightGBM 4.7.0 on the very same folds (../shared/reference/peers.json).
 *
 * forest: 100 trees against RandomForest(100), on a large set (one seed is too few for the small ones of
 * seed-scores.test.ts: f1 on german-credit runs from 0.46 to 0.51). Only falling behind is a fault: not worse by more than 0.01.
 *
 * boost: 100 rounds of 31 leaves against LightGBM's, on another large set. Not behind by more than 0.005.
 *
 * logistic: only where every column is a number. The peers code the categories of the other sets as whole numbers
 * (salary of adult: workclass, education, marital-status, occupation, relationship, race, sex, native-country; telco-
 * churn: all but tenure and the charges; german-credit: 13 of 20), assay one-hot: its scores there are other (adult
 * f1 0.66 against 0.55), and the models are not one problem.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { CvResults } from '../../src/core/schemas/evaluation.js';
import { QuickScratch } from '../cli/scratch.js';
import { cvOnReferenceFolds, peerScore, skipWithoutReference } from './reference.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

const FOREST = ['-m', 'forest', '-p', 'n_estimators=100'];
const TOLERANCE = 0.01;

/** assay's metric → its name in peers.json. */
const BINARY = { f1: 'f1', roc_auc: 'auc' };
const runs = new Map<string, Promise<CvResults>>();

/** Two tests may look at one run. */
function cvOnce(name: string, options: readonly string[]): Promise<CvResults> {
  const key = [name, ...options].join(' ');
  const run = runs.get(key) ?? cvOnReferenceFolds(scratch, name, ...options);
  runs.set(key, run);
  return run;
}

/** The mean over the folds. */
async function scores(name: string, options: readonly string[]): Promise<(metric: string) => number> {
  const { metrics } = await cvOnce(name, options);
  return (metric) => {
    const { value } = metrics[metric];
    assert.ok(value !== null, `${name}: ${metric} is undefined`);
    return value;
  };
}

test("forest on credit-default: not worse than scikit-learn's", {
  skip: skipWithoutReference('credit-default'),
}, async () => {
  const scoreOf = await scores('credit-default', FOREST);
  for (const [metric, short] of Object.entries(BINARY)) {
    const peer = peerScore('credit-default', 'RF100', short);
    const own = scoreOf(metric);
    assert.ok(own >= peer - TOLERANCE, `${metric} ${own}, scikit-learn's ${peer}`);
  }
});

const BOOST_TOLERANCE = 0.005;

test('boost on adult: not worse than LightGBM', { skip: skipWithoutReference('adult') }, async () => {
  const scoreOf = await scores('adult', ['-m', 'boost']);
  const behind = {
    roc_auc: peerScore('adult', 'LGB100', 'auc') - scoreOf('roc_auc'),
    average_precision: peerScore('adult', 'LGB100', 'ap') - scoreOf('average_precision'),
    log_loss: scoreOf('log_loss') - peerScore('adult', 'LGB100', 'logloss'),
  };
  for (const [metric, by] of Object.entries(behind)) {
    assert.ok(by <= BOOST_TOLERANCE, `${metric} is behind by ${by}`);
  }
});

/** scikit-learn stops at a gradient of 1e-4, assay at 1e-12: scores differ in the fourth digit, by the rows on the cut. */
const LOGISTIC_TOLERANCE = 5e-4;
const LOGISTICS = [
  { name: 'credit-default', metrics: { ...BINARY, average_precision: 'ap', log_loss: 'logloss' } },
  { name: 'mammography', metrics: { ...BINARY, average_precision: 'ap', log_loss: 'logloss' } },
  { name: 'thyroid', metrics: { f1_macro: 'f1_macro', accuracy: 'acc', log_loss: 'logloss' } },
];

for (const { name, metrics } of LOGISTICS) {
  test(`logistic on ${name}: scikit-learn's scores`, { skip: skipWithoutReference(name) }, async () => {
    const scoreOf = await scores(name, ['-m', 'logistic']);
    for (const [metric, short] of Object.entries(metrics)) {
      const peer = peerScore(name, 'LogReg', short);
      const own = scoreOf(metric);
      assert.ok(Math.abs(own - peer) <= LOGISTIC_TOLERANCE, `${metric} ${own}, scikit-learn's ${peer}`);
    }
  });
}

test("ridge on bike: scikit-learn's scores", { skip: skipWithoutReference('bike') }, async () => {
  const scoreOf = await scores('bike', ['-m', 'ridge']);
  for (const metric of ['r2', 'rmse', 'mae']) {
    const peer = peerScore('bike', 'Ridge', metric);
    assert.ok(Math.abs(scoreOf(metric) / peer - 1) < 1e-9, `${metric} ${scoreOf(metric)}, not ${peer}`);
  }
});

test('smote lifts the f1 of forest on credit-default, every fold of it', {
  skip: skipWithoutReference('credit-default'),
}, async () => {
  const plain = await cvOnce('credit-default', FOREST);
  const lifted = await cvOnce('credit-default', [...FOREST, '--sampler', 'smote']);
  assert.equal(lifted.split.sha256, plain.split.sha256);
  lifted.metrics.f1.values.forEach((value, fold) => {
    const before = plain.metrics.f1.values[fold];
    assert.ok(value !== null && before !== null && value > before, `fold ${fold}: ${before} → ${value}`);
  });
});

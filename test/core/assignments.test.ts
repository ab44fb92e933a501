import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dealParams, type Owner } from '../../src/core/assignments.js';
import type { AssayError } from '../../src/core/errors.js';
import { forest } from '../../src/core/models/forest.js';
import { resolveParams } from '../../src/core/params.js';
import { samplers } from '../../src/core/samplers/list.js';

const owners: Owner[] = [
  { role: 'model', ...forest },
  { role: 'sampler', ...samplers.get('smote') },
];
const deal = (typed: string[], ranges = false) => dealParams(typed, owners, ranges);
const refuses = (typed: string[], message: RegExp, ranges = false) =>
  assert.throws(
    () => deal(typed, ranges),
    (error: AssayError) => error.exitCode === 2 && message.test(`${error.message} ${error.hint}`),
  );

describe('-p', () => {
  test('defaults, the model without an owner, the sampler by its id, any case and dashes', () => {
    const { params, fixed } = deal(['max_depth=8', 'SMOTE.K-Neighbors=3', 'max-features=0.5']);
    assert.equal(params.model.max_depth, 8);
    assert.equal(params.model.n_estimators, 100);
    assert.equal(params.model.max_features, 0.5);
    assert.equal(params.sampler.k_neighbors, 3);
    assert.deepEqual(fixed, ['max_depth', 'max_features']);
  });

  test('none is null, words are words, 1.0 is all features and 1 is one', () => {
    assert.equal(deal(['max_depth=none']).params.model.max_depth, null);
    assert.equal(deal(['max_features=log2']).params.model.max_features, 'log2');
    assert.equal(deal(['max_features=1.0']).params.model.max_features, '1.0');
    assert.equal(deal(['max_features=1']).params.model.max_features, 1);
  });

  test('rows of each class are one value, not choices', () => {
    const { params } = deal(['smote.sampling_strategy=a:500,b:300']);
    assert.equal(params.sampler.sampling_strategy, 'a:500,b:300');
    assert.equal(deal(['smote.sampling_strategy=0.5']).params.sampler.sampling_strategy, 0.5);
    assert.equal(
      deal(['smote.sampling_strategy=not minority']).params.sampler.sampling_strategy,
      'not-minority',
    );
    refuses(['smote.sampling_strategy=a:-5'], /rows of classes after as CLASS:500,CLASS:300/);
  });

  test('under the names by which others give shares, 1 is all, and more is refused', () => {
    for (const name of ['subsample', 'bagging_fraction', 'sub_row', 'bagging', 'sample_fraction']) {
      for (const value of ['1', '1.0', '1e0']) {
        assert.equal(deal([`${name}=${value}`]).params.model.max_samples, '1.0');
      }
      assert.equal(deal([`${name}=0.4`]).params.model.max_samples, 0.4);
      refuses([`${name}=5`], /takes a share above 0, at most 1, got "5"/);
    }
    for (const name of ['colsample_bynode', 'feature_fraction_bynode', 'sub_feature_bynode']) {
      assert.equal(deal([`${name}=1`]).params.model.max_features, '1.0');
      assert.equal(deal([`${name}=0.5`]).params.model.max_features, 0.5);
    }
    assert.equal(deal(['mtry=1']).params.model.max_features, 1);
    assert.deepEqual(deal(['colsample_bynode=0.5, 1'], true).space, {
      max_features: { choices: [0.5, '1.0'] },
    });
    refuses(['max_samples=1', 'subsample=1'], /are one parameter, max_samples/);
    assert.equal(
      resolveParams('forest', forest.params, { colsample_bynode: 1, subsample: 1 }).max_samples,
      '1.0',
    );
  });

  test('two names of one parameter with two values are refused; of one name the last stands', () => {
    refuses(
      ['n_estimators=5', 'num_iterations=20'],
      /n_estimators=5 and num_iterations=20 are one parameter/,
    );
    refuses(['n_trees=5..9', 'forest.n_estimators=20'], /n_trees=5\.\.9 and n_estimators=20/, true);
    assert.equal(deal(['n_estimators=10', 'N-Estimators=20']).params.model.n_estimators, 20);
    assert.equal(deal(['n_estimators=10', 'n_trees=10']).params.model.n_estimators, 10);
  });

  test('-1 levels are any number, as LightGBM has it; a range cannot end there', () => {
    assert.equal(deal(['max_depth=-1']).params.model.max_depth, null);
    assert.deepEqual(deal(['max_depth=4,-1'], true).space, { max_depth: { choices: [4, null] } });
    refuses(['max_depth=-1..4'], /runs between numbers, got "-1"/, true);
    refuses(['min_samples_leaf=-1'], /min_samples_leaf takes .*got "-1"/);
  });

  test('ranges in tune: whole, logarithmic, choices', () => {
    const { space, params } = deal(
      ['max_depth=2..12', 'min_samples_leaf=1..100:log', 'max_features=sqrt,0.5'],
      true,
    );
    assert.deepEqual(space, {
      max_depth: { low: 2, high: 12, integer: true },
      min_samples_leaf: { low: 1, high: 100, log: true, integer: true },
      max_features: { choices: ['sqrt', 0.5] },
    });
    const shares = deal(['min_samples_split=0.1..0.5'], true).space;
    assert.deepEqual(shares, { min_samples_split: { low: 0.1, high: 0.5 } });
    assert.equal(params.model.max_depth, null, 'a searched parameter keeps its default until it is drawn');
  });

  test('what is wrong is said, with what is allowed', () => {
    refuses(['max_depht=3'], /unknown parameter of forest "max_depht".*max_depth/);
    refuses(['max_depth'], /NAME=VALUE, got "max_depth"/);
    refuses(['max_depth=-2'], /max_depth takes a whole number from 1.*got "-2"/);
    for (const wrong of ['2.5', '', '0x10', '1e400']) {
      refuses([`max_depth=${wrong}`], new RegExp(`got "${wrong}"`));
    }
    refuses(['bootstrap=maybe'], /true or false/);
    refuses(['random_state=3'], /--seed/);
    refuses(['n_jobs=3'], /--jobs/);
    refuses(['adaboost.k=3'], /unknown model, sampler or splitter of this run "adaboost"/);
    refuses(['max_depth=2..12'], /only tune and curve take/);
    refuses(['max_depth=12..2'], /2\.\.12/, true);
    refuses(['min_samples_split=0.1..10'], /runs from a share to a count/, true);
    refuses(['smote.k_neighbors=2..4'], /only tune and curve take for their model/, true);
  });
});

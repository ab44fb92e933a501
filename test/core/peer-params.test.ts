/** Words of scikit-learn, LightGBM and XGBoost: taken where they mean ours, else answered. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dealParams } from '../../src/core/assignments.js';
import { AssayError } from '../../src/core/errors.js';
import { boost } from '../../src/core/models/boost.js';
import { forest } from '../../src/core/models/forest.js';
import { models } from '../../src/core/models/list.js';
import type { Model } from '../../src/core/models/model.js';
import { checkParam, findParam, type OtherWords, resolveParams } from '../../src/core/params.js';
import { PEER_PARAMS } from '../../src/core/peer-params.js';
import { normaliseId } from '../../src/core/suggest.js';

const deal = (model: Model, typed: readonly string[], ranges = false) =>
  dealParams(typed, [{ role: 'model', ...model }], ranges);
const refusal = (model: Model, typed: string): AssayError => {
  try {
    deal(model, [typed]);
  } catch (error) {
    if (error instanceof AssayError) return error;
    throw error;
  }
  throw new Error(`${typed} was taken`);
};

describe('objectives and criteria', () => {
  const cases = [
    [boost, 'binary', 'log_loss'],
    [boost, 'binary:logistic', 'log_loss'],
    [boost, 'binomial', 'log_loss'],
    [boost, 'multiclass', 'softmax'],
    [boost, 'multi:softprob', 'softmax'],
    [boost, 'regression', 'squared_error'],
    [boost, 'regression_l2', 'squared_error'],
    [boost, 'mse', 'squared_error'],
    [boost, 'l2', 'squared_error'],
    [boost, 'reg:squarederror', 'squared_error'],
    [boost, 'regression_l1', 'absolute_error'],
    [boost, 'MAE', 'absolute_error'],
    [boost, 'l1', 'absolute_error'],
    [boost, 'reg:absoluteerror', 'absolute_error'],
    [boost, 'reg:quantileerror', 'quantile'],
    [boost, 'count:poisson', 'poisson'],
    [boost, 'reg:gamma', 'gamma'],
    [forest, 'mse', 'squared_error'],
    [forest, 'friedman_mse', 'squared_error'],
    [forest, 'mae', 'absolute_error'],
    [forest, 'log_loss', 'log_loss'],
  ] as const;
  for (const [model, typed, ours] of cases) {
    test(`${model.id}: ${typed} is ${ours}`, () => {
      const name = model === boost ? 'objective' : 'criterion';
      const { params } = deal(model, [`${name}=${typed}`]);
      assert.equal(params.model[model === boost ? 'loss' : 'criterion'], ours);
    });
  }

  test('also among choices', () => {
    assert.deepEqual(deal(boost, ['loss=l1,mse'], true).space, {
      loss: { choices: ['absolute_error', 'squared_error'] },
    });
  });

  test('those that mean none of ours are refused with the nearest', () => {
    assert.match(refusal(boost, 'objective=reg:pseudohubererror').hint ?? '', /loss=huber/);
    assert.match(refusal(boost, 'loss=tweedie').hint ?? '', /loss=poisson and loss=gamma/);
    assert.match(refusal(boost, 'loss=rank:ndcg').hint ?? '', /does not learn to rank/);
    assert.match(refusal(forest, 'criterion=quantile').hint ?? '', /-m boost -p loss=quantile/);
  });

  test('no word means two things, and ours are ours', () => {
    for (const { params } of models.all()) {
      for (const [name, spec] of Object.entries(params)) {
        const { same, lacking }: OtherWords = spec.otherWords ?? { same: {}, lacking: {} };
        const words = [...(spec.words ?? []), ...Object.values(same).flat(), ...Object.keys(lacking)];
        assert.equal(new Set(words.map(normaliseId)).size, words.length, name);
        for (const [ours, theirs] of Object.entries(same)) {
          for (const word of theirs) assert.equal(checkParam('any', name, spec, word), ours);
        }
      }
    }
  });
});

describe('parameters that assay lacks', () => {
  test('each is answered with what to do instead', () => {
    for (const [typed, hint] of [
      ['max_bin=63', /up to 255 bins/],
      ['bagging_freq=1', /-p subsample/],
      ['categorical_feature=0', /--types COLUMN=category/],
      ['is_unbalance=true', /--class-weight balanced/],
      ['device=gpu', /-j\/--jobs/],
      ['num_threads=2', /-j\/--jobs/],
      ['random_state=1', /--seed/],
      ['eval_metric=auc', /--by/],
      ['linear_tree=true', /one value/],
      ['rate_drop=0.1', /drops no trees/],
      ['warm_start=true', /assay curve/],
    ] as const) {
      const error = refusal(boost, typed);
      assert.equal(error.exitCode, 2);
      assert.match(error.message, /^boost takes no parameter/);
      assert.match(error.hint ?? '', hint);
    }
    assert.match(refusal(forest, 'learning_rate=0.1').hint ?? '', /-m boost/);
    assert.match(refusal(forest, 'splitter=random').hint ?? '', /extra-trees/);
  });

  test('what a model has under another name is no hint but that parameter', () => {
    const { params } = deal(boost, [
      'num_leaves=15',
      'min_data_in_leaf=5',
      'feature_fraction=0.5',
      'bagging_fraction=0.7',
      'early_stopping_rounds=20',
    ]);
    assert.deepEqual(params.model, {
      ...resolveParams('boost', boost.params, {}),
      max_leaf_nodes: 15,
      min_samples_leaf: 5,
      colsample_bytree: 0.5,
      subsample: 0.7,
      n_iter_no_change: 20,
    });
  });

  test('hints name parameters that there are, and no name has two', () => {
    const names = PEER_PARAMS.flatMap((one) => one.names);
    assert.equal(new Set(names.map(normaliseId)).size, names.length);
    for (const { hint } of PEER_PARAMS) {
      for (const [, name] of hint.matchAll(/-p (\w+)/g)) {
        assert.ok(
          models.all().some(({ params }) => findParam(params, name) === name),
          `${name}: ${hint}`,
        );
      }
    }
  });
});

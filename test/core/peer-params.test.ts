/** Words of scikit-learn, LightGBM and XGBoost: taken where they mean ours, else answered. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dealParams } from '../../src/core/assignments.js';
import { AssayError } from '../../src/core/errors.js';
import { boost } from '../../src/core/models/boost.js';
import { extraTrees } from '../../src/core/models/extra-trees.js';
import { forest } from '../../src/core/models/forest.js';
import { models } from '../../src/core/models/list.js';
import { logistic } from '../../src/core/models/logistic.js';
import type { Model } from '../../src/core/models/model.js';
import { tree } from '../../src/core/models/tree.js';
import { checkParam, findParam, type OtherWords, resolveParams } from '../../src/core/params.js';
import { PEER_PARAMS, peerHint } from '../../src/core/peer-params.js';
import { samplers } from '../../src/core/samplers/list.js';
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

  test('hints are of the model that lacks the name', () => {
    const known = new Map(models.all().map((model) => [model.id, model]));
    for (const id of ['tree', 'forest', 'extra-trees', 'boost', 'logistic', 'knn']) {
      const model = known.get(id);
      assert.ok(model);
      for (const name of PEER_PARAMS.flatMap(({ names }) => names)) {
        if (findParam(model.params, name)) continue;
        const { code, hint = '' } = refusal(model, `${name}=1`);
        if (code !== 'ASSAY_PARAM_ELSEWHERE') continue;
        const others = /-m |of boost|boost -p/.test(hint);
        for (const [, param] of others ? [] : hint.matchAll(/-p (\w+)/g)) {
          assert.ok(findParam(model.params, param), `${id}, ${name}: ${hint}`);
        }
        assert.doesNotMatch(hint, id === 'boost' ? /of tree and|of forests/ : /^boost/, `${id}, ${name}`);
      }
    }
    assert.match(refusal(tree, 'oob_score=true').hint ?? '', /-m forest/);
    assert.equal(refusal(logistic, 'criterion=gini').code, 'ASSAY_UNKNOWN_PARAMETER_OF_LOGISTIC');
    assert.match(refusal(extraTrees, 'splitter=random').hint ?? '', /its cuts are drawn/);
  });

  test('hints of models are not those of samplers', () => {
    const smote = samplers.get('smote');
    assert.throws(() => resolveParams('smote', smote.params, { gamma: 3 }), {
      code: 'ASSAY_UNKNOWN_PARAMETER_OF_SMOTE',
    });
    assert.throws(() => resolveParams('smote', smote.params, { random_state: 3 }), { hint: /--seed/ });
  });

  /** What imbalanced-learn 0.14.2 takes (inspect.signature), but for what all take; deprecated names are left out. */
  const IMBALANCED_LEARN = {
    adasyn: 'n_neighbors',
    'random-over': 'shrinkage',
    'kmeans-smote': 'k_neighbors kmeans_estimator cluster_balance_threshold density_exponent',
    smote: 'k_neighbors',
    'borderline-smote': 'k_neighbors m_neighbors kind',
    'svm-smote': 'k_neighbors m_neighbors svm_estimator out_step',
    'smote-nc': 'categorical_features categorical_encoder k_neighbors',
    'smote-n': 'categorical_encoder k_neighbors',
    'cluster-centroids': 'estimator voting',
    'random-under': 'replacement',
    'instance-hardness-threshold': 'estimator cv',
    'near-miss': 'version n_neighbors n_neighbors_ver3',
    'tomek-links': '',
    'edited-nearest-neighbours': 'n_neighbors kind_sel',
    'repeated-enn': 'n_neighbors max_iter kind_sel',
    'all-knn': 'n_neighbors kind_sel allow_minority',
    'one-sided-selection': 'n_neighbors n_seeds_S',
    'condensed-nearest-neighbour': 'n_neighbors n_seeds_S',
    'neighbourhood-cleaning-rule': 'edited_nearest_neighbours n_neighbors threshold_cleaning',
    'smote-enn': 'smote enn',
    'smote-tomek': 'smote tomek',
  };
  test("imbalanced-learn's parameters of each sampler are taken, or answered", () => {
    for (const [id, names] of Object.entries(IMBALANCED_LEARN)) {
      const { params } = samplers.get(id);
      const all = [...names.split(' ').filter(Boolean), 'sampling_strategy', 'random_state', 'n_jobs'];
      for (const name of all) {
        const hint = peerHint(name, id);
        assert.ok(findParam(params, name) !== undefined || hint !== undefined, `${id}: ${name}`);
        if (findParam(params, name) !== undefined) continue;
        for (const [, param] of (hint ?? '').matchAll(/-p (\w+) /g))
          assert.ok(findParam(params, param), hint);
      }
    }
  });

  test('what is near an alias is told by the name it stands for', () => {
    assert.match(refusal(boost, 'num_iterationz=5').hint ?? '', /did you mean "n_estimators"/);
    assert.match(refusal(boost, 'shrinkage=0.1').hint ?? '', /did you mean "learning_rate"/);
  });

  test('0 levels are any number; a number of rounds to wait has its own name; the other alpha is l1', () => {
    for (const model of [boost, tree, forest]) {
      assert.equal(deal(model, ['max_depth=0']).params.model.max_depth, null);
      assert.equal(deal(model, ['max_depth=-1']).params.model.max_depth, null);
    }
    assert.match(refusal(boost, 'early_stopping=10').hint ?? '', /-p n_iter_no_change=10/);
    assert.match(refusal(boost, 'early_stopping=maybe').hint ?? '', /the default is none/);
    assert.match(refusal(boost, 'alpha=0').hint ?? '', /-p l1/);
  });

  /** Every alias of LightGBM's Parameters page and XGBoost's that means a parameter of ours, and what ours makes of it. */
  const ALIASES = [
    [
      boost,
      {
        n_estimators:
          'num_iterations num_iteration n_iter num_tree num_trees num_round num_rounds nrounds num_boost_round max_iter',
        learning_rate: 'eta shrinkage_rate',
        max_leaf_nodes: 'num_leaves num_leaf max_leaves max_leaf',
        min_samples_leaf: 'min_data_in_leaf min_data_per_leaf min_data min_child_samples',
        min_child_weight: 'min_sum_hessian_in_leaf min_sum_hessian_per_leaf min_sum_hessian min_hessian',
        l2: 'lambda_l2 reg_lambda lambda l2_regularization',
        l1: 'lambda_l1 reg_alpha l1_regularization',
        gamma: 'min_gain_to_split min_split_gain min_split_loss',
        n_iter_no_change: 'early_stopping_round early_stopping_rounds',
      },
      5,
      5,
    ],
    [
      boost,
      {
        subsample: 'bagging_fraction sub_row bagging',
        colsample_bytree: 'feature_fraction sub_feature',
        colsample_bynode: 'feature_fraction_bynode sub_feature_bynode',
      },
      1,
      1,
    ],
    [
      forest,
      {
        n_estimators:
          'num_iterations num_iteration n_iter num_tree num_trees num_round num_rounds nrounds num_boost_round',
        max_leaf_nodes: 'num_leaves num_leaf max_leaves max_leaf',
        min_samples_leaf: 'min_data_in_leaf min_data_per_leaf min_data min_child_samples',
      },
      5,
      5,
    ],
    [
      forest,
      {
        max_samples: 'bagging_fraction sub_row subsample bagging',
        max_features: 'feature_fraction_bynode sub_feature_bynode colsample_bynode',
      },
      1,
      '1.0',
    ],
    [tree, { max_features: 'feature_fraction_bynode sub_feature_bynode colsample_bynode' }, 1, '1.0'],
    [tree, { max_features: 'mtry' }, 3, 3],
    [boost, { monotonic_cst: 'monotone_constraints mc monotone_constraint' }, 'x:1', 'x:1'],
    [boost, { loss: 'objective objective_type app application' }, 'l2', 'squared_error'],
  ] as const;
  for (const [model, names, typed, ours] of ALIASES) {
    test(`${model.id}: ${Object.keys(names).join(', ')} by every other name`, () => {
      for (const [name, aliases] of Object.entries(names)) {
        for (const alias of aliases.split(' ')) {
          const value = name === 'learning_rate' ? 0.5 : typed;
          const { params } = deal(model, [`${alias}=${value}`]);
          assert.equal(params.model[name], name === 'learning_rate' ? 0.5 : ours, alias);
        }
      }
    });
  }

  test('hints name parameters that there are, and no name has two for one model', () => {
    for (const { id } of models.all()) {
      const own = PEER_PARAMS.filter(({ of }) => !of || of.includes(id));
      const names = own.flatMap((one) => one.names);
      assert.equal(new Set(names.map(normaliseId)).size, names.length, id);
      assert.ok(PEER_PARAMS.every(({ of = [] }) => of.every((one) => models.has(one) || samplers.has(one))));
    }
    for (const { hint } of PEER_PARAMS) {
      for (const [, name] of hint.matchAll(/-p (\w+)/g)) {
        assert.ok(
          [...models.all(), ...samplers.all()].some(({ params }) => findParam(params, name) === name),
          `${name}: ${hint}`,
        );
      }
    }
  });
});

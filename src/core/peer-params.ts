/**
 * Parameters that scikit-learn, imbalanced-learn, LightGBM and XGBoost have and assay does not, or has elsewhere: what to do instead. Looked
 * up only for a name that a model, a sampler or a splitter does not take.
 */
import { normaliseId } from './suggest.js';

interface PeerParam {
  /** As other libraries spell it. */
  readonly names: readonly string[];
  /** What to do instead. */
  readonly hint: string;
  /** The models or samplers that the hint is true of; absent: all, and samplers and splitters. */
  readonly of?: readonly string[];
}

const FORESTS = ['forest', 'extra-trees', 'balanced-forest'];
const TREES = ['tree', ...FORESTS];
/** Models whose trees vote. */
const VOTING = ['rus-boost', 'easy-ensemble'];
const BINNED = [...TREES, ...VOTING, 'boost'];
const BOOST = ['boost'];

const NO_DART =
  'assay drops no trees: leave it out; -p subsample and -p colsample_bytree also hold overfitting back';
const ALL_ROWS = 'rows are drawn by -p subsample alone, all as likely: leave it out';
const NO_GPU = 'assay computes on the processor: leave it out; -j/--jobs says on how many cores';

/** What an option of the command line owns, and what every model lacks. */
const OF_ALL: readonly PeerParam[] = [
  {
    names: [
      'random_state',
      'seed',
      'random_seed',
      'bagging_seed',
      'feature_fraction_seed',
      'data_random_seed',
      'extra_seed',
    ],
    hint: 'use the option --seed',
  },
  {
    names: ['n_jobs', 'nthread', 'nthreads', 'num_threads', 'num_thread', 'thread_count'],
    hint: 'use the option -j/--jobs',
  },
  { names: ['class_weight'], hint: 'use the option --class-weight' },
  {
    names: ['is_unbalance', 'unbalance', 'unbalanced_sets'],
    hint: 'use the option --class-weight balanced, or of two classes with boost -p scale_pos_weight=X',
  },
  {
    names: ['sample_weight', 'weight', 'weights', 'weight_column'],
    hint: 'use the option --weights COLUMN',
  },
  {
    names: [
      'categorical_feature',
      'categorical_features',
      'categorical_column',
      'cat_feature',
      'cat_features',
      'feature_types',
      'enable_categorical',
    ],
    hint: 'use the option --types COLUMN=category; text is a category without it',
  },
  {
    names: ['verbose', 'verbosity', 'silent', 'verbose_eval'],
    hint: 'use the option -v/--verbose, -q/--quiet or --no-progress',
  },
  {
    names: ['eval_metric', 'metric', 'metrics', 'scoring'],
    hint: 'use the options --by METRIC, which ranks, and --metrics; early stopping of boost watches its loss',
  },
  {
    names: ['importance_type'],
    hint: 'assay importance VERSION shows importance by permutation, by gain and by splits',
  },
  {
    names: ['missing', 'use_missing', 'zero_as_missing'],
    hint: 'empty cells are missing; for other texts use the option --na TEXT',
  },
  { names: ['ignore_column', 'ignore_feature'], hint: 'use the option --drop COLUMN' },
  {
    names: ['warm_start', 'init_model', 'xgb_model'],
    hint: 'assay curve -p n_estimators=10..300 scores every number of trees for the price of one fit',
    of: [...FORESTS, ...VOTING, ...BOOST],
  },
  {
    names: ['device', 'device_type', 'gpu_id', 'predictor', 'task_type', 'gpu_use_dp'],
    hint: NO_GPU,
  },
  { names: ['num_class', 'use_label_encoder'], hint: 'classes are read from the target: leave it out' },
  {
    names: ['scale_pos_weight'],
    hint: 'it is a parameter of -m boost; other models: the option --class-weight balanced',
  },
];

/** Of every model on binned columns. */
const OF_BINNED: readonly PeerParam[] = [
  {
    names: ['max_bin', 'max_bins', 'max_bin_by_feature'],
    hint: 'columns have up to 255 bins and one for missing, whatever is asked: leave it out',
    of: BINNED,
  },
  {
    names: ['min_data_in_bin', 'bin_construct_sample_cnt', 'subsample_for_bin'],
    hint: 'bins are made by one rule, see assay help models: leave it out',
    of: BINNED,
  },
  {
    names: ['tree_method', 'tree_learner', 'force_col_wise', 'force_row_wise', 'histogram_pool_size'],
    hint: 'trees are always grown on binned columns (hist): leave it out',
    of: BINNED,
  },
  {
    names: ['booster', 'boosting', 'boosting_type', 'boost'],
    hint: 'gbtree and gbdt are -m boost, rf is -m forest, gblinear -m ridge or -m logistic; there is no dart and no goss',
    of: BINNED,
  },
  { names: ['linear_tree', 'linear_lambda'], hint: 'leaves hold one value: leave it out', of: BINNED },
  {
    names: ['monotone_constraints_method', 'monotone_penalty', 'monotone_splits_penalty'],
    hint: 'directions are kept in one way, by -p monotonic_cst: leave it out',
    of: BINNED,
  },
  {
    names: ['splitter'],
    hint: 'every split is the best one; drawn cuts: -m extra-trees; folds are dealt by the option --splitter',
    of: ['tree', 'forest', 'balanced-forest', ...VOTING, 'boost'],
  },
  {
    names: ['extra_trees', 'extra_tree'],
    hint: 'for trees whose cuts are drawn use -m extra-trees',
    of: ['tree', 'forest', 'balanced-forest', 'boost'],
  },
  {
    names: ['splitter', 'extra_trees', 'extra_tree'],
    hint: 'its cuts are drawn: leave it out; folds are dealt by the option --splitter',
    of: ['extra-trees'],
  },
];

/** Of trees that are not boosted. */
const OF_TREES: readonly PeerParam[] = [
  {
    names: ['min_weight_fraction_leaf'],
    hint: 'leaves are held to rows: -p min_samples_leaf, also a share, 0.01',
    of: TREES,
  },
  { names: ['min_impurity_split'], hint: 'use -p min_impurity_decrease', of: TREES },
  {
    names: ['early_stopping_rounds', 'early_stopping_round', 'n_iter_no_change', 'early_stopping'],
    hint: 'only -m boost stops early; more trees do a forest no harm',
    of: FORESTS,
  },
  {
    names: ['early_stopping_rounds', 'early_stopping_round', 'n_iter_no_change', 'early_stopping'],
    hint: 'only -m boost stops early; a tree is held back by -p max_depth and -p ccp_alpha',
    of: ['tree'],
  },
  {
    names: ['feature_fraction', 'colsample_bytree', 'sub_feature', 'colsample_bylevel'],
    hint: 'columns are drawn anew at every split: -p max_features',
    of: TREES,
  },
  { names: ['objective', 'loss'], hint: 'use -p criterion; losses are of -m boost', of: TREES },
  {
    names: [
      'l2',
      'l2_regularization',
      'lambda_l2',
      'reg_lambda',
      'lambda',
      'l1',
      'l1_regularization',
      'lambda_l1',
      'reg_alpha',
      'alpha',
      'path_smooth',
    ],
    hint: 'leaves are penalised in -m boost; here -p ccp_alpha and -p min_samples_leaf prune',
    of: TREES,
  },
  {
    names: ['gamma', 'min_split_gain', 'min_gain_to_split', 'min_split_loss'],
    hint: 'use -p min_impurity_decrease',
    of: TREES,
  },
  {
    names: ['min_child_weight', 'min_sum_hessian_in_leaf', 'min_sum_hessian', 'min_hessian'],
    hint: 'use -p min_samples_leaf',
    of: TREES,
  },
  {
    names: ['interaction_cst', 'interaction_constraints', 'learning_rate', 'eta', 'shrinkage_rate'],
    hint: 'it is a parameter of -m boost',
    of: TREES,
  },
  {
    names: ['max_cat_to_onehot', 'min_data_per_group', 'cat_smooth', 'cat_l2', 'max_cat_threshold'],
    hint: 'levels stand in the order of their names; any two sets of them are parted by -m boost',
    of: TREES,
  },
  {
    names: ['grow_policy'],
    hint: 'with -p max_leaf_nodes the node that gains most is split first (lossguide): leave it out',
    of: TREES,
  },
  {
    names: ['bagging_freq', 'subsample_freq'],
    hint: 'with -p bootstrap=true every tree draws rows anew: leave it out',
    of: FORESTS,
  },
  {
    names: ['n_estimators', 'num_iterations', 'n_trees', 'num_trees'],
    hint: 'it is a parameter of -m forest and -m boost',
    of: ['tree'],
  },
  {
    names: ['bootstrap', 'max_samples', 'oob_score', 'subsample', 'bagging_fraction', 'bagging_freq'],
    hint: 'a tree sees every row; many trees that draw rows are -m forest',
    of: ['tree'],
  },
];

/** Of trees that vote. */
const OF_VOTING: readonly PeerParam[] = [
  {
    names: ['estimator', 'base_estimator'],
    hint: 'what is boosted are trees of -p max_depth levels; other models: --sampler random-under',
    of: VOTING,
  },
  { names: ['algorithm'], hint: 'votes are those of SAMME: leave it out', of: VOTING },
  {
    names: [
      'criterion',
      'min_samples_leaf',
      'min_samples_split',
      'max_features',
      'max_leaf_nodes',
      'ccp_alpha',
    ],
    hint: 'its trees are held back by -p max_depth alone; more of them: -m boost, -m balanced-forest',
    of: VOTING,
  },
  {
    names: ['bootstrap', 'max_samples', 'oob_score', 'subsample'],
    hint: 'rows are drawn by -p sampling_strategy and -p replacement; -m balanced-forest has it',
    of: VOTING,
  },
  {
    names: ['early_stopping', 'early_stopping_rounds', 'early_stopping_round', 'n_iter_no_change'],
    hint: 'only -m boost watches rows held out; assay curve -p n_estimators=10..300 shows how many trees serve',
    of: VOTING,
  },
];

/** Of boosting. */
const OF_BOOSTING: readonly PeerParam[] = [
  {
    names: ['bagging_freq', 'subsample_freq'],
    hint: 'with -p subsample below 1 every round draws rows anew: leave it out',
    of: BOOST,
  },
  {
    names: ['rate_drop', 'drop_rate', 'skip_drop', 'max_drop', 'one_drop', 'drop_seed'],
    hint: NO_DART,
    of: BOOST,
  },
  { names: ['uniform_drop', 'xgboost_dart_mode', 'sample_type', 'normalize_type'], hint: NO_DART, of: BOOST },
  {
    names: ['top_rate', 'other_rate', 'data_sample_strategy', 'sampling_method', 'pos_bagging_fraction'],
    hint: ALL_ROWS,
    of: BOOST,
  },
  { names: ['neg_bagging_fraction', 'bagging_by_query'], hint: ALL_ROWS, of: BOOST },
  {
    names: ['grow_policy'],
    hint: 'trees grow leaf by leaf (lossguide) to -p max_leaf_nodes; for depthwise shapes also -p max_depth',
    of: BOOST,
  },
  {
    names: ['max_delta_step', 'max_output', 'poisson_max_delta_step'],
    hint: 'leaf values are not capped: a lower -p learning_rate, a higher -p l2 or -p min_child_weight keep them small',
    of: BOOST,
  },
  {
    names: ['path_smooth'],
    hint: 'leaves are not smoothed: -p l2 and -p min_samples_leaf do the nearest',
    of: BOOST,
  },
  {
    names: ['base_score', 'boost_from_average', 'init', 'init_score', 'base_margin'],
    hint: 'scores start from the constant of least loss: leave it out',
    of: BOOST,
  },
  {
    names: ['max_cat_to_onehot', 'min_data_per_group'],
    hint: 'categories are always sorted, never one-hot: -p cat_smooth and -p cat_l2 hold rare levels back',
    of: BOOST,
  },
  {
    names: ['num_parallel_tree', 'multi_strategy'],
    hint: 'a round adds one tree, or one a class: leave it out',
    of: BOOST,
  },
  {
    names: ['criterion', 'min_samples_split', 'ccp_alpha', 'min_impurity_decrease', 'min_weight_fraction'],
    hint: 'boost: splits gain by its loss, at least -p gamma, with -p min_samples_leaf rows in each leaf',
    of: BOOST,
  },
  {
    names: ['bootstrap', 'max_samples', 'oob_score'],
    hint: 'boost draws rows without replacement: -p subsample',
    of: BOOST,
  },
  {
    names: ['min_weight_fraction_leaf', 'min_impurity_split'],
    hint: 'leaves are held by -p min_samples_leaf and -p min_child_weight, splits by -p gamma',
    of: BOOST,
  },
  {
    names: ['colsample_bylevel'],
    hint: 'columns are drawn for a tree or at a split: -p colsample_bytree, -p colsample_bynode',
    of: BOOST,
  },
];

const SMOTE_THEN = ['smote-enn', 'smote-tomek'];

/** Of samplers: what imbalanced-learn takes as an object, or as a list of columns. */
const OF_SAMPLERS: readonly PeerParam[] = [
  {
    names: ['categorical_encoder'],
    hint: 'categories are compared as they are, unencoded: leave it out',
    of: ['smote', 'smote-nc', 'smote-n'],
  },
  {
    names: ['svm_estimator'],
    hint: 'the machine is SVC with C=1 and gamma=scale: leave it out',
    of: ['svm-smote'],
  },
  {
    names: ['estimator'],
    hint: 'clusters are those of k-means, as many as rows are to stay: leave it out',
    of: ['cluster-centroids'],
  },
  {
    names: ['estimator'],
    hint: 'hardness is told by a forest of -p n_estimators trees: leave it out',
    of: ['instance-hardness-threshold'],
  },
  {
    names: ['edited_nearest_neighbours', 'enn'],
    hint: 'its neighbours are as many as -p n_neighbors says: leave it out',
    of: ['neighbourhood-cleaning-rule'],
  },
  {
    names: ['smote'],
    hint: 'what smote takes is taken here: -p k_neighbors, -p sampling_strategy, -p scale',
    of: SMOTE_THEN,
  },
  {
    names: ['enn'],
    hint: 'what edited-nearest-neighbours takes is taken here: -p n_neighbors, -p kind_sel',
    of: ['smote-enn'],
  },
  {
    names: ['tomek'],
    hint: 'links of all classes are cut; those of some by --sampler smote+tomek-links',
    of: ['smote-tomek'],
  },
];

export const PEER_PARAMS: readonly PeerParam[] = [
  ...OF_ALL,
  ...OF_BINNED,
  ...OF_TREES,
  ...OF_VOTING,
  ...OF_BOOSTING,
  ...OF_SAMPLERS,
];

/**
 * What to do instead of a parameter that is not taken; undefined for a name that nobody has, or not for this one.
 * @param owner the id of a model, a sampler or a splitter; null: any model
 */
export function peerHint(name: string, owner: string | null): string | undefined {
  const wanted = normaliseId(name);
  return PEER_PARAMS.find(
    ({ names, of }) =>
      names.some((one) => normaliseId(one) === wanted) && (!of || owner === null || of.includes(owner)),
  )?.hint;
}

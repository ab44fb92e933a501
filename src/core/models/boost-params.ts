/**
 * Parameters of `boost`: scikit-learn's names where its HistGradientBoosting has them, else LightGBM's and XGBoost's,
 * whose other names are accepted. Defaults are LightGBM's.
 */

import { BOOST_OBJECTIVES } from '../../kernels/exports.js';
import type { ParamSpecs } from '../params.js';
import { depthParam } from '../trees/depth-param.js';
import { interactionCst } from '../trees/interactions.js';
import { monotonicCst } from '../trees/monotone.js';
import { LEAF_ROWS, LEAVES, NODE_COLUMN_SHARE, ROUNDS, ROW_SHARE } from '../trees/peer-aliases.js';
import { PEER_LOSSES } from '../trees/peer-losses.js';
import { MOST_TREES } from '../trees/tree-params.js';

const share = { type: 'float', default: 1, min: 0, aboveMin: true, max: 1 } as const;

/** How trees grow. */
const growing = {
  n_estimators: {
    type: 'int',
    default: 100,
    min: 1,
    max: MOST_TREES,
    simpler: 'low',
    help: 'rounds; each adds a tree, or one a class',
    aliases: [...ROUNDS, 'max_iter'],
    space: { low: 50, high: 500, log: true, integer: true },
  },
  learning_rate: {
    type: 'float',
    default: 0.1,
    min: 0,
    aboveMin: true,
    max: 1,
    help: 'how much of each tree is added',
    aliases: ['eta', 'shrinkage_rate'],
    space: { low: 0.01, high: 0.3, log: true },
  },
  max_leaf_nodes: {
    type: 'int',
    default: 31,
    min: 2,
    max: 65536,
    simpler: 'low',
    help: 'leaves of a tree, the one with the largest gain split next',
    aliases: LEAVES,
    space: { low: 7, high: 127, log: true, integer: true },
  },
  max_depth: {
    ...depthParam,
    help: 'deepest level; none (or -1, 0): any',
  },
  min_samples_leaf: {
    type: 'int',
    default: 20,
    min: 1,
    help: 'rows needed in each leaf',
    aliases: LEAF_ROWS,
    space: { low: 5, high: 100, log: true, integer: true },
  },
  min_child_weight: {
    type: 'float',
    default: 1e-3,
    min: 0,
    help: 'sum of second derivatives needed in each leaf',
    aliases: ['min_sum_hessian_in_leaf', 'min_sum_hessian_per_leaf', 'min_sum_hessian', 'min_hessian'],
  },
} as const satisfies ParamSpecs;

/** What leaves and splits cost. */
const penalties = {
  l2: {
    type: 'float',
    default: 0,
    min: 0,
    help: 'penalty on squares of leaf values',
    aliases: ['l2_regularization', 'lambda_l2', 'reg_lambda', 'lambda'],
    space: { low: 1e-3, high: 100, log: true },
  },
  l1: {
    type: 'float',
    default: 0,
    min: 0,
    help: 'penalty on sizes of leaf values',
    aliases: ['l1_regularization', 'lambda_l1', 'reg_alpha'],
  },
  gamma: {
    type: 'float',
    default: 0,
    min: 0,
    help: 'what a split must gain',
    aliases: ['min_split_gain', 'min_gain_to_split', 'min_split_loss'],
  },
} as const satisfies ParamSpecs;

/** What is drawn. */
const sampling = {
  subsample: {
    ...share,
    help: 'share of the rows that a round sees',
    aliases: ROW_SHARE,
    space: { low: 0.5, high: 1 },
  },
  colsample_bytree: {
    ...share,
    help: 'share of the columns that a tree sees',
    aliases: ['feature_fraction', 'sub_feature'],
    space: { low: 0.4, high: 1 },
  },
  colsample_bynode: {
    ...share,
    help: "share of the tree's columns that a split sees",
    aliases: [...NODE_COLUMN_SHARE, 'max_features'],
  },
} as const satisfies ParamSpecs;

/** What is made smaller. */
const objective = {
  loss: {
    type: 'word',
    default: 'auto',
    words: ['auto', ...BOOST_OBJECTIVES],
    otherWords: PEER_LOSSES,
    help: 'auto: log_loss for two classes, softmax for more, squared_error for numbers',
    aliases: ['objective', 'objective_type', 'application', 'app'],
  },
  alpha: {
    type: 'float',
    default: null,
    nullable: true,
    min: 0,
    aboveMin: true,
    help: 'loss=quantile: the share of rows below it; loss=huber: errors above it count straight, not squared; none: 0.9; the alpha of XGBoost is l1',
    otherwise: () => 'the alpha of XGBoost, a penalty, is l1 here: -p l1=NUMBER; the default is none',
    aliases: ['quantile', 'quantile_alpha'],
  },
  scale_pos_weight: {
    type: 'float',
    default: 1,
    min: 0,
    aboveMin: true,
    help: 'two classes: weight of the rows of the positive one, in the start of the scores too (LightGBM: not there)',
  },
} as const satisfies ParamSpecs;

/** When more rounds no longer help. */
const stopping = {
  early_stopping: {
    type: 'bool',
    default: null,
    nullable: true,
    help: 'end when rows held out of the training rows, before any sampler, gain no more; the rounds up to the best one are kept; none: if n_iter_no_change says so',
    otherwise: (text) =>
      Number(text) >= 1 ? `rounds to wait for a gain: -p n_iter_no_change=${text}` : undefined,
  },
  n_iter_no_change: {
    type: 'int',
    default: null,
    nullable: true,
    min: 1,
    help: 'rounds without gain that end it; a number turns early_stopping on, none: 10',
    aliases: ['early_stopping_rounds', 'early_stopping_round'],
  },
  validation_fraction: {
    type: 'float',
    default: 0.1,
    min: 0,
    aboveMin: true,
    max: 0.9,
    help: 'early stopping: share of the training rows held out, at least one of each class; whole groups with --groups, the newest rows with --time',
  },
  tol: {
    type: 'float',
    default: 1e-7,
    min: 0,
    help: 'early stopping: loss must fall by more than this',
    aliases: ['early_stopping_min_delta'],
  },
} as const satisfies ParamSpecs;

/** What columns may do. */
const columns = {
  monotonic_cst: monotonicCst,
  interaction_cst: interactionCst,
  cat_smooth: {
    type: 'float',
    default: 10,
    min: 0,
    help: 'categories: drawn to 0 by so much when sorted; rarer and unseen ones go right; missing too, where none was seen',
  },
  cat_l2: { type: 'float', default: 10, min: 0, help: 'categories: added to l2 at their splits' },
  max_cat_threshold: {
    type: 'int',
    default: 32,
    min: 1,
    help: 'categories: levels on one side of a split',
  },
} as const satisfies ParamSpecs;

export const boostParams: ParamSpecs = {
  ...growing,
  ...penalties,
  ...sampling,
  ...objective,
  ...stopping,
  ...columns,
};

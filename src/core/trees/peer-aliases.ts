/** Other names of parameters that several models of trees have: LightGBM's and XGBoost's. */

/** Of `n_estimators`. */
export const ROUNDS = [
  'num_iterations',
  'num_iteration',
  'num_boost_round',
  'num_round',
  'num_rounds',
  'nrounds',
  'num_trees',
  'num_tree',
  'n_trees',
  'n_iter',
  'ntree',
] as const;

/** Of `max_leaf_nodes`. */
export const LEAVES = ['num_leaves', 'num_leaf', 'max_leaves', 'max_leaf'] as const;

/** Of `min_samples_leaf`. */
export const LEAF_ROWS = ['min_data_in_leaf', 'min_data_per_leaf', 'min_data', 'min_child_samples'] as const;

/** Of the share of the rows that are drawn. */
export const ROW_SHARE = ['bagging_fraction', 'sub_row', 'bagging'] as const;

/** Of the share of the columns that a split looks at. */
export const NODE_COLUMN_SHARE = ['feature_fraction_bynode', 'sub_feature_bynode'] as const;

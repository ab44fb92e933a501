/** What scikit-learn, LightGBM and XGBoost call the losses and criteria that are ours, and those that we do not have. */
import type { OtherWords } from '../params.js';

const NO_RANKING = 'assay does not learn to rank';
const NO_SURVIVAL = 'assay does not model survival times';

/** Losses of `boost`. */
export const PEER_LOSSES: OtherWords = {
  same: {
    log_loss: ['binary', 'binary:logistic', 'binary_logloss', 'binomial', 'deviance'],
    softmax: ['multiclass', 'multi:softprob', 'multi:softmax', 'multinomial', 'categorical_crossentropy'],
    squared_error: [
      'regression',
      'regression_l2',
      'l2',
      'l2_root',
      'mse',
      'rmse',
      'ls',
      'least_squares',
      'mean_squared_error',
      'root_mean_squared_error',
      'reg:squarederror',
      'reg:linear',
    ],
    absolute_error: [
      'regression_l1',
      'l1',
      'mae',
      'lad',
      'least_absolute_deviation',
      'mean_absolute_error',
      'reg:absoluteerror',
    ],
    quantile: ['reg:quantileerror'],
    poisson: ['count:poisson'],
    gamma: ['reg:gamma'],
  },
  lacking: {
    'reg:pseudohubererror': 'the nearest is loss=huber, which is quadratic up to alpha and straight beyond',
    'reg:squaredlogerror': 'the nearest is loss=squared_error on the logarithm of the target',
    'binary:logitraw': 'the nearest is loss=log_loss, which is fitted alike and gives probabilities',
    'binary:hinge': 'the nearest is loss=log_loss',
    exponential: 'the nearest is loss=log_loss',
    'reg:logistic':
      'the nearest is loss=log_loss, of two classes; shares between 0 and 1 are no target of it',
    cross_entropy: 'the nearest is loss=log_loss, of two classes; shares between 0 and 1 are no target of it',
    xentropy: 'the nearest is loss=log_loss, of two classes; shares between 0 and 1 are no target of it',
    cross_entropy_lambda: 'the nearest is loss=log_loss',
    multiclassova: 'the nearest is loss=softmax, which fits the classes together',
    fair: 'the nearest is loss=huber',
    mape: 'the nearest is loss=absolute_error',
    tweedie: 'the nearest are loss=poisson and loss=gamma, its two ends',
    'reg:tweedie': 'the nearest are loss=poisson and loss=gamma, its two ends',
    lambdarank: NO_RANKING,
    rank_xendcg: NO_RANKING,
    'rank:ndcg': NO_RANKING,
    'rank:map': NO_RANKING,
    'rank:pairwise': NO_RANKING,
    'survival:cox': NO_SURVIVAL,
    'survival:aft': NO_SURVIVAL,
  },
};

/** Criteria of `tree`, `forest` and `extra-trees`. scikit-learn 1.9: friedman_mse splits as squared_error does. */
export const PEER_CRITERIA: OtherWords = {
  same: {
    squared_error: ['mse', 'mean_squared_error', 'friedman_mse', 'l2', 'regression'],
    absolute_error: ['mae', 'mean_absolute_error', 'l1', 'regression_l1'],
    poisson: ['count:poisson'],
  },
  lacking: {
    quantile: 'the nearest is criterion=absolute_error; quantiles: -m boost -p loss=quantile',
    huber: 'the nearest is criterion=absolute_error; also -m boost -p loss=huber',
    gamma: 'the nearest is criterion=poisson; also -m boost -p loss=gamma',
  },
};

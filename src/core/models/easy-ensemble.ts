/**
 * EasyEnsemble (Liu, Wu & Zhou 2009, "Exploratory undersampling for class-imbalance learning", IEEE Transactions on Systems,
 * Man, and Cybernetics B 39(2):539-550): AdaBoost on each of several balanced under-samples, their probabilities averaged.
 * Parameters are those of imbalanced-learn's EasyEnsembleClassifier.
 */
import { checkQuotas, classQuotas, drawsBy, quotaParams } from '../trees/class-quotas.js';
import { fitCommittee, loadCommittee } from '../trees/committee.js';
import { ROUNDS } from '../trees/peer-aliases.js';
import { voteParams } from '../trees/vote-params.js';
import type { Model } from './model.js';

const ID = 'easy-ensemble';

export const easyEnsemble: Model = {
  id: ID,
  aliases: ['EasyEnsembleClassifier'],
  summary: 'AdaBoost on each of several balanced under-samples (Liu, Wu & Zhou 2009)',
  tasks: ['binary', 'multiclass'],
  takes: { missing: true, categories: true, unscaled: true, weights: true, onlyRatios: true },
  gives: { probability: true },
  joinable: true,
  stagedBy: 'n_estimators',
  grows: 'trees',
  params: {
    n_estimators: {
      type: 'int',
      default: 10,
      min: 1,
      max: 1000,
      simpler: 'low',
      help: 'under-samples, each with boosted trees of its own',
      aliases: ROUNDS,
      space: { low: 5, high: 50, log: true, integer: true },
    },
    estimator__n_estimators: {
      type: 'int',
      default: 50,
      min: 1,
      max: 1000,
      simpler: 'low',
      help: 'trees that are boosted on an under-sample, at most',
      aliases: ['n_boost_rounds'],
      space: { low: 10, high: 200, log: true, integer: true },
    },
    ...voteParams,
    ...quotaParams('auto', false, 'an under-sample'),
  },
  drawsOf: drawsBy(ID),
  check: (params, task) => checkQuotas(ID, params, task),
  fit(train, params, context) {
    const options = {
      nLearners: Number(params.n_estimators),
      nRounds: Number(params.estimator__n_estimators),
      learningRate: Number(params.learning_rate),
      maxDepth: Number(params.max_depth),
      quotas: classQuotas(ID, train, params),
      boostsBag: true,
      // Every round of a learner draws from the same numbers, and so the same rows.
      streamOf: (learner: number) => context.stream(ID, learner),
    };
    return fitCommittee(train, options, 'learners', context);
  },
  load: loadCommittee,
};

/**
 * RUSBoost (Seiffert, Khoshgoftaar, Van Hulse & Napolitano 2010, "RUSBoost: a hybrid approach to alleviating class imbalance",
 * IEEE Transactions on Systems, Man, and Cybernetics A 40(1):185-197): AdaBoost in which every tree sees a balanced
 * under-sample, and errors and weights are of all rows. Parameters are those of imbalanced-learn's RUSBoostClassifier.
 */
import { checkQuotas, classQuotas, drawsBy, quotaParams } from '../trees/class-quotas.js';
import { fitCommittee, loadCommittee } from '../trees/committee.js';
import { ROUNDS } from '../trees/peer-aliases.js';
import { voteParams } from '../trees/vote-params.js';
import type { Model } from './model.js';

const ID = 'rus-boost';

export const rusBoost: Model = {
  id: ID,
  aliases: ['RUSBoostClassifier'],
  summary: 'AdaBoost whose every tree sees a balanced under-sample (Seiffert et al. 2010)',
  tasks: ['binary', 'multiclass'],
  takes: { missing: true, categories: true, unscaled: true, weights: true, onlyRatios: true },
  gives: { probability: true },
  stagedBy: 'n_estimators',
  grows: 'rounds',
  params: {
    n_estimators: {
      type: 'int',
      default: 50,
      min: 1,
      max: 10_000,
      simpler: 'low',
      help: 'trees at most: it ends with one without a fault, or before one that is no better than chance on all rows; a lower learning_rate keeps more',
      aliases: ROUNDS,
      space: { low: 20, high: 500, log: true, integer: true },
    },
    ...voteParams,
    ...quotaParams('auto', false, 'a tree'),
  },
  drawsOf: drawsBy(ID),
  check: (params, task) => checkQuotas(ID, params, task),
  fit(train, params, context) {
    const options = {
      nLearners: 1,
      nRounds: Number(params.n_estimators),
      learningRate: Number(params.learning_rate),
      maxDepth: Number(params.max_depth),
      quotas: classQuotas(ID, train, params),
      boostsBag: false,
      streamOf: (_learner: number, round: number) => context.stream(ID, round),
    };
    return fitCommittee(train, options, 'rounds', context);
  },
  load: loadCommittee,
};

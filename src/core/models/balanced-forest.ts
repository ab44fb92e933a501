/**
 * Balanced random forest (Chen, Liaw & Breiman 2004, "Using random forest to learn imbalanced data", Berkeley technical
 * report 666): each tree draws as many rows of every class as the smallest class has. Parameters are those of
 * imbalanced-learn's BalancedRandomForestClassifier.
 */
import { checkQuotas, classQuotas, drawsBy, quotaParams, quotaRows } from '../trees/class-quotas.js';
import { growTrees, loadTrees } from '../trees/grow-forest.js';
import { checkForestParams, forestOptions, forestParams, treeOptions } from '../trees/tree-params.js';
import { FOREST_TRAITS } from './forest-model.js';
import type { Model } from './model.js';

const ID = 'balanced-forest';
const shared = forestParams(false);

export const balancedForest: Model = {
  id: ID,
  aliases: ['BalancedRandomForestClassifier', 'balanced-random-forest'],
  summary: 'random forest whose trees draw as many rows of every class (Chen, Liaw & Breiman 2004)',
  tasks: ['binary', 'multiclass'],
  ...FOREST_TRAITS,
  params: {
    ...shared,
    ...quotaParams('all', true, 'a tree'),
    bootstrap: {
      ...shared.bootstrap,
      help: 'each tree sees rows drawn with replacement of those that sampling_strategy gives it',
    },
    max_samples: {
      ...shared.max_samples,
      help: 'rows that each tree draws of these, or the share of all training rows, but no more than there are; needs bootstrap',
    },
    oob_score: {
      ...shared.oob_score,
      help: 'also score the rows that trees did not draw, by accuracy; needs replacement or bootstrap, and no sampler',
    },
  },
  drawsOf: drawsBy(ID),
  check(params, task, data) {
    checkQuotas(ID, params, task);
    // Where rows are drawn with replacement some are left out, bootstrap or not.
    const leavesOut = params.replacement === true;
    checkForestParams(leavesOut ? { ...params, oob_score: false } : params, task, data);
  },
  fit(train, params, context) {
    const quotas = classQuotas(ID, train, params);
    const nTaken = quotaRows(quotas);
    const [nFeatures, { task }] = [train.columns.length, train];
    const whole = forestOptions(params, train.nRows, nFeatures, task);
    const options = {
      ...whole,
      ...treeOptions(params, nTaken, nFeatures, task),
      draws: whole.draws && Math.min(whole.draws, nTaken),
      drawsCuts: false,
      quotas,
    };
    return growTrees(train, options, (tree) => context.stream(ID, tree), context);
  },
  load: loadTrees,
};

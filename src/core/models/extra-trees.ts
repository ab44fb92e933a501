/**
 * Extremely randomised trees on binned columns (Geurts, Ernst & Wehenkel 2006): of each feature that a split looks at one
 * cut is drawn, uniformly between the node's smallest and largest value; missing values go to a side that is drawn too.
 */

import { growTrees, loadTrees } from '../trees/grow-forest.js';
import { checkForestParams, forestOptions, forestParams } from '../trees/tree-params.js';
import type { Model } from './model.js';

export const extraTrees: Model = {
  id: 'extra-trees',
  summary: 'trees whose cuts are drawn, on binned columns',
  aliases: ['extremely-randomised-trees'],
  tasks: ['binary', 'multiclass', 'regression'],
  takes: { missing: true, categories: true, unscaled: true, weights: true, balancedBags: true },
  gives: { probability: true },
  joinable: true,
  stagedBy: 'n_estimators',
  isStaged: ({ oob_score }) => oob_score !== true,
  params: forestParams(false),
  check: checkForestParams,
  fit(train, params, context) {
    const options = forestOptions(params, train.nRows, train.columns.length, train.task);
    const streamOf = (tree: number) => context.stream('extra-trees', tree);
    return growTrees(train, { ...options, drawsCuts: true }, streamOf, context);
  },
  load: loadTrees,
};

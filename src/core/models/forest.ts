/**
 * Random forest on binned columns (Breiman 2001): bootstrap rows, features drawn at every split, the mean of the trees'
 * class shares (as scikit-learn averages) or values.
 */

import { growTrees, loadTrees } from '../trees/grow-forest.js';
import { checkForestParams, forestOptions, forestParams } from '../trees/tree-params.js';
import type { Model } from './model.js';

export const forest: Model = {
  id: 'forest',
  summary: 'random forest on binned columns',
  tasks: ['binary', 'multiclass', 'regression'],
  takes: { missing: true, categories: true, unscaled: true, weights: true, balancedBags: true },
  gives: { probability: true },
  joinable: true,
  stagedBy: 'n_estimators',
  isStaged: ({ oob_score }) => oob_score !== true,
  params: forestParams(true),
  check: checkForestParams,
  fit(train, params, context) {
    const options = forestOptions(params, train.nRows, train.columns.length, train.task);
    const streamOf = (tree: number) => context.stream('forest', tree);
    return growTrees(train, { ...options, drawsCuts: false }, streamOf, context);
  },
  load: loadTrees,
};

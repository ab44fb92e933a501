/** One decision tree on binned columns (CART, Breiman et al. 1984): every feature at every split, unless fewer are drawn. */

import { growTrees, loadTrees } from '../trees/grow-forest.js';
import { checkTreeParams, loneTreeParams, treeOptions } from '../trees/tree-params.js';
import type { Model } from './model.js';

export const tree: Model = {
  id: 'tree',
  summary: 'one decision tree on binned columns',
  tasks: ['binary', 'multiclass', 'regression'],
  takes: { missing: true, categories: true, unscaled: true, weights: true, onlyRatios: true },
  gives: { probability: true },
  params: loneTreeParams,
  check: checkTreeParams,
  fit(train, params, context) {
    const options = {
      ...treeOptions(params, train.nRows, train.columns.length, train.task),
      nTrees: 1,
      draws: null,
      drawsCuts: false,
      outOfBag: false,
    };
    return growTrees(train, options, (index) => context.stream('tree', index), context);
  },
  load: loadTrees,
};

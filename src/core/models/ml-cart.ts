/**
 * The decision tree of the library ml-cart (CART; Gini impurity, squared error for numbers) behind the model contract;
 * faults: cart-library.ts.
 */

import type { ParamSpecs } from '../params.js';
import { nOutputs } from '../task.js';
import { depthParam } from '../trees/depth-param.js';
import { cartOptionsOf, withFastSplit } from './cart-library.js';
import { arrayRows } from './dense-rows.js';
import { fittedCartTrees, loadCartTrees } from './flat-trees.js';
import type { Model } from './model.js';

/** What both tree libraries take; min_samples_split is ml-cart's minNumSamples + 1, min_samples_leaf is assay's. */
export const CART_PARAMS: ParamSpecs = {
  min_samples_split: { type: 'int', default: 2, min: 2, help: 'a node of fewer rows is a leaf' },
  min_samples_leaf: {
    type: 'int',
    default: 1,
    min: 1,
    help: 'rows that each side of a split keeps',
    space: { low: 1, high: 200, log: true, integer: true },
  },
};

export const mlCart: Model = {
  id: 'ml-cart',
  summary: 'one decision tree, by the library ml-cart',
  library: true,
  tasks: ['binary', 'multiclass', 'regression'],
  takes: { missing: false, categories: false, unscaled: true, weights: false },
  gives: { probability: true },
  params: {
    max_depth: {
      ...depthParam,
      help: 'depth of the tree at most',
      space: { low: 2, high: 16, integer: true },
    },
    ...CART_PARAMS,
  },
  async fit(train, params) {
    const { DecisionTreeClassifier, DecisionTreeRegression } = await import('ml-cart');
    const { kind } = train.task;
    const Tree = kind === 'regression' ? DecisionTreeRegression : DecisionTreeClassifier;
    const tree = new Tree(cartOptionsOf(kind, params));
    const rows = arrayRows(train);
    await withFastSplit(params.min_samples_leaf as number, () => tree.train(rows, [...train.y]));
    return fittedCartTrees([{ root: tree.root, featureOf: (column) => column }], nOutputs(train.task));
  },
  load: loadCartTrees,
};

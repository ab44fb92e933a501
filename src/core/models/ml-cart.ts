/** The decision tree of the library ml-cart (CART, Gini impurity) behind the model contract; faults: cart-library.ts. */
import type { ParamSpecs } from '../params.js';
import { cartOptionsOf, withFastSplit } from './cart-library.js';
import { arrayRows } from './dense-rows.js';
import { type FlatTrees, flattenTrees, predictTrees, treeParts, treesOfParts } from './flat-trees.js';
import type { Fitted, Model } from './model.js';
import { packModel, unpackModel } from './model-bytes.js';

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
  criterion: { type: 'word', default: 'gini', words: ['gini'], help: 'impurity' },
};

const fittedTree = (trees: FlatTrees): Fitted => ({
  predict: (block) => predictTrees(trees, block),
  save: () => packModel('ml-cart', {}, treeParts(trees)),
});

export const mlCart: Model = {
  id: 'ml-cart',
  summary: 'one decision tree, by the library ml-cart',
  library: true,
  tasks: ['binary'],
  takes: { missing: false, categories: false, unscaled: true, weights: false },
  gives: { probability: true },
  params: {
    max_depth: {
      type: 'int',
      default: null,
      nullable: true,
      min: 1,
      help: 'depth of the tree at most',
      space: { low: 2, high: 16, integer: true },
    },
    ...CART_PARAMS,
  },
  async fit(train, params) {
    const { DecisionTreeClassifier } = await import('ml-cart');
    const tree = new DecisionTreeClassifier(cartOptionsOf(params));
    const rows = arrayRows(train);
    await withFastSplit(params.min_samples_leaf as number, () => tree.train(rows, [...train.y]));
    return fittedTree(flattenTrees([{ root: tree.root, featureOf: (column) => column }]));
  },
  load: (bytes) => fittedTree(treesOfParts(unpackModel('ml-cart', bytes).parts)),
};

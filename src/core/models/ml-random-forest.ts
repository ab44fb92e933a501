/**
 * The random forest of the library ml-random-forest behind the model contract.
 *
 * Faults of version 2.1.0 that are handled: its out-of-bag pass is quadratic and throws when a row is in every bag, so
 * it is off; features are drawn once a tree (not at every split) and with repeats, here without; a whole number 1 for
 * maxFeatures means all, so a share is passed; predictProbability loses the first tree's vote, so p is the mean of the
 * leaves' shares; maxSamples takes the first rows and is not offered; the seed must be a 32-bit integer. What it uses of
 * ml-cart: see cart-library.ts.
 */

import type { Params } from '../params.js';
import { nOutputs } from '../task.js';
import { depthParam } from '../trees/depth-param.js';
import { MOST_TREES } from '../trees/tree-params.js';
import { cartOptionsOf, withFastSplit } from './cart-library.js';
import { arrayRows } from './dense-rows.js';
import { type CartNode, fittedCartTrees, loadCartTrees } from './flat-trees.js';
import { CART_PARAMS } from './ml-cart.js';
import type { FitContext, Fitted, Model, TrainBlock } from './model.js';

/** What assay reads of a trained forest; the library's types differ from what it has. */
interface TrainedForest {
  readonly estimators: readonly { readonly root: CartNode }[];
  /** Per tree, the feature that each of its columns is. */
  readonly indexes: readonly (readonly number[])[];
}

/** How many features a tree is given, as a share that the library turns back into just that number. */
function featureShare(maxFeatures: Params[string], nFeatures: number): number {
  if (maxFeatures === null) return 1;
  const asked = maxFeatures === 'sqrt' ? Math.sqrt(nFeatures) : (maxFeatures as number) * nFeatures;
  const wanted = Math.max(1, Math.floor(asked));
  return wanted === nFeatures ? 1 : (wanted + 0.5) / nFeatures;
}

const forestOptions = (train: TrainBlock, params: Params, seed: number) => ({
  nEstimators: params.n_estimators as number,
  maxFeatures: featureShare(params.max_features, train.columns.length),
  replacement: false,
  useSampleBagging: params.bootstrap as boolean,
  noOOB: true,
  seed,
  treeOptions: cartOptionsOf(train.task.kind, params),
});

async function fitForest(train: TrainBlock, params: Params, { stream }: FitContext): Promise<Fitted> {
  const { RandomForestClassifier, RandomForestRegression } = await import('ml-random-forest');
  const options = forestOptions(train, params, stream('ml-random-forest').nextUint32() | 0);
  const forest =
    train.task.kind === 'regression'
      ? new RandomForestRegression({ ...options, selectionMethod: 'mean' })
      : new RandomForestClassifier({ ...options, isClassifier: true });
  const rows = arrayRows(train);
  await withFastSplit(params.min_samples_leaf as number, () => forest.train(rows, [...train.y]));
  const { estimators, indexes } = forest as unknown as TrainedForest;
  const trees = estimators.map(({ root }, tree) => ({
    root,
    featureOf: (column: number) => indexes[tree][column],
  }));
  return fittedCartTrees(trees, nOutputs(train.task));
}

export const mlRandomForest: Model = {
  id: 'ml-random-forest',
  summary: 'a random forest, by the library ml-random-forest; features drawn once a tree',
  library: true,
  tasks: ['binary', 'multiclass', 'regression'],
  takes: { missing: false, categories: false, unscaled: true, weights: false },
  gives: { probability: true },
  params: {
    n_estimators: { type: 'int', default: 30, min: 1, max: MOST_TREES, simpler: 'low', help: 'trees' },
    max_depth: {
      ...depthParam,
      default: 12,
      help: 'depth of a tree at most',
      space: { low: 2, high: 16, integer: true },
    },
    max_features: {
      type: 'float',
      default: 0.5,
      nullable: true,
      min: 0,
      aboveMin: true,
      max: 1,
      words: ['sqrt'],
      help: 'share of the features that each tree is given',
      space: { low: 0.2, high: 1 },
    },
    bootstrap: { type: 'bool', default: true, help: 'each tree has its own draw of the rows' },
    ...CART_PARAMS,
  },
  fit: fitForest,
  load: loadCartTrees,
};

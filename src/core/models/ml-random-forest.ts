/**
 * The random forest of the library ml-random-forest behind the model contract.
 *
 * Faults of version 2.1.0 that are handled: its out-of-bag pass is quadratic and throws when a row is in every bag, so
 * it is off; features are drawn once a tree (not at every split) and with repeats, here without; a whole number 1 for
 * maxFeatures means all, so a share is passed; predictProbability loses the first tree's vote, so p is the mean of the
 * leaves' shares; maxSamples takes the first rows and is not offered; the seed must be a 32-bit integer. What it uses of
 * ml-cart: see cart-library.ts.
 */
import type { RandomForestClassifier } from 'ml-random-forest';
import type { Params } from '../params.js';
import { cartOptionsOf, withFastSplit } from './cart-library.js';
import { arrayRows } from './dense-rows.js';
import {
  type CartNode,
  type FlatTrees,
  flattenTrees,
  predictTrees,
  treeParts,
  treesOfParts,
} from './flat-trees.js';
import { CART_PARAMS } from './ml-cart.js';
import type { FitContext, Fitted, Model, TrainBlock } from './model.js';
import { packModel, unpackModel } from './model-bytes.js';

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

function newForest(
  Forest: typeof RandomForestClassifier,
  nFeatures: number,
  params: Params,
  seed: number,
): RandomForestClassifier {
  return new Forest({
    nEstimators: params.n_estimators as number,
    maxFeatures: featureShare(params.max_features, nFeatures),
    replacement: false,
    useSampleBagging: params.bootstrap as boolean,
    noOOB: true,
    isClassifier: true,
    seed,
    treeOptions: cartOptionsOf(params),
  });
}

const fittedForest = (trees: FlatTrees): Fitted => ({
  predict: (block) => predictTrees(trees, block),
  save: () => packModel('ml-random-forest', {}, treeParts(trees)),
});

async function fitForest(train: TrainBlock, params: Params, { stream }: FitContext): Promise<Fitted> {
  const { RandomForestClassifier: Forest } = await import('ml-random-forest');
  const seed = stream('ml-random-forest').nextUint32() | 0;
  const forest = newForest(Forest, train.columns.length, params, seed);
  const rows = arrayRows(train);
  await withFastSplit(params.min_samples_leaf as number, () => forest.train(rows, [...train.y]));
  const { estimators, indexes } = forest as unknown as TrainedForest;
  return fittedForest(
    flattenTrees(
      estimators.map(({ root }, tree) => ({ root, featureOf: (column) => indexes[tree][column] })),
    ),
  );
}

export const mlRandomForest: Model = {
  id: 'ml-random-forest',
  summary: 'a random forest, by the library ml-random-forest; features drawn once a tree',
  library: true,
  tasks: ['binary'],
  takes: { missing: false, categories: false, unscaled: true, weights: false },
  gives: { probability: true },
  params: {
    n_estimators: { type: 'int', default: 30, min: 1, help: 'trees' },
    max_depth: {
      type: 'int',
      default: 12,
      nullable: true,
      min: 1,
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
  load: (bytes) => fittedForest(treesOfParts(unpackModel('ml-random-forest', bytes).parts)),
};

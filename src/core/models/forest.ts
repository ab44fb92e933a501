/**
 * Random forest on binned columns (Breiman 2001): bootstrap rows, features drawn at every split, the mean of the trees'
 * class shares (as scikit-learn averages) or values.
 */
import type { ParamSpecs, Params } from '../params.js';
import { growTrees, loadTrees } from '../trees/grow-forest.js';
import type { Model } from './model.js';

/** Parameters that `tree` has too. */
export const treeParams = {
  max_depth: {
    type: 'int',
    default: null,
    nullable: true,
    min: 1,
    help: 'deepest level; none: until leaves are pure',
    space: { low: 2, high: 20, integer: true },
  },
  min_samples_split: {
    type: 'int',
    default: 2,
    min: 2,
    orFraction: true,
    help: 'rows needed to split a node',
  },
  min_samples_leaf: {
    type: 'int',
    default: 1,
    min: 1,
    orFraction: true,
    help: 'rows needed in each leaf',
    space: { low: 1, high: 50, log: true, integer: true },
  },
} as const satisfies ParamSpecs;

const rowsOrShare = (value: unknown, nRows: number, least: number) =>
  Math.max(least, Number(value) < 1 ? Math.ceil(Number(value) * nRows) : Number(value));

/** How many features a split may look at, as scikit-learn counts them. */
function featureCount(maxFeatures: Params[string], nFeatures: number): number {
  if (maxFeatures === null) return nFeatures;
  if (maxFeatures === 'sqrt') return Math.max(1, Math.floor(Math.sqrt(nFeatures)));
  if (maxFeatures === 'log2') return Math.max(1, 31 - Math.clz32(nFeatures));
  const number = Number(maxFeatures);
  return number < 1 ? Math.max(1, Math.floor(number * nFeatures)) : Math.min(nFeatures, number);
}

/** The part of a tree's options that parameters give. */
export function treeOptions(params: Params, nRows: number) {
  return {
    maxDepth: params.max_depth === null ? Number.POSITIVE_INFINITY : Number(params.max_depth),
    minSamplesSplit: rowsOrShare(params.min_samples_split, nRows, 2),
    minSamplesLeaf: rowsOrShare(params.min_samples_leaf, nRows, 1),
  };
}

export const forest: Model = {
  id: 'forest',
  summary: 'random forest on binned columns',
  tasks: ['binary', 'multiclass', 'regression'],
  takes: { missing: true, categories: true, unscaled: true, weights: true },
  gives: { probability: true },
  joinable: true,
  stagedBy: 'n_estimators',
  params: {
    n_estimators: {
      type: 'int',
      default: 100,
      min: 1,
      help: 'trees',
      aliases: ['num_iterations', 'n_trees'],
    },
    max_features: {
      type: 'int',
      default: 'auto',
      min: 1,
      orFraction: true,
      nullable: true,
      words: ['auto', 'sqrt', 'log2', 'all', '1.0'],
      help: 'features drawn at every split; auto: sqrt for classes, all for numbers',
      space: { choices: ['sqrt', 0.2, 0.35, 0.5, 0.75] },
    },
    ...treeParams,
    bootstrap: { type: 'bool', default: true, help: 'each tree sees rows drawn with replacement' },
  },
  fit(train, params, context) {
    const nFeatures = train.columns.length;
    const auto = train.task.kind === 'regression' ? null : 'sqrt';
    const { max_features: typed } = params;
    const maxFeatures = typed === 'auto' ? auto : typed === 'all' || typed === '1.0' ? null : typed;
    const options = {
      ...treeOptions(params, train.nRows),
      nTrees: Number(params.n_estimators),
      maxFeatures: featureCount(maxFeatures, nFeatures),
      bootstrap: params.bootstrap === true,
    };
    return growTrees(train, options, (tree) => context.stream('forest', tree), context);
  },
  load: loadTrees,
};

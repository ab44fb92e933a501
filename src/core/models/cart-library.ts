/**
 * Loads ml-cart, lazily, and lends it the fast split search for the time of one training. The search is reached
 * through the prototype of its node class, which the library does not export; ml-random-forest trains the same class.
 *
 * Faults of ml-cart 2.1.1 that are handled here: bestSplit is O(n^2) a feature; the default gainThreshold of 0.01 ends
 * on rare classes before any split; labels must be 0..K-1; a leaf's distribution is only as long as its highest label;
 * for numbers a cut that leaves no error is not made (cart-split.ts).
 * One that stays: a child whose gain equals its parent's to the last bit is not split (issue 18).
 */
import type { CartOptions } from 'ml-cart';
import type { Params } from '../params.js';
import type { TaskKind } from '../task.js';
import { bestClassSplit, bestValueSplit, type CartSplit, type FeatureMatrix } from './cart-split.js';

interface NodePrototype {
  readonly kind?: 'classifier' | 'regression';
  bestSplit(this: NodePrototype, features: FeatureMatrix, y: readonly number[]): CartSplit;
}

/** The prototype of ml-cart's node class. */
async function nodePrototype(): Promise<NodePrototype> {
  const { DecisionTreeClassifier } = await import('ml-cart');
  const probe = new DecisionTreeClassifier(cartOptions('binary', null, 2));
  probe.train([[0], [1]], [0, 1]);
  return Object.getPrototypeOf(probe.root) as NodePrototype;
}

/** @param minSamplesSplit scikit-learn's: a node of fewer rows is a leaf */
export const cartOptions = (
  kind: TaskKind,
  maxDepth: number | null,
  minSamplesSplit: number,
): CartOptions => ({
  gainFunction: kind === 'regression' ? 'regression' : 'gini',
  maxDepth: maxDepth ?? Number.POSITIVE_INFINITY,
  minNumSamples: minSamplesSplit - 1,
  gainThreshold: 0,
});

/** The library's options from assay's parameters. */
export const cartOptionsOf = (kind: TaskKind, params: Params): CartOptions =>
  cartOptions(kind, params.max_depth as number | null, params.min_samples_split as number);

/**
 * Trains with the fast split search in place; the library's own is put back afterwards.
 * @param minSamplesLeaf rows that each side of a split must keep
 * @param train must be synchronous: the library is shared
 */
export async function withFastSplit<T>(minSamplesLeaf: number, train: () => T): Promise<T> {
  const prototype = await nodePrototype();
  const original = prototype.bestSplit;
  prototype.bestSplit = function (features, y) {
    const bestSplit = this.kind === 'regression' ? bestValueSplit : bestClassSplit;
    return bestSplit(features, y, minSamplesLeaf);
  };
  try {
    return train();
  } finally {
    prototype.bestSplit = original;
  }
}

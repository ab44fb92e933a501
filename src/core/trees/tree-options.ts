/** What trees are grown by: everything but the data and the random numbers. */
import type { ParamValue } from '../params.js';
import type { ClassQuota } from './class-quotas.js';

export interface TreeOptions {
  readonly nTrees: number;
  readonly criterion: 'gini' | 'entropy' | 'squared_error' | 'poisson' | 'absolute_error';
  /** Features that a split looks at. */
  readonly maxFeatures: number;
  /** Infinity for none. */
  readonly maxDepth: number;
  /** Infinity for none; else the node that gains most is split first. */
  readonly maxLeaves: number;
  readonly minSamplesSplit: number;
  /** Rows in a leaf at least, each once however often it was drawn. */
  readonly minSamplesLeaf: number;
  /** What a split must gain at least: the fall of impurity times the node's share of the weight. */
  readonly minImpurityDecrease: number;
  /** Minimal cost-complexity pruning (Breiman et al. 1984, chapter 3); 0 for none. */
  readonly ccpAlpha: number;
  /** Rows that each tree draws with replacement; null: it sees every row once, or what its quotas give. */
  readonly draws: number | null;
  /** Rows are drawn by their weights, which then count no more; else all are as likely, and weigh what they weigh. */
  readonly drawsByWeight?: boolean;
  /** How many rows of each class, in class order, a tree takes before `draws`; absent: classes do not matter. */
  readonly quotas?: readonly ClassQuota[];
  /** Weights change from tree to tree. */
  readonly reweighs?: boolean;
  /** One cut a feature is drawn, instead of the best one looked for. */
  readonly drawsCuts: boolean;
  /** The value of `monotonicCst`. */
  readonly monotone: ParamValue;
  /** Score the rows that trees did not draw. */
  readonly outOfBag: boolean;
}

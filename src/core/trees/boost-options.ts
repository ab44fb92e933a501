/** What a boosted ensemble is grown by: everything but the data and the random numbers. */

/** A loss that is made smaller, round by round. */
export interface Objective {
  readonly id:
    | 'log_loss'
    | 'softmax'
    | 'squared_error'
    | 'absolute_error'
    | 'quantile'
    | 'huber'
    | 'poisson'
    | 'gamma';
  /** Its parameter: the quantile, or huber's delta; else 0. */
  readonly alpha: number;
}

export interface BoostOptions {
  readonly objective: Objective;
  /** Rounds at most; each grows one tree for each channel. */
  readonly rounds: number;
  /** Takes the share of each tree that is added. */
  readonly learningRate: number;
  readonly maxLeaves: number;
  /** Infinity for none. */
  readonly maxDepth: number;
  /** Rows in a leaf at least. */
  readonly minSamplesLeaf: number;
  /** Sum of hessians in a leaf at least. */
  readonly minChildWeight: number;
  /** Added to the sum of hessians. */
  readonly l2: number;
  /** Taken off the size of the sum of gradients. */
  readonly l1: number;
  /** What a split must gain more than. */
  readonly gamma: number;
  /** Share of the rows that a tree sees, drawn without replacement. */
  readonly subsample: number;
  /** Share of the features that a tree sees. */
  readonly colsampleByTree: number;
  /** Share of the tree's features that a split sees. */
  readonly colsampleByNode: number;
  /** [nFeatures] 1: predictions never fall as the feature rises; -1: never rise; 0: free. Null when all are free. */
  readonly monotone: Int8Array | null;
  /** Groups of features that may meet on a path, together all of them; null when all may meet. */
  readonly interactions: readonly (readonly number[])[] | null;
  /**
   * Splits of categories: added to l2; added to the hessian that bins are sorted by, and the rows that a bin needs to be
   * sorted; most bins on the smaller side.
   */
  readonly categories: { readonly l2: number; readonly smooth: number; readonly most: number };
}

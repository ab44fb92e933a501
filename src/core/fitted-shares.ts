/** The share of each class among the training rows, and among what a model is fitted on: samplers and weights move it. */
import type { ClassWeight } from './fit-weights.js';

export interface ClassShares {
  /** [classes] of the training rows, by their weights. */
  readonly own: readonly number[];
  /** [classes] as the model meets them. */
  readonly fitted: readonly number[];
}

/** Rows of classes. */
export interface Labelled {
  /** [rows] class index. */
  readonly y: Float64Array;
  /** [rows] or null for all 1. */
  readonly weights: Float64Array | null;
  /** Positions that do not count. */
  readonly without?: Uint32Array;
}

/** [classes] shares that add up to 1. */
function sharesOf({ y, weights, without }: Labelled, nClasses: number): number[] {
  const left = new Set(without);
  const sums = Array.from({ length: nClasses }, () => 0);
  for (let row = 0; row < y.length; row++) {
    if (!left.has(row)) sums[y[row]] += weights === null ? 1 : weights[row];
  }
  const all = sums.reduce((sum, one) => sum + one, 0);
  return sums.map((sum) => sum / all);
}

/** Every class that is present alike: how each tree meets them with `balanced_subsample`. */
const evenly = (shares: readonly number[]): number[] => {
  const nPresent = shares.filter((share) => share > 0).length;
  return shares.map((share) => (share > 0 ? 1 / nPresent : 0));
};

/** @param own the training rows  @param met what the model is given: sampled rows, weights of the fit */
export function classShares(
  own: Labelled,
  met: Labelled,
  classWeight: ClassWeight | null,
  nClasses: number,
): ClassShares {
  const fitted = sharesOf(met, nClasses);
  return {
    own: sharesOf(own, nClasses),
    fitted: classWeight === 'balanced_subsample' ? evenly(fitted) : fitted,
  };
}

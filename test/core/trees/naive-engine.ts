/** The naive twin of the boosting kernels, run as the engine is. */
import type { BoostOptions } from '../../../src/core/trees/boost-options.js';
import { quantile } from '../../../src/core/trees/quantile.js';
import { type NaiveBoostNode, naiveBoost, naiveValue } from '../../../src/kernels/boost.js';
import { naiveDerivatives } from '../../../src/kernels/boost-gradients.js';

export interface BoostProblem {
  /** [feature][row] 255: missing. */
  readonly bins: readonly Uint8Array[];
  readonly isCategory: readonly boolean[];
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
  /** [nChannels] */
  readonly start: Float64Array;
  readonly options: BoostOptions;
}

/** Absolute and quantile losses: a leaf is a percentile of what is left, whatever the derivatives say. */
function renewalOf({ options, y, weights }: BoostProblem) {
  const { id, alpha } = options.objective;
  if (id !== 'absolute_error' && id !== 'quantile') return null;
  return (rows: readonly number[], scores: Float64Array) =>
    quantile(
      Float64Array.from(rows, (row) => y[row] - scores[row]),
      weights && Float64Array.from(rows, (row) => weights[row]),
      id === 'quantile' ? alpha : 0.5,
    );
}

/** Trees, and the raw scores of the training rows: [nRows * nChannels]. */
export function twinOf(problem: BoostProblem): { trees: NaiveBoostNode[]; scores: Float64Array } {
  const { bins, isCategory, y, weights, start, options } = problem;
  return naiveBoost({
    nRows: y.length,
    bins,
    isCategory,
    start,
    options,
    derivatives: (scores, channel) => naiveDerivatives(options.objective, y, weights, scores, channel),
    renew: renewalOf(problem),
  });
}

/**
 * Raw scores of rows by trees of any kind, channel after channel.
 * @param bins [feature][row] @param leafOf the leaf that a row falls into @returns [nRows * nChannels]
 */
export function rawScores<T>(
  trees: readonly T[],
  start: Float64Array,
  bins: readonly Uint8Array[],
  leafOf: (tree: T, binOf: (feature: number) => number) => number,
): Float64Array {
  const K = start.length;
  return Float64Array.from({ length: bins[0].length * K }, (_, at) => {
    const row = Math.floor(at / K);
    const own = trees.filter((_, tree) => tree % K === at % K);
    return own.reduce((sum, tree) => sum + leafOf(tree, (f) => bins[f][row]), start[at % K]);
  });
}

/** Raw scores of other rows. @param bins [feature][row] @returns [nRows * nChannels] */
export const twinScores = (
  trees: readonly NaiveBoostNode[],
  start: Float64Array,
  bins: readonly Uint8Array[],
): Float64Array => rawScores(trees, start, bins, naiveValue);

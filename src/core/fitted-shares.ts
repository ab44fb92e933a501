/**
 * The share of each class among the training rows, and among what a model is fitted on: samplers, weights and models that
 * draw rows by their class move it.
 */
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
  /** [classes] how many rows of each there are. */
  readonly counts: readonly number[];
  /** [rows] or null for all 1. */
  readonly weights: Float64Array | null;
  /** Positions that do not count. */
  readonly without?: Uint32Array;
  /** [classes] how many rows of each are drawn, all as likely; absent: each row once. */
  readonly drawn?: readonly number[];
}

/** [classes] how many rows of each there are. */
export function countClasses(y: Float64Array, nClasses: number): number[] {
  const counts = new Uint32Array(nClasses);
  if (nClasses > 0) for (let row = 0; row < y.length; row++) counts[y[row]]++;
  return [...counts];
}

/** [classes] the rows that count, and the sums of their weights. */
function sumsOf({ y, counts: all, weights, without }: Labelled): { sums: number[]; counts: number[] } {
  const counts = [...all];
  for (const row of without ?? []) counts[y[row]]--;
  if (weights === null) return { sums: counts, counts };
  const left = without && new Set(without);
  const sums = all.map(() => 0);
  for (let row = 0; row < y.length; row++) if (!left?.has(row)) sums[y[row]] += weights[row];
  return { sums, counts };
}

/** [classes] shares that add up to 1. */
function sharesOf(rows: Labelled): number[] {
  const { sums, counts } = sumsOf(rows);
  const { drawn } = rows;
  const met = sums.map((sum, label) =>
    drawn === undefined || counts[label] === 0 ? sum : (drawn[label] * sum) / counts[label],
  );
  const all = met.reduce((sum, one) => sum + one, 0);
  return met.map((sum) => sum / all);
}

/** Every class that is present alike: how each tree meets them with `balanced_subsample`. */
const evenly = (shares: readonly number[]): number[] => {
  const nPresent = shares.filter((share) => share > 0).length;
  return shares.map((share) => (share > 0 ? 1 / nPresent : 0));
};

/**
 * @param own the training rows  @param met what the model is given: sampled rows, weights of the fit
 * @returns empty ones for regression
 */
export function classShares(own: Labelled, met: Labelled, classWeight: ClassWeight | null): ClassShares {
  if (own.counts.length === 0) return { own: [], fitted: [] };
  const fitted = sharesOf(met);
  return {
    own: sharesOf(own),
    fitted: classWeight === 'balanced_subsample' ? evenly(fitted) : fitted,
  };
}

/** A share that moved by no more than this part of itself moves no probability that anybody would notice. */
const UNMOVED = 0.05;

/** Did the share of some class move, so that p of a model that was fitted on it is no chance of the rows? */
export const areMoved = ({ own, fitted }: ClassShares): boolean =>
  own.some((share, label) => Math.abs(fitted[label] - share) > UNMOVED * share);

/** Classes that training rows have and the fit did not meet, by index. */
export const lostClasses = ({ own, fitted }: ClassShares): number[] =>
  [...own.keys()].filter((label) => own[label] > 0 && fitted[label] === 0);

/**
 * The corrected resampled t-test (Nadeau & Bengio 2003, "Inference for the generalization error", Machine Learning 52).
 *
 * Folds share training rows, so their scores vary together and the plain s^2 / J is too small. The variance of a mean
 * over J folds is taken as s^2 (1/J + n_test/n_train), J - 1 degrees of freedom.
 */
import { mean, variance } from './moments.js';
import { studentTQuantile, studentTSurvival } from './student-t.js';

/** One score of each fold, and how many test rows a training row stands against. */
export interface FoldValues {
  /** At least one. */
  readonly values: readonly number[];
  /** n_test / n_train, the mean over folds. */
  readonly testShare: number;
}

export interface TestResult {
  /** Mean difference, first less second. */
  readonly difference: number;
  readonly t: number;
  readonly df: number;
  /** Two-sided. */
  readonly p: number;
}

interface Spread {
  /** Corrected variance of the mean. */
  readonly variance: number;
  readonly df: number;
}

function correctedSpread({ values, testShare }: FoldValues): Spread | null {
  const s2 = variance(values);
  if (s2 === null) return null;
  return { variance: s2 * (1 / values.length + testShare), df: values.length - 1 };
}

/** Corrected standard error of the mean over folds; null for one fold. */
export function correctedStandardError(folds: FoldValues): number | null {
  const spread = correctedSpread(folds);
  return spread && Math.sqrt(spread.variance);
}

function intervalOf(centre: number, spread: Spread, level: number): [number, number] {
  const half = studentTQuantile(0.5 + level / 2, spread.df) * Math.sqrt(spread.variance);
  return [centre - half, centre + half];
}

/**
 * Interval of the mean over folds, two-sided; null for one fold.
 * @param level e.g. 0.95  @param besides a standard error of what no fold can show, added in squares
 */
export function correctedInterval(folds: FoldValues, level: number, besides = 0): [number, number] | null {
  const spread = correctedSpread(folds);
  if (spread === null) return null;
  const whole = { variance: spread.variance + besides * besides, df: spread.df };
  return intervalOf(mean(folds.values), whole, level);
}

/** Without any spread a difference is certain, or there is none. */
function testOf(difference: number, spread: Spread): TestResult {
  const { df } = spread;
  if (spread.variance === 0) {
    return difference === 0
      ? { difference, t: 0, df, p: 1 }
      : { difference, t: difference > 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY, df, p: 0 };
  }
  const t = difference / Math.sqrt(spread.variance);
  return { difference, t, df, p: Math.min(1, 2 * studentTSurvival(Math.abs(t), df)) };
}

/**
 * Paired by fold: both scored on the same folds.
 * @param differences one a fold, first less second, and the folds' n_test / n_train
 * @returns null for fewer than two folds: no test is possible
 */
export function pairedCorrectedTest(differences: FoldValues): TestResult | null {
  const spread = correctedSpread(differences);
  return spread && testOf(mean(differences.values), spread);
}

/** Of the difference of two means over different folds: the sum of their corrected variances; null for one fold. */
function welchSpread(first: FoldValues, second: FoldValues): Spread | null {
  const a = correctedSpread(first);
  const b = correctedSpread(second);
  if (!a || !b) return null;
  const sum = a.variance + b.variance;
  const df =
    sum === 0
      ? a.df + b.df
      : (sum * sum) / ((a.variance * a.variance) / a.df + (b.variance * b.variance) / b.df);
  return { variance: sum, df };
}

/**
 * Unpaired, for scores on different folds: Welch's test with each mean's variance corrected as above, and the degrees of
 * freedom of Welch & Satterthwaite from the two corrected variances. Weaker than the paired test, which cancels what
 * makes a fold hard for everyone.
 * @returns null when either has fewer than two folds
 */
export function welchCorrectedTest(first: FoldValues, second: FoldValues): TestResult | null {
  const spread = welchSpread(first, second);
  return spread && testOf(mean(first.values) - mean(second.values), spread);
}

/** Interval of that difference, first less second. @param level e.g. 0.95 */
export function welchCorrectedInterval(
  first: FoldValues,
  second: FoldValues,
  level: number,
): [number, number] | null {
  const spread = welchSpread(first, second);
  return spread && intervalOf(mean(first.values) - mean(second.values), spread, level);
}

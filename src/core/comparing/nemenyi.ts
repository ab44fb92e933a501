/**
 * Nemenyi's test of all pairs of learners after Friedman's (Nemenyi 1963; Demšar 2006, JMLR 7, section 3.2.2): mean ranks
 * differ when they are further apart than the critical difference. Its p-values hold for all pairs together.
 */
import { studentisedRangeQuantile, studentisedRangeSurvival } from '../statistics/studentised-range.js';

/** Standard error of the difference of two mean ranks. */
const rankError = (k: number, n: number) => Math.sqrt((k * (k + 1)) / (6 * n));

/**
 * How far apart two mean ranks must be: q_alpha / sqrt(2) * sqrt(k (k + 1) / (6 n)).
 * @param k learners, at least 2  @param n data sets, at least 1  @param alpha family-wise error, e.g. 0.05
 */
export function criticalDifference(k: number, n: number, alpha: number): number {
  return studentisedRangeQuantile(1 - alpha, k, Number.POSITIVE_INFINITY) * Math.SQRT1_2 * rankError(k, n);
}

/**
 * Family-wise p-values of all pairs, [nLearners][nLearners], 1 on the diagonal.
 * @param meanRanks [nLearners], at least 2  @param n data sets, at least 1
 */
export function nemenyi(meanRanks: readonly number[], n: number): number[][] {
  const k = meanRanks.length;
  const error = rankError(k, n) * Math.SQRT1_2;
  return meanRanks.map((first) =>
    meanRanks.map((second) =>
      studentisedRangeSurvival(Math.abs(first - second) / error, k, Number.POSITIVE_INFINITY),
    ),
  );
}

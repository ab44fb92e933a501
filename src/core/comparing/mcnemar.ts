/**
 * McNemar's test of two learners' answers to the same rows (McNemar 1947, Psychometrika 12): only rows that one of them
 * gets right tell them apart, and of equal learners each has half of those. It is about these fitted models only.
 */
import { binomialTwoSided } from '../statistics/binomial.js';
import { chiSquareSurvival } from '../statistics/chi-square.js';
import type { LearnerTest } from './learner-test.js';

/** Fewer rows than this are counted exactly: the usual bound of the chi-square law. */
const EXACT_BELOW = 25;

export interface McNemar extends LearnerTest {
  /** By the binomial law; the statistic is then the smaller of the two counts, else chi-square. */
  readonly exact: boolean;
}

/**
 * Exact under 25 rows, else chi-square with Edwards' continuity correction; numbers as statsmodels' `mcnemar`.
 * @param onlyFirst rows that only the first answers rightly  @param onlySecond rows that only the second does
 * @returns `difference` in rows
 */
export function mcnemar(onlyFirst: number, onlySecond: number): McNemar {
  const rows = onlyFirst + onlySecond;
  const difference = onlyFirst - onlySecond;
  if (rows < EXACT_BELOW) {
    const statistic = Math.min(onlyFirst, onlySecond);
    return { difference, statistic, p: binomialTwoSided(statistic, rows, 0.5), exact: true };
  }
  const beyond = Math.abs(difference) - 1;
  const statistic = (beyond * beyond) / rows;
  return { difference, statistic, df: 1, p: chiSquareSurvival(statistic, 1), exact: false };
}

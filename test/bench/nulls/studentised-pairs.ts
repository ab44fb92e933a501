/**
 * Tukey's studentised range as a rule for all pairs, beside Holm's: it knows that pairs share learners, so it is sharper.
 * It takes one variance for all, but here each pair has its own (as in Games & Howell 1976, Journal of Educational
 * Statistics 1), so p goes through the normal deviate that has it. Measured, not used by the product: see rates.md.
 */
import { normalQuantile } from '../../../src/core/statistics/normal.js';
import { studentisedRangeSurvival } from '../../../src/core/statistics/studentised-range.js';

/**
 * Family-wise over all pairs of learners; of two learners it is p itself.
 * @param p two-sided, of one pair by itself  @param nLearners that could have been picked, at least 2
 */
export function studentisedPairs(p: number, nLearners: number): number {
  if (nLearners <= 2 || p >= 1) return p;
  const deviate = -normalQuantile(p / 2);
  if (deviate === Number.POSITIVE_INFINITY) return 0;
  return studentisedRangeSurvival(Math.SQRT2 * deviate, nLearners, Number.POSITIVE_INFINITY);
}

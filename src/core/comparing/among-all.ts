/**
 * The p of a pair that was picked after looking at all learners, as the best one and any other are.
 *
 * Holm's correction over the leader's comparisons counts those, but not that the leader was chosen: of ten equal learners
 * the best lies far from the others by its choice alone. Tukey's studentised range counts all pairs, so it holds for
 * whichever was picked; it takes one variance for all, but here each pair has its own (as in Games & Howell 1976, Journal
 * of Educational Statistics 1), so p goes through the normal deviate that has it.
 */
import { normalQuantile } from '../statistics/normal.js';
import { studentisedRangeSurvival } from '../statistics/studentised-range.js';

/**
 * Family-wise over all pairs of learners; of two learners it is p itself.
 * @param p two-sided, of one pair by itself  @param nLearners that could have been picked, at least 2
 */
export function amongAll(p: number, nLearners: number): number {
  if (nLearners <= 2 || p >= 1) return p;
  const deviate = -normalQuantile(p / 2);
  if (deviate === Number.POSITIVE_INFINITY) return 0;
  return studentisedRangeSurvival(Math.SQRT2 * deviate, nLearners, Number.POSITIVE_INFINITY);
}

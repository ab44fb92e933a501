/**
 * The combined 5x2cv F test (Alpaydin 1999, "Combined 5x2 cv F test for comparing supervised classification learning
 * algorithms", Neural Computation 11).
 *
 * Five repeats of two folds: within a repeat no row is trained on twice, so its two differences are taken as independent,
 * and how far they are apart tells the variance. The sum of all ten squared over that variance is about F with 10 and 5
 * degrees of freedom. With few rows they are not independent: what two learners make of half A and score on half B follows
 * from what the halves have in common, as does the other way round. Of equal naive Bayes learners on 200 rows the two
 * differences correlate by 0.4, the variance comes out at 0.6 of what it is, and 10 % are told apart; on 1,000 rows by
 * 0.06, and 5 % (test/bench/nulls/rates.md). mlxtend's numbers are the same (test/golden/learner-tests.json).
 */
import { fSurvival } from '../statistics/fisher-f.js';
import { mean } from '../statistics/moments.js';
import type { LearnerTest } from './learner-test.js';

const REPEATS = 5;
const DF = [2 * REPEATS, REPEATS] as const;

/** s^2 of the two differences of a repeat, around their mean. */
const spreadOf = ([a, b]: readonly [number, number]) => ((a - b) * (a - b)) / 2;

/**
 * @param differences [5][2] of the scores, first less second, by repeat and fold
 * @returns `difference` is the mean of the ten
 * @throws Error for any other number of repeats: a bug, not a user's mistake
 */
export function fiveByTwoF(differences: readonly (readonly [number, number])[]): LearnerTest {
  if (differences.length !== REPEATS) throw new Error(`5x2cv has 5 repeats, got ${differences.length}`);
  const all = differences.flat();
  const difference = mean(all);
  const squares = all.reduce((sum, value) => sum + value * value, 0);
  const spread = differences.reduce((sum, pair) => sum + spreadOf(pair), 0);
  if (squares === 0) return { difference, statistic: 0, df: DF, p: 1 };
  const statistic = squares / (2 * spread);
  return { difference, statistic, df: DF, p: fSurvival(statistic, ...DF) };
}

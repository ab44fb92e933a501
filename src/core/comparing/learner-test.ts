/** What a test between two learners says. */

export interface LearnerTest {
  /** First less second, in the unit that the test names. */
  readonly difference: number;
  /** Infinite where the scores leave no doubt: a difference without any spread. */
  readonly statistic: number;
  /** Degrees of freedom; of an F test those above and below the fraction. Absent: the test has none. */
  readonly df?: number | readonly [number, number];
  /** Two-sided. */
  readonly p: number;
}

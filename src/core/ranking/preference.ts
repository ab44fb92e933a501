/** `--rope 0.01`: how probable it is that a row is better than the best one, as good, or worse. */
import { bayesianCorrelatedT, type Preference } from '../comparing/bayesian-correlated-t.js';
import type { Metric } from '../metrics/metric.js';
import type { Candidate } from './candidate.js';
import { pairedDifferences } from './fold-tests.js';

/**
 * Of a row against the leader of the board, on the folds of both.
 * @param rope half the width of what counts as equal, in the metric's unit
 * @returns null on other folds and for fewer than two
 */
export function preferenceOver(
  leader: Candidate,
  row: Candidate,
  by: Pick<Metric, 'id' | 'direction'>,
  rope: number,
): Preference | null {
  const [first, second] = by.direction === 'max' ? [row, leader] : [leader, row];
  const gains = pairedDifferences(first, second, by.id);
  return gains && bayesianCorrelatedT(gains, rope);
}

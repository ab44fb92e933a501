/** Ranks of learners on each of several data sets, 1 the best, ties shared. */
import { midranks } from '../statistics/ranks.js';

export interface DataSetRanks {
  /** [nDataSets][nLearners], from 1, the best. */
  readonly ranks: readonly Float64Array[];
  /** [nLearners] over the data sets. */
  readonly means: readonly number[];
  /** Sum of t^3 - t over groups of t equal scores of a data set. */
  readonly ties: number;
}

/**
 * @param scores [nDataSets][nLearners], finite; at least one data set, each with as many learners
 * @param direction of the scores
 */
export function rankLearners(scores: readonly (readonly number[])[], direction: 'max' | 'min'): DataSetRanks {
  const ranked = scores.map((row) => midranks(direction === 'min' ? row : row.map((score) => -score)));
  const means = scores[0].map(
    (_, learner) => ranked.reduce((sum, { ranks }) => sum + ranks[learner], 0) / scores.length,
  );
  return {
    ranks: ranked.map(({ ranks }) => ranks),
    means,
    ties: ranked.reduce((sum, { ties }) => sum + ties, 0),
  };
}

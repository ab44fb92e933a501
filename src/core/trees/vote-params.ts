/** Parameters of models whose trees vote: those of scikit-learn's AdaBoostClassifier. */
import type { ParamSpecs } from '../params.js';

/** The factor of votes is e^vote, which has to be a number. */
const MOST_RATE = 10;

/** Of the trees of every learner. */
export const voteParams = {
  learning_rate: {
    type: 'float',
    default: 1,
    min: 0,
    aboveMin: true,
    max: MOST_RATE,
    help: 'how much of its vote a tree has',
    aliases: ['estimator__learning_rate', 'eta', 'shrinkage_rate'],
    space: { low: 0.05, high: 2, log: true },
  },
  max_depth: {
    type: 'int',
    default: 1,
    min: 1,
    simpler: 'low',
    help: 'deepest level of the trees; 1: stumps',
    aliases: ['estimator__max_depth', 'estimator__estimator__max_depth'],
    space: { low: 1, high: 4, integer: true },
  },
} as const satisfies ParamSpecs;

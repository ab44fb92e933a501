/** k folds over shuffled rows (scikit-learn's KFold). */
import { demandRows, foldsOf, foldsParam } from './fold-params.js';
import { shuffledRows } from './shuffled-rows.js';
import type { Splitter } from './splitter.js';

export const kfold: Splitter = {
  id: 'kfold',
  summary: 'k folds over shuffled rows',
  protocol: 'random',
  tests: 'each',
  isRandom: true,
  params: foldsParam,
  split(problem, params, rng, repeat) {
    const folds = Number(params.folds);
    const nRows = problem.y.length;
    demandRows(nRows, folds);
    const assignment = new Int32Array(nRows);
    shuffledRows(nRows, rng).forEach((row, position) => {
      assignment[row] = position % folds;
    });
    return foldsOf(assignment, folds, repeat);
  },
};

/**
 * Expanding windows in time: the sorted rows are cut in k + 1 parts, each part is tested on all before it
 * (scikit-learn's TimeSeriesSplit). Equal times stay in one part.
 */
import { dataError, usageError } from '../errors.js';
import { demandRows, foldsParam } from './kfold.js';
import { type Fold, makeFold, type Splitter } from './splitter.js';

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

export const time: Splitter = {
  id: 'time',
  summary: 'train on the past, test on the next part of time; needs --time COL',
  protocol: 'time',
  params: foldsParam,
  split(problem, params, _rng, repeat) {
    const { time: times } = problem;
    const folds = Number(params.folds);
    if (!times)
      throw usageError('ASSAY_NEEDS_TIME', 'the splitter time needs a time', 'name its column: --time COL');
    const nRows = times.length;
    demandRows(nRows, folds + 1);
    const starts: number[] = [];
    for (let part = 0; part <= folds; part++) {
      let at = Math.floor((part * nRows) / (folds + 1));
      while (at > 0 && at < nRows && times[at] === times[at - 1]) at++;
      starts.push(at);
    }
    starts.push(nRows);
    const parts: Fold[] = [];
    for (let fold = 0; fold < folds; fold++) {
      const from = starts[fold + 1];
      const to = starts[fold + 2];
      if (from >= to) {
        throw dataError(
          'ASSAY_FEW_TIMES',
          `${folds} folds need at least ${folds + 1} different times`,
          'use a smaller -k',
        );
      }
      parts.push(makeFold(repeat, fold, range(0, from), range(from, to)));
    }
    return parts;
  },
};

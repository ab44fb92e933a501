/**
 * Folds that leave a fixed number of rows, or one group, out (scikit-learn's LeaveOneOut, LeavePOut, LeaveOneGroupOut).
 * One row is too little to score, so the test rows of all folds of the first two are scored at once.
 */
import { dataError } from '../errors.js';
import type { ParamSpecs } from '../params.js';
import { demandFewFits, demandGroups, foldsOf, groupSizes, mostFitsParam } from './fold-params.js';
import { makeFold, type Splitter } from './splitter.js';

export const leaveOneOut: Splitter = {
  id: 'leave-one-out',
  aliases: ['LeaveOneOut', 'loo', 'loocv'],
  summary: 'a fold for each row; all rows are scored at once, since one row has no score of its own',
  protocol: 'leave-out',
  tests: 'each',
  isRandom: false,
  estimate: 'pooled',
  params: mostFitsParam,
  split({ y }, params, _rng, repeat) {
    demandFewFits('leave-one-out', y.length, params, 'kfold with -k 10');
    if (y.length < 2) throw dataError('ASSAY_FEW_ROWS', 'leave-one-out needs at least 2 rows', 'add rows');
    return foldsOf(Int32Array.from(y.keys()), y.length, repeat);
  },
};

/** How many ways there are to choose p of n; Infinity when they are past counting. */
function choices(n: number, p: number): number {
  let ways = 1;
  for (let i = 1; i <= p; i++) ways = (ways * (n - p + i)) / i;
  return Math.round(ways);
}

/** The subsets of p of 0..n-1, in lexical order. */
function* subsets(n: number, p: number): Generator<number[]> {
  const chosen = Array.from({ length: p }, (_, i) => i);
  for (;;) {
    yield [...chosen];
    let at = p - 1;
    while (at >= 0 && chosen[at] === n - p + at) at--;
    if (at < 0) return;
    chosen[at]++;
    for (let i = at + 1; i < p; i++) chosen[i] = chosen[i - 1] + 1;
  }
}

const leavePOutParams = {
  p: { type: 'int', default: 2, min: 1, help: 'rows left out in a fold' },
  ...mostFitsParam,
} as const satisfies ParamSpecs;

export const leavePOut: Splitter = {
  id: 'leave-p-out',
  aliases: ['LeavePOut', 'lpo'],
  summary: 'a fold for each set of p rows; all tested rows are scored at once',
  protocol: 'leave-out',
  tests: 'often',
  isRandom: false,
  estimate: 'pooled',
  params: leavePOutParams,
  split({ y }, params, _rng, repeat) {
    const p = Number(params.p);
    if (y.length <= p)
      throw dataError(
        'ASSAY_FEW_ROWS',
        `leave-p-out with p=${p} needs more than ${p} rows, got ${y.length}`,
        `use -p leave-p-out.p=${Math.max(1, y.length - 1)}`,
      );
    demandFewFits('leave-p-out', choices(y.length, p), params, 'shuffle with -k 100');
    const rows = Array.from(y.keys());
    return Array.from(subsets(y.length, p), (test, fold) => {
      const tested = new Set(test);
      return makeFold(
        repeat,
        fold,
        rows.filter((row) => !tested.has(row)),
        test,
      );
    });
  },
};

export const leaveOneGroupOut: Splitter = {
  id: 'leave-one-group-out',
  aliases: ['LeaveOneGroupOut', 'logo'],
  summary: 'a fold for each group, in order of their first rows; needs --groups COL',
  protocol: 'group',
  tests: 'each',
  isRandom: false,
  params: mostFitsParam,
  split({ groups }, params, _rng, repeat) {
    const known = demandGroups('leave-one-group-out', groups);
    const nGroups = groupSizes(known).length;
    if (nGroups < 2)
      throw dataError(
        'ASSAY_FEW_GROUPS',
        'leave-one-group-out needs at least 2 groups, got 1',
        'use another --groups',
      );
    demandFewFits('leave-one-group-out', nGroups, params, 'group with -k 10');
    return foldsOf(known, nGroups, repeat);
  },
};

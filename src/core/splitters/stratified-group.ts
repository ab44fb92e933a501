/**
 * k folds that never part a group, with class shares as equal as groups allow. Greedy, as scikit-learn's
 * StratifiedGroupKFold: groups that weigh most in a class first, each to the fold that has least of its classes.
 */
import type { Problem } from '../task.js';
import { demandGroups, demandManyGroups, foldsOf, foldsParam, groupSizes } from './fold-params.js';
import { shuffledRows } from './shuffled-rows.js';
import type { Splitter } from './splitter.js';

/** [nGroups][nClasses] what a group holds of each class, as a share of the class. */
function classShares({ task, y }: Problem, groups: Int32Array, nGroups: number): Float64Array[] {
  const total = new Float64Array(task.classes.length);
  for (const label of y) total[label]++;
  const shares = Array.from({ length: nGroups }, () => new Float64Array(task.classes.length));
  y.forEach((label, row) => {
    shares[groups[row]][label] += 1 / total[label];
  });
  return shares;
}

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);

/**
 * The fold of each group. Adding a group with shares c to a fold with shares s adds 2 s·c to the sum of squares over folds
 * and classes (c·c is the same for all folds), so the smallest s·c leaves them most equal; ties go to the smallest fold.
 */
function dealGroups(shares: Float64Array[], sizes: number[], order: readonly number[], folds: number) {
  const held = Array.from({ length: folds }, () => new Float64Array(shares[0].length));
  const rows = new Array<number>(folds).fill(0);
  const foldOfGroup = new Int32Array(sizes.length);
  for (const id of order) {
    const costs = held.map((fold) => dot(fold, shares[id]));
    const least = Math.min(...costs);
    let best = costs.indexOf(least);
    for (let fold = best + 1; fold < folds; fold++) {
      if (costs[fold] === least && rows[fold] < rows[best]) best = fold;
    }
    foldOfGroup[id] = best;
    rows[best] += sizes[id];
    for (const [label, share] of shares[id].entries()) held[best][label] += share;
  }
  return foldOfGroup;
}

export const stratifiedGroup: Splitter = {
  id: 'stratified-group',
  aliases: ['StratifiedGroupKFold'],
  summary:
    'k folds that never part a group, class shares as equal as groups allow; needs classes and --groups COL',
  protocol: 'group',
  tests: 'each',
  isRandom: true,
  needsClasses: true,
  params: foldsParam,
  split(problem, params, rng, repeat) {
    const folds = Number(params.folds);
    const groups = demandGroups('stratified-group', problem.groups);
    const sizes = groupSizes(groups);
    demandManyGroups(sizes.length, folds);
    const shares = classShares(problem, groups, sizes.length);
    const weight = shares.map((one) => dot(one, one));
    const order = Array.from(shuffledRows(sizes.length, rng)).sort((a, b) => weight[b] - weight[a]);
    const foldOfGroup = dealGroups(shares, sizes, order, folds);
    return foldsOf(
      Int32Array.from(groups, (id) => foldOfGroup[id]),
      folds,
      repeat,
    );
  },
};

/** k folds that never part a group: groups in shuffled order of size, each to the smallest fold (scikit-learn's GroupKFold). */
import { demandGroups, demandManyGroups, foldsOf, foldsParam, groupSizes } from './fold-params.js';
import { shuffledRows } from './shuffled-rows.js';
import type { Splitter } from './splitter.js';

export const group: Splitter = {
  id: 'group',
  aliases: ['GroupKFold'],
  summary: 'k folds that never part a group; needs --groups COL',
  protocol: 'group',
  tests: 'each',
  isRandom: true,
  params: foldsParam,
  split(problem, params, rng, repeat) {
    const folds = Number(params.folds);
    const groups = demandGroups('group', problem.groups);
    const sizes = groupSizes(groups);
    demandManyGroups(sizes.length, folds);
    const largestFirst = Array.from(shuffledRows(sizes.length, rng)).sort((a, b) => sizes[b] - sizes[a]);
    const rowsInFold = new Array<number>(folds).fill(0);
    const foldOfGroup = new Int32Array(sizes.length);
    for (const id of largestFirst) {
      const smallest = rowsInFold.indexOf(Math.min(...rowsInFold));
      foldOfGroup[id] = smallest;
      rowsInFold[smallest] += sizes[id];
    }
    return foldsOf(
      Int32Array.from(groups, (id) => foldOfGroup[id]),
      folds,
      repeat,
    );
  },
};

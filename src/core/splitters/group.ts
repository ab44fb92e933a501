/** k folds that never part a group: groups in shuffled order of size, each to the smallest fold (scikit-learn's GroupKFold). */
import { dataError, usageError } from '../errors.js';
import { foldsOf, foldsParam } from './kfold.js';
import type { Splitter } from './splitter.js';

export const group: Splitter = {
  id: 'group',
  summary: 'k folds that never part a group; needs --groups COL',
  protocol: 'group',
  params: foldsParam,
  split(problem, params, rng, repeat) {
    const { groups } = problem;
    const folds = Number(params.folds);
    if (!groups)
      throw usageError(
        'ASSAY_NEEDS_GROUPS',
        'the splitter group needs groups',
        'name their column: --groups COL',
      );
    const sizes: number[] = [];
    for (const id of groups) sizes[id] = (sizes[id] ?? 0) + 1;
    if (sizes.length < folds) {
      throw dataError(
        'ASSAY_FEW_GROUPS',
        `${folds} folds need at least ${folds} groups, got ${sizes.length}`,
        `use -k ${Math.max(2, sizes.length)}`,
      );
    }
    const order = rng.shuffle(Uint32Array.from(sizes, (_, id) => id));
    const largestFirst = Array.from(order).sort((a, b) => sizes[b] - sizes[a]);
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

/** Classes that no row of a fold's training rows has, so that nothing can predict them, or none of its test rows. */
import { counted } from '../shown-numbers.js';
import type { Fold } from '../splitters/splitter.js';
import { isClassification, type Problem } from '../task.js';
import type { Check, Finding } from './check.js';

/** For each class, in how many folds none of the rows has it. */
function foldsWithout({ task, y }: Problem, folds: readonly Fold[], which: 'train' | 'test'): number[] {
  const lacking = task.classes.map(() => 0);
  for (const fold of folds) {
    const has = new Set<number>();
    for (const row of fold[which]) has.add(y[row]);
    for (const label of lacking.keys()) if (!has.has(label)) lacking[label]++;
  }
  return lacking;
}

function message(problem: Problem, folds: readonly Fold[], which: 'train' | 'test'): string | null {
  const { classes } = problem.task;
  const lacking = foldsWithout(problem, folds, which);
  const most = Math.max(...lacking);
  if (most === 0) return null;
  const label = classes[lacking.indexOf(most)];
  const others = lacking.filter((count) => count > 0).length - 1;
  const more = others > 0 ? ` (and ${counted(others, 'other class', 'other classes')} of some)` : '';
  const where = `class "${label}" is missing from the ${which === 'train' ? 'training' : 'test'} rows of ${most} of ${counted(folds.length, 'fold')}${more}`;
  return which === 'train'
    ? `${where}: it cannot be predicted there; use fewer folds, or a stratified splitter`
    : `${where}: metrics of it are undefined there; use fewer folds, or a stratified splitter`;
}

export const classesMissing: Check = {
  id: 'classes-missing',
  summary: 'classes without a row among the training rows, or the test rows, of a fold',
  find({ problem, folds, protocol }): Finding[] {
    if (!isClassification(problem.task) || folds.length === 0) return [];
    // Folds of one row are scored together.
    const sides = protocol === 'leave-out' ? (['train'] as const) : (['train', 'test'] as const);
    return sides.flatMap((which) => {
      const said = message(problem, folds, which);
      return said === null ? [] : [{ id: 'classes-missing', columns: [problem.task.target], message: said }];
    });
  },
};

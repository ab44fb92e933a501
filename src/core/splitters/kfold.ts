/** k folds over shuffled rows; stratified: each class dealt over the folds in turn (scikit-learn's KFold, StratifiedKFold). */
import { dataError } from '../errors.js';
import type { ParamSpecs } from '../params.js';
import type { Rng } from '../rng.js';
import { counted } from '../shown-numbers.js';
import { isClassification, type Problem } from '../task.js';
import { type Fold, foldFromAssignment, type Splitter } from './splitter.js';

export const foldsParam = {
  folds: { type: 'int', default: 5, min: 2, help: 'number of folds' },
} as const satisfies ParamSpecs;

/** @throws AssayError exit 3 when there are fewer rows than folds. */
export function demandRows(nRows: number, folds: number, what = 'rows'): void {
  if (nRows >= folds) return;
  throw dataError(
    'ASSAY_FEW_ROWS',
    `${folds} folds need at least ${folds} ${what}, got ${nRows}`,
    `use -k ${Math.max(2, nRows)} or fewer`,
  );
}

export const foldsOf = (assignment: Int32Array, folds: number, repeat: number): Fold[] =>
  Array.from({ length: folds }, (_, fold) => foldFromAssignment(assignment, repeat, fold));

const shuffled = (nRows: number, rng: Rng) =>
  rng.shuffle(Uint32Array.from({ length: nRows }, (_, row) => row));

export const kfold: Splitter = {
  id: 'kfold',
  summary: 'k folds over shuffled rows',
  protocol: 'random',
  params: foldsParam,
  split(problem, params, rng, repeat) {
    const folds = Number(params.folds);
    const nRows = problem.y.length;
    demandRows(nRows, folds);
    const assignment = new Int32Array(nRows);
    shuffled(nRows, rng).forEach((row, position) => {
      assignment[row] = position % folds;
    });
    return foldsOf(assignment, folds, repeat);
  },
};

/** @throws AssayError exit 3 naming the smallest class when it has fewer rows than there are folds. */
function demandClassRows(problem: Problem, folds: number): void {
  const counts = problem.task.classes.map(() => 0);
  for (const label of problem.y) counts[label]++;
  const rare = counts.indexOf(Math.min(...counts));
  if (counts[rare] >= folds) return;
  const label = problem.task.classes[rare];
  throw dataError(
    'ASSAY_CLASS_TOO_SMALL',
    `class "${label}" of ${problem.task.target} has ${counted(counts[rare], 'row')}, fewer than ${folds} folds`,
    counts[rare] >= 2
      ? `use -k ${counts[rare]} or fewer${counts.length > 2 ? ', or leave that class out' : ''}`
      : 'leave that class out, or join it with another',
  );
}

export const stratified: Splitter = {
  id: 'stratified',
  summary: 'k folds over shuffled rows, each with the class shares of the whole',
  protocol: 'random',
  params: foldsParam,
  split(problem, params, rng, repeat) {
    const folds = Number(params.folds);
    if (!isClassification(problem.task)) return kfold.split(problem, params, rng, repeat);
    demandClassRows(problem, folds);
    const assignment = new Int32Array(problem.y.length);
    // One counter over all classes: where one class leaves off the next goes on, so fold sizes differ by at most one.
    let position = 0;
    const order = shuffled(problem.y.length, rng);
    for (let label = 0; label < problem.task.classes.length; label++) {
      for (const row of order) if (problem.y[row] === label) assignment[row] = position++ % folds;
    }
    return foldsOf(assignment, folds, repeat);
  },
};

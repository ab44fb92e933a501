/**
 * k folds over shuffled rows, each like the whole: classes dealt over the folds in turn (scikit-learn's StratifiedKFold);
 * of numbers, rows in order of the target, k neighbours at a time dealt one to each fold.
 */
import { argsort } from '../argsort.js';
import { dataError } from '../errors.js';
import type { Rng } from '../rng.js';
import { counted } from '../shown-numbers.js';
import { isClassification, type Problem } from '../task.js';
import { demandRows, foldsOf, foldsParam } from './fold-params.js';
import { shuffledRows } from './shuffled-rows.js';
import type { Splitter } from './splitter.js';

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

function dealClasses(problem: Problem, folds: number, rng: Rng): Int32Array {
  demandClassRows(problem, folds);
  const assignment = new Int32Array(problem.y.length);
  // One counter over all classes: where one class leaves off the next goes on, so fold sizes differ by at most one.
  let position = 0;
  const order = shuffledRows(problem.y.length, rng);
  for (let label = 0; label < problem.task.classes.length; label++) {
    for (const row of order) if (problem.y[row] === label) assignment[row] = position++ % folds;
  }
  return assignment;
}

function dealNumbers({ y }: Problem, folds: number, rng: Rng): Int32Array {
  demandRows(y.length, folds);
  // Equal targets in random order, so that the order of the file does not pick their block.
  const shuffled = shuffledRows(y.length, rng);
  const order = argsort(Float64Array.from(shuffled, (row) => y[row])).map((at) => shuffled[at]);
  const assignment = new Int32Array(y.length);
  for (let from = 0; from < order.length; from += folds) {
    const dealt = shuffledRows(folds, rng);
    order.subarray(from, from + folds).forEach((row, i) => {
      assignment[row] = dealt[i];
    });
  }
  return assignment;
}

export const stratified: Splitter = {
  id: 'stratified',
  aliases: ['StratifiedKFold'],
  summary:
    'k folds over shuffled rows, each with the class shares of the whole; for numbers only when asked for: the folds then differ less than the tests of compare assume',
  protocol: 'random',
  tests: 'each',
  isRandom: true,
  params: foldsParam,
  split(problem, params, rng, repeat) {
    const folds = Number(params.folds);
    const deal = isClassification(problem.task) ? dealClasses : dealNumbers;
    return foldsOf(deal(problem, folds, rng), folds, repeat);
  },
};

/**
 * The confusion matrix, and what one class sees of it. Every metric of labels is made from it, so that ten of them cost
 * one pass over the rows.
 */
import type { Task } from '../task.js';
import { checkScored } from './check-scored.js';
import type { Confusion, LabelMetric, Score, Scored } from './metric.js';
import { perConfusion, perScored } from './per-scored.js';

/**
 * Rows counted by [truth][predicted], in class order, each as often as it weighs; remembered for each `scored`. O(rows).
 * @throws Error for regression, which has no classes: a bug, not a user's mistake
 */
export const confusionMatrix: (scored: Scored) => number[][] = perScored(
  ({ task, nRows, truth, predicted, weights }) => {
    const width = task.classes.length;
    if (width === 0) throw new Error('a regression has no confusion matrix');
    const flat = new Float64Array(width * width);
    for (let row = 0; row < nRows; row++) {
      flat[truth[row] * width + predicted[row]] += weights === undefined ? 1 : weights[row];
    }
    return Array.from({ length: width }, (_, k) => Array.from(flat.subarray(k * width, (k + 1) * width)));
  },
);

/** One class against all others: rows, or their weight. */
export interface ClassCounts {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}

/** @param inTruth [classes] the sum of each row */
function countsOf(confusion: Confusion, inTruth: readonly number[], k: number): ClassCounts {
  let [fp, fn, others] = [0, 0, 0];
  for (let other = 0; other < confusion.length; other++) {
    if (other === k) continue;
    fp += confusion[other][k];
    fn += confusion[k][other];
    others += inTruth[other];
  }
  return { tp: confusion[k][k], fp, fn, tn: Math.max(0, others - fp) };
}

/**
 * The counts of every class; remembered. O(classes^2). Weights are added up, never taken off, where nothing may be left:
 * what is empty is 0 and not a rounding error.
 */
export const countsByClass: (confusion: Confusion) => readonly ClassCounts[] = perConfusion((confusion) => {
  const inTruth = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
  return confusion.map((_, k) => countsOf(confusion, inTruth, k));
});

type LabelSpec = Omit<LabelMetric, 'needs' | 'score'>;

/** A metric of labels from its function of the confusion matrix. */
export const labelMetric = (spec: LabelSpec): LabelMetric => ({
  ...spec,
  needs: 'label',
  score: (scored: Scored): Score => {
    checkScored(scored, 'label');
    return spec.scoreCounts(confusionMatrix(scored), scored.task);
  },
});

/** The positive class of a binary task. */
export const positiveOf = (task: Task): number => {
  if (task.positive === null) throw new Error(`the task ${task.kind} has no positive class`);
  return task.positive;
};

/**
 * The confusion matrix, and what one class sees of it. Every metric of labels is made from it, so that ten of them cost
 * one pass over the rows.
 */
import type { Task } from '../task.js';
import { checkScored } from './check-scored.js';
import type { Confusion, LabelMetric, Score, Scored } from './metric.js';
import { perScored } from './per-scored.js';

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

const sumBut = (values: readonly number[], left: number) =>
  values.reduce((sum, value, k) => (k === left ? sum : sum + value), 0);

/**
 * The counts of every class. O(classes^2). Weights are added up, never taken off, where nothing may be left: what is
 * empty is 0 and not a rounding error.
 */
export function countsByClass(confusion: Confusion): ClassCounts[] {
  const inTruth = confusion.map((row) => sumBut(row, -1));
  return confusion.map((row, k) => {
    const fp = confusion.reduce((sum, other, truth) => (truth === k ? sum : sum + other[k]), 0);
    const tn = Math.max(0, sumBut(inTruth, k) - fp);
    return { tp: row[k], fp, fn: sumBut(row, k), tn };
  });
}

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

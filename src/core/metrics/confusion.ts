/**
 * The confusion matrix, and what one class sees of it. Every metric of labels is made from it, so that ten of them cost
 * one pass over the rows.
 */
import type { Task } from '../task.js';
import type { Confusion, LabelMetric, Score, Scored } from './metric.js';
import { perScored } from './per-scored.js';

/**
 * Rows counted by [truth][predicted], in class order; remembered for each `scored`. O(rows).
 * @throws Error for regression, which has no classes: a bug, not a user's mistake
 */
export const confusionMatrix: (scored: Scored) => number[][] = perScored(
  ({ task, nRows, truth, predicted }) => {
    const width = task.classes.length;
    if (width === 0) throw new Error('a regression has no confusion matrix');
    const flat = new Float64Array(width * width);
    for (let row = 0; row < nRows; row++) flat[truth[row] * width + predicted[row]]++;
    return Array.from({ length: width }, (_, k) => Array.from(flat.subarray(k * width, (k + 1) * width)));
  },
);

/** One class against all others. */
export interface ClassCounts {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}

/** The counts of every class. O(classes^2). */
export function countsByClass(confusion: Confusion): ClassCounts[] {
  const inTruth = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
  const inPrediction = confusion.map((_, k) => confusion.reduce((sum, row) => sum + row[k], 0));
  const nRows = inTruth.reduce((sum, count) => sum + count, 0);
  return confusion.map((row, k) => {
    const tp = row[k];
    const fn = inTruth[k] - tp;
    const fp = inPrediction[k] - tp;
    return { tp, fp, fn, tn: nRows - tp - fn - fp };
  });
}

type LabelSpec = Omit<LabelMetric, 'needs' | 'score'>;

/** A metric of labels from its function of the confusion matrix. */
export const labelMetric = (spec: LabelSpec): LabelMetric => ({
  ...spec,
  needs: 'label',
  score: (scored: Scored): Score => spec.scoreCounts(confusionMatrix(scored), scored.task),
});

/** The positive class of a binary task. */
export const positiveOf = (task: Task): number => {
  if (task.positive === null) throw new Error(`the task ${task.kind} has no positive class`);
  return task.positive;
};

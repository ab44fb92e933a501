/** Where counts are too small for an interval to be believed: it is said, since its coverage is then unknown. */
import { countsByClass } from '../metrics/confusion.js';
import type { Confusion, LabelMetric } from '../metrics/metric.js';
import type { Task } from '../task.js';

/** Fewer rows than this in a count that a metric uses are few. */
export const FEW_EVENTS = 20;

const oneMore = (confusion: Confusion, truth: number, predicted: number): Confusion =>
  confusion.map((row, i) =>
    i === truth ? row.map((count, j) => (j === predicted ? count + 1 : count)) : row,
  );

/**
 * The counts that a metric is made of: of two classes the cells of the confusion matrix that move it; of more, hits,
 * misses and false alarms of each class, by those cells.
 */
function countsUsed(metric: LabelMetric, confusion: Confusion, task: Task): number[] {
  const value = metric.scoreCounts(confusion, task).value;
  const moves = (truth: number, predicted: number) =>
    metric.scoreCounts(oneMore(confusion, truth, predicted), task).value !== value;
  const classes = confusion.map((_, k) => k);
  if (classes.length === 2)
    return classes.flatMap((i) => classes.filter((j) => moves(i, j)).map((j) => confusion[i][j]));
  return countsByClass(confusion).flatMap(({ tp, fp, fn }, k) => [
    ...(moves(k, k) ? [tp] : []),
    ...(classes.some((j) => j !== k && moves(k, j)) ? [fn] : []),
    ...(classes.some((j) => j !== k && moves(j, k)) ? [fp] : []),
  ]);
}

/** @param confusion whole numbers */
export const hasFewEvents = (metric: LabelMetric, confusion: Confusion, task: Task): boolean =>
  countsUsed(metric, confusion, task).some((count) => count < FEW_EVENTS);

/** Which metrics a cut of probabilities changes. */
import { isUsual } from './choose-metrics.js';
import { metrics } from './list.js';
import type { Metric } from './metric.js';

/** Is the metric one of answers, so that a cut changes it? */
export const dependsOnCut = ({ needs, sums }: Metric): boolean =>
  needs === 'label' || (needs === 'answer' && sums !== undefined);

/** Ids of the metrics that a cut can be chosen for, those that tables show first. */
export function cutMetrics(): string[] {
  const isOfCuts = (metric: Metric) => metric.tasks.includes('binary') && dependsOnCut(metric);
  const ids = metrics
    .all()
    .filter(isOfCuts)
    .map(({ id }) => id);
  const usual = ids.filter((id) => isUsual('binary', id));
  return [...new Set([...usual, ...ids])];
}

/** Which metrics a cut of probabilities changes. */
import { unknownName } from '../suggest.js';
import { isUsual } from './choose-metrics.js';
import { metrics } from './list.js';
import type { Metric } from './metric.js';

/** Is the metric one of answers, so that a cut changes it? */
export const dependsOnCut = ({ needs, sums }: Metric): boolean =>
  needs === 'label' || (needs === 'answer' && sums !== undefined);

/** Can a cut be chosen for it? Only two classes have one. */
export const isOfCuts = (metric: Metric): boolean => metric.tasks.includes('binary') && dependsOnCut(metric);

/** Those that tables show first. */
function idsOfCuts(): string[] {
  const ids = metrics
    .all()
    .filter(isOfCuts)
    .map(({ id }) => id);
  const usual = ids.filter((id) => isUsual('binary', id));
  return [...new Set([...usual, ...ids])];
}

/**
 * The id of a metric that was typed to choose a cut for.
 * @throws AssayError (exit 2): unknown, with those that a cut changes; a parameter or class that it does not take
 */
export function cutMetricId(typed: string): string {
  if (metrics.has(typed) || /[@:]/.test(typed)) return metrics.get(typed).id;
  throw unknownName('metric', typed, idsOfCuts());
}

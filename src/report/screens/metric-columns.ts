/** Columns that tables of metrics share: a line a metric, with its spread and its interval. */
import { metrics } from '../../core/metrics/list.js';
import type { MetricValue } from '../../core/schemas/metric-value.js';
import { right, type TableColumn } from './layout.js';
import { score } from './numbers.js';

/** A metric as a line of a table. */
export interface MetricLine {
  readonly metric: MetricValue;
  /** Decimals that it is shown with. */
  readonly digits: number;
}

/** `0.390 … 0.427`; empty where there is no interval. */
export const span = (ends: readonly [number, number] | null | undefined, digits: number): string =>
  ends ? `${score(ends[0], digits)} … ${score(ends[1], digits)}` : '';

/** The standard deviation over folds, and the interval of the value. */
export const spreadColumns = (lines: readonly MetricLine[]): TableColumn[] => [
  right(
    '±std',
    lines.map(({ metric, digits }) => (metric.std === null ? '' : score(metric.std, digits))),
  ),
  right(
    '95 % interval',
    lines.map(({ metric, digits }) => span(metric.ci95, digits)),
  ),
];

const isOfList = (id: string) => metrics.has(id) && metrics.get(id).interval === 'all-rows';

/** Why mean and pooled of `precision@50` lie apart: which lists they are of. Empty where there is nothing to say. */
export function listNote(ids: readonly string[], nFolds: number): string {
  const named = nFolds > 1 ? ids.filter(isOfList) : [];
  return named.length > 0
    ? `${named.join(', ')}: the mean is of a list in each fold, pooled of one list of all rows`
    : '';
}

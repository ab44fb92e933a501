/** The row that leads others of its group. */
import type { MetricValues } from '../schemas/metric-value.js';

/**
 * The row that the others of a group are compared with: the best by the metric, whatever later keys put first.
 * @param rows at least one
 */
export function leaderOf<Row extends { readonly metrics: MetricValues }>(
  rows: readonly Row[],
  { by, direction }: { readonly by: string; readonly direction: 'max' | 'min' },
): Row {
  const scoreOf = ({ metrics }: Row) => metrics[by]?.value ?? null;
  return rows.reduce((leader, row) => {
    const [best, own] = [scoreOf(leader), scoreOf(row)];
    if (own === null || best === null) return best === null && own !== null ? row : leader;
    return (direction === 'max' ? own > best : own < best) ? row : leader;
  });
}

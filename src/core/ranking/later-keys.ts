/** The later keys of `--by f1,fit_time`: the order of rows that the first key cannot tell apart. */
import { metricFor } from '../metrics/choose-metrics.js';
import { metrics } from '../metrics/list.js';
import type { CompareRow } from '../schemas/compare.js';
import { unknownName } from '../suggest.js';
import type { Task } from '../task.js';
import { measures } from './measures.js';

export interface LaterKey {
  readonly id: string;
  readonly direction: 'max' | 'min';
  of(row: CompareRow): number | null;
}

/**
 * A metric, or a measure, of which less is better.
 * @throws AssayError (exit 2): neither, or a metric of another task
 */
export function laterKey(typed: string, task: Task): LaterKey {
  if (measures.has(typed)) {
    const { id } = measures.get(typed);
    return { id, direction: 'min', of: (row) => row[id] };
  }
  if (!metrics.has(typed)) {
    throw unknownName('key of --by', typed, [...metrics.ids(), ...measures.ids()]);
  }
  const { id, direction } = metricFor(task, typed);
  return { id, direction, of: (row) => row.metrics[id]?.value ?? null };
}

/** Better first; without a value last; 0 when equal. */
function compareBy({ direction, of }: LaterKey, a: CompareRow, b: CompareRow): number {
  const [first, second] = [of(a), of(b)];
  if (first === second) return 0;
  if (first === null || second === null) return first === null ? 1 : -1;
  return direction === 'max' ? second - first : first - second;
}

/** Rows of one group by the later keys, one after the other; what they leave equal stays in order of the metric. */
export function orderInGroups(rows: readonly CompareRow[], keys: readonly LaterKey[]): CompareRow[] {
  if (keys.length === 0) return [...rows];
  const sorted = [...rows].sort((a, b) => {
    if (a.group !== b.group) return a.group - b.group;
    for (const key of keys) {
      const order = compareBy(key, a, b);
      if (order !== 0) return order;
    }
    return a.rank - b.rank;
  });
  return sorted.map((row, at) => ({ ...row, rank: at + 1 }));
}

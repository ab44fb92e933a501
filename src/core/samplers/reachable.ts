/** Can a sampler's `sampling_strategy` be met? Said before any work is done, of all folds at once. */
import type { Params } from '../params.js';
import type { TaskData } from '../task.js';
import { checkNewRows } from './made-rows.js';
import type { Sampler } from './sampler.js';
import { countsAfter } from './strategy.js';

/** What is asked of a sampler, or of a model that draws rows by class. */
type Drawing = Pick<Sampler, 'id' | 'kind' | 'linksOf' | 'roundsEachRow' | 'keepsTies'>;

/** Rows of each class, in class order. */
type ClassCounts = readonly number[];

/** Rows of each class that a sampler leaves of each table; null where its rule alone decides. @throws AssayError as `checkReachable` */
function countsLeft(
  sampler: Drawing,
  params: Params,
  data: Pick<TaskData, 'table' | 'task'>,
  tables: readonly ClassCounts[] | null,
): readonly ClassCounts[] | null {
  const { id, kind, linksOf, roundsEachRow, keepsTies } = sampler;
  if (tables === null || kind === 'none') return tables;
  const links = linksOf?.(params);
  if (links) {
    return links.reduce(
      (left, link) => countsLeft(link.sampler, link.params, data, left),
      tables as readonly ClassCounts[] | null,
    );
  }
  if (params.sampling_strategy === undefined || kind === 'clean') return null;
  const after = countsAfter(id, kind === 'under' ? 'under' : 'over', { params, task: data.task }, tables);
  const sum = (counts: ClassCounts) => counts.reduce((rows, count) => rows + count, 0);
  const nNew = Math.max(...after.map((counts, i) => sum(counts) - sum(tables[i])));
  checkNewRows(id, nNew, data.table.columns.length);
  return kind === 'both' || roundsEachRow || keepsTies ? null : after;
}

/**
 * Can the strategy be met by these rows? Of a chain each link is asked as long as it is known what those before it leave.
 * @param parts rows that are sampled: all, or those that train in each fold @throws AssayError exit 2 or 3, as the sampler would
 */
export function checkReachable(
  sampler: Drawing,
  params: Params,
  data: Pick<TaskData, 'table' | 'task' | 'y'>,
  parts: readonly Uint32Array[],
): void {
  if (sampler.kind === 'none' || parts.length === 0) return;
  const tables = parts.map((rows) => {
    const counts = data.task.classes.map(() => 0);
    for (const row of rows) counts[data.y[row]]++;
    return counts;
  });
  countsLeft(sampler, params, data, tables);
}

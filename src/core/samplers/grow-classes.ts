/** What over-samplers share: each class that is to have more rows grows them on its own. */
import { type DistanceSpace, distanceSpace } from '../neighbours/space.js';
import type { WorkWarning } from '../schemas/metric-value.js';
import { rowsOfClasses } from './class-rows.js';
import { type Growth, growBetween } from './growth.js';
import { scaleOf } from './neighbour-params.js';
import type { Resampled, SampleInput } from './sampler.js';
import { rowsToAdd } from './strategy.js';
import { usableKOfClass } from './usable-k.js';

/** A class that is to grow. */
export interface Growing {
  readonly label: number;
  /** Its training rows, ascending; with repeats where training rows repeat. */
  readonly members: Uint32Array;
  /** As far as these tell what a differing category costs. */
  readonly space: DistanceSpace;
  /** Neighbours that a row has among its own: as asked for, as far as there are so many. */
  readonly k: number;
  /** Rows to add, at least 1. */
  readonly nNew: number;
  /** Rows to add, of all classes. */
  readonly nNewOfAll: number;
}

/**
 * All training rows, and the new ones of each class.
 * @param grow is called for classes that grow, in class order; warnings: OUT what people must know
 * @throws AssayError exit 2 for a regression task, or a strategy that cannot be met; exit 3 for a class of a single row
 */
export function growClasses(
  samplerId: string,
  input: SampleInput,
  grow: (growing: Growing, warnings: WorkWarning[]) => Growth[],
): Resampled {
  const byClass = rowsOfClasses(samplerId, input);
  const added = rowsToAdd(samplerId, input, byClass);
  const nNewOfAll = added.reduce((sum, count) => sum + count, 0);
  const warnings: WorkWarning[] = [];
  const growths = byClass.flatMap((members, label) => {
    const nNew = added[label];
    if (nNew === 0) return [];
    const k = usableKOfClass(samplerId, input, label, members, warnings);
    const space = distanceSpace(input.table.columns, input.rows, members, scaleOf(input.params));
    return grow({ label, members, space, k, nNew, nNewOfAll }, warnings);
  });
  return growBetween(input, growths, warnings);
}

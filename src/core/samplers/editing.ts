/** What Wilson's rule and those that repeat it share: their parameters, whom they ask, and when to stop. */
import { distanceSpace } from '../neighbours/space.js';
import type { ParamSpec } from '../params.js';
import type { WorkWarning } from '../schemas/metric-value.js';
import { distinctRows, rowsOfClasses } from './class-rows.js';
import { scaleOf } from './neighbour-params.js';
import { Neighbourhoods, type Selection } from './neighbourhoods.js';
import type { SampleInput } from './sampler.js';
import { classesToClean, smallestClass } from './strategy.js';
import { usableK } from './usable-k.js';

export const nNeighbors: ParamSpec = {
  type: 'int',
  default: 3,
  min: 1,
  help: 'nearest others of any class that say whether a row stays',
  aliases: ['k'],
};

export const kindSel: ParamSpec = {
  type: 'word',
  default: 'all',
  words: ['all', 'mode'],
  help: 'a row stays when all neighbours are of its class, or most (mode)',
};

/** The value of `kind_sel`. */
export const selectionOf = ({ params }: SampleInput): Selection =>
  params.kind_sel === 'mode' ? 'mode' : 'all';

export interface Editing {
  /** Null where there are no two rows. */
  readonly near: Neighbourhoods | null;
  readonly warnings: readonly WorkWarning[];
}

/** The neighbours of the rows that may be left out. */
export function editingOf(samplerId: string, input: SampleInput): Editing {
  const byClass = rowsOfClasses(samplerId, input);
  const isCleaned = classesToClean(input, byClass);
  const { table, rows, y, params, engine } = input;
  const distinct = distinctRows(rows);
  if (distinct.length < 2) return { near: null, warnings: [] };
  const warnings: WorkWarning[] = [];
  const wanted = Number(params.n_neighbors);
  const k = usableK(samplerId, 'the training data', wanted, distinct.length, warnings);
  const space = distanceSpace(table.columns, rows, rows, scaleOf(params));
  const asking = distinct.filter((row) => isCleaned[y[row]]);
  return { near: new Neighbourhoods(space, distinct, asking, k, engine), warnings };
}

/** Distinct rows of each class among some. */
export function countClasses({ y, task }: SampleInput, rows: Uint32Array): number[] {
  const counts = task.classes.map(() => 0);
  for (const row of rows) counts[y[row]]++;
  return counts;
}

/** Has a class lost all its rows? */
export const hasVanished = (before: readonly number[], now: readonly number[]): boolean =>
  before.some((count, label) => count > 0 && now[label] === 0);

/** Has another class fewer rows than the smallest had? */
export function isBelowSmallest(before: readonly number[], now: readonly number[]): boolean {
  const smallest = smallestClass(before);
  return before.some((count, label) => count > 0 && label !== smallest && now[label] < before[smallest]);
}

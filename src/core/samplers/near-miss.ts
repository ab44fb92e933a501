/**
 * NearMiss: of the larger classes those rows stay that are near to the smallest class. Mani & Zhang 2003, "kNN Approach to
 * Unbalanced Data Distributions: A Case Study Involving Information Extraction", ICML 2003 workshop on learning from imbalanced
 * data sets.
 *
 * Version 1 keeps rows with the smallest mean distance to their n nearest rows of the smallest class, version 2 with the smallest
 * to their n farthest. Version 3 looks at the `n_neighbors_ver3` nearest rows of each row of the smallest class, and keeps of
 * these the ones with the largest mean distance to their n nearest. Ties stay by the lower row.
 */
import { farthestSums } from '../neighbours/farthest.js';
import { nearestRows } from '../neighbours/nearest.js';
import { type DistanceSpace, distanceSpace } from '../neighbours/space.js';
import type { WorkWarning } from '../schemas/metric-value.js';
import { joinUints } from '../table.js';
import { distinctRows, rowsOfClasses } from './class-rows.js';
import { onlyKeep } from './keep-only.js';
import { scale, scaleOf } from './neighbour-params.js';
import type { Resampled, SampleInput, Sampler } from './sampler.js';
import { rowsToKeep, smallestClass, underStrategy } from './strategy.js';
import { usableK } from './usable-k.js';

const ID = 'near-miss';

/** What all classes that lose rows are compared with. */
interface Comparison {
  readonly input: SampleInput;
  readonly space: DistanceSpace;
  /** Distinct rows of the smallest class. */
  readonly minority: Uint32Array;
  readonly version: number;
  /** OUT */
  readonly warnings: WorkWarning[];
}

/** Sums of the distances to the n nearest rows of the smallest class. */
function nearestSums({ space, minority, input }: Comparison, rows: Uint32Array, n: number): Float64Array {
  const { squared } = nearestRows(space, minority, rows, n, input.engine);
  return Float64Array.from(rows, (_, i) => {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += Math.sqrt(squared[i * n + j]);
    return sum;
  });
}

/** The rows of a class that rows of the smallest have as neighbours. */
function shortList({ space, minority, input, warnings }: Comparison, rows: Uint32Array, name: string) {
  const wanted = Number(input.params.n_neighbors_ver3);
  const k = usableK(ID, `class "${name}"`, wanted, rows.length, warnings, rows.length);
  const { index } = nearestRows(space, rows, minority, k, input.engine);
  return Uint32Array.from(new Set(index), (at) => rows[at]).sort();
}

/** Distinct rows of a class, those first that stay first. */
function ranked(comparison: Comparison, members: Uint32Array, label: number): Uint32Array {
  const { version, minority, input, space, warnings } = comparison;
  const { task, y, params } = input;
  const distinct = distinctRows(members);
  const isSmallest = y[minority[0]] === label;
  const rows = version === 3 && !isSmallest ? shortList(comparison, distinct, task.classes[label]) : distinct;
  const whose = `class "${task.classes[y[minority[0]]]}"`;
  const most = minority.length - Number(isSmallest && version !== 2);
  const n = usableK(ID, whose, Number(params.n_neighbors), minority.length, warnings, most);
  const sums = version === 2 ? farthestSums(space, minority, rows, n) : nearestSums(comparison, rows, n);
  const order = Uint32Array.from(rows.keys());
  const sign = version === 3 ? -1 : 1;
  return order.sort((a, b) => sign * (sums[a] - sums[b]) || a - b).map((at) => rows[at]);
}

/** @param nKept rows that are to stay, of the members */
function keptOf(
  comparison: Comparison,
  members: Uint32Array,
  label: number,
  nKept: number,
): readonly number[] {
  const rows = ranked(comparison, members, label);
  const repeats = new Map<number, number>();
  for (const row of members) repeats.set(row, (repeats.get(row) ?? 0) + 1);
  const all = [...rows].flatMap((row) => new Array<number>(repeats.get(row) ?? 0).fill(row));
  if (all.length < nKept) {
    const name = comparison.input.task.classes[label];
    comparison.warnings.push({
      id: 'fewer-rows-kept',
      message: `near-miss 3 left ${all.length} rows of class "${name}", not ${nKept}: no more are near to the smallest class`,
    });
  }
  return all.slice(0, nKept);
}

function sample(input: SampleInput): Resampled {
  const byClass = rowsOfClasses(ID, input);
  const kept = rowsToKeep(ID, input, byClass);
  const { table, rows, params } = input;
  const warnings: WorkWarning[] = [];
  if (byClass.every((members, label) => members.length === kept[label])) {
    return onlyKeep(table, Uint32Array.from(rows));
  }
  const comparison: Comparison = {
    input,
    space: distanceSpace(table.columns, rows, rows, scaleOf(params)),
    minority: distinctRows(byClass[smallestClass(byClass.map(({ length }) => length))]),
    version: Number(params.version),
    warnings,
  };
  const keep = byClass.map((members, label) =>
    kept[label] === members.length || kept[label] === 0
      ? members.subarray(0, kept[label])
      : Uint32Array.from(keptOf(comparison, members, label, kept[label])),
  );
  return onlyKeep(table, joinUints(keep).sort(), warnings);
}

export const nearMiss: Sampler = {
  id: ID,
  kind: 'under',
  summary: 'keeps rows of the larger classes that are near to the smallest one',
  params: {
    version: {
      type: 'int',
      default: 1,
      min: 1,
      max: 3,
      help: 'near to their n nearest (1) or n farthest (2) of the smallest class; 3: far among those near to some row of it',
    },
    n_neighbors: {
      type: 'int',
      default: 3,
      min: 1,
      help: 'rows of the smallest class that a distance is the mean of',
      aliases: ['k'],
    },
    n_neighbors_ver3: {
      type: 'int',
      default: 3,
      min: 1,
      help: 'of version 3: nearest rows of a class that each row of the smallest brings in',
    },
    sampling_strategy: underStrategy,
    scale,
  },
  sample,
};

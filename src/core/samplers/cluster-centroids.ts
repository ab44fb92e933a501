/**
 * Cluster centroids: the rows of a larger class are parted into as many clusters as rows are to stay, and their centres stand for
 * them. Yen & Lee 2009, "Cluster-based under-sampling approaches for imbalanced data distributions", Expert Systems with
 * Applications 36(3):5718-5727; as imbalanced-learn has it, by k-means.
 *
 * A centre comes from the row of its cluster that is nearest to it: it is missing where that row is, and as the others whole where
 * columns are whole. With `voting=hard` that row itself stays.
 */
import { type Clusters, kMeans } from '../clusters/k-means.js';
import { distanceSpace } from '../neighbours/space.js';
import { type Column, isNumeric, joinUints, sharedFloats, sharedInts, type Table } from '../table.js';
import { rowsOfClasses } from './class-rows.js';
import { newRows } from './growth.js';
import { onlyKeep } from './keep-only.js';
import { scale, scaleOf } from './neighbour-params.js';
import type { Resampled, SampleInput, Sampler } from './sampler.js';
import { rowsToKeep, underStrategy } from './strategy.js';

const ID = 'cluster-centroids';

/** What stands for a class. */
interface Centred {
  readonly label: number;
  /** Of each cluster, the row of the table that is nearest to its centre. */
  readonly nearest: Uint32Array;
  readonly centres: Clusters['centres'];
}

/** Of each cluster the row nearest to its centre, ties to the lower. */
function nearestToCentres({ clusterOf, squared }: Clusters, members: Uint32Array, k: number): Uint32Array {
  const best = new Int32Array(k).fill(-1);
  clusterOf.forEach((cluster, i) => {
    if (best[cluster] < 0 || squared[i] < squared[best[cluster]]) best[cluster] = i;
  });
  return Uint32Array.from(best, (i) => members[i]);
}

function centred(input: SampleInput, members: Uint32Array, label: number, nKept: number): Centred {
  const { table, rows, params, stream, engine } = input;
  const space = distanceSpace(table.columns, rows, members, scaleOf(params));
  const clusters = kMeans(space, members, nKept, stream(ID, label), engine);
  return { label, nearest: nearestToCentres(clusters, members, nKept), centres: clusters.centres };
}

/** A column of the new rows: centres, missing where the row that they come from is. */
function columnOf(table: Table, at: number, all: readonly Centred[], bases: Uint32Array): Column {
  const column = table.columns[at];
  const parts = all.map(({ centres }) => centres.find(({ name }) => name === column.name) as Column);
  if (isNumeric(column)) {
    const values = sharedFloats(bases.length);
    values.set(parts.flatMap((part) => (isNumeric(part) ? [...part.values] : [])));
    return { ...column, values };
  }
  const codes = sharedInts(bases.length);
  codes.set(parts.flatMap((part) => (isNumeric(part) ? [] : [...part.codes])));
  bases.forEach((row, i) => {
    if (column.codes[row] < 0) codes[i] = -1;
  });
  return { ...column, codes };
}

function sample(input: SampleInput): Resampled {
  const { table, y, params } = input;
  const byClass = rowsOfClasses(ID, input);
  const kept = rowsToKeep(ID, input, byClass);
  const isCut = byClass.map((members, label) => kept[label] < members.length);
  const all = byClass.flatMap((members, label) =>
    isCut[label] && kept[label] > 0 ? [centred(input, members, label, kept[label])] : [],
  );
  const whole = joinUints(byClass.filter((_, label) => !isCut[label]));
  const bases = joinUints(all.map(({ nearest }) => nearest));
  if (params.voting === 'hard') return onlyKeep(table, joinUints([whole, bases]).sort());
  const columns = table.columns.map((_, at) => columnOf(table, at, all, bases));
  const labels = Float64Array.from(bases, (row) => y[row]);
  return { ...newRows(input, columns, bases, labels), keep: whole.sort() };
}

export const clusterCentroids: Sampler = {
  id: ID,
  kind: 'under',
  summary: 'centres of clusters stand for the rows of the larger classes',
  params: {
    voting: {
      type: 'word',
      default: 'auto',
      words: ['auto', 'soft', 'hard'],
      help: 'a cluster becomes its centre (soft, auto), or the row that is nearest to it (hard)',
    },
    sampling_strategy: underStrategy,
    scale,
  },
  sample,
};

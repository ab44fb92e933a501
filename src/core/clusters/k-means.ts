/**
 * k-means by Lloyd's rounds, from the starts of k-means++. Lloyd 1982, "Least Squares Quantization in PCM", IEEE Transactions on
 * Information Theory 28(2):129-137; Arthur & Vassilvitskii 2007, "k-means++: The Advantages of Careful Seeding", SODA 2007,
 * 1027-1035.
 *
 * Categories and missing cells count as the mixed distance has them: a centre has the mean of the numbers that are there and the
 * commonest level, ties to the first (k-prototypes: Huang 1998, "Extensions to the k-Means Algorithm for Clustering Large Data
 * Sets with Categorical Values", Data Mining and Knowledge Discovery 2:283-304). No cluster is ever empty.
 */
import type { Engine } from '../arena.js';
import { nearestRows } from '../neighbours/nearest.js';
import type { DistanceSpace } from '../neighbours/space.js';
import type { Rng } from '../rng.js';
import { type Column, isNumeric } from '../table.js';
import { drawCentres } from './draw-centres.js';

export interface Clusters {
  /** [nRows] */
  readonly clusterOf: Uint32Array;
  /** [nRows] squared distance to the centre of its cluster. */
  readonly squared: Float64Array;
  /** As the space's columns, a row a centre; a cell is missing when it is so in all rows of the cluster. */
  readonly centres: readonly Column[];
}

/** Rounds at most, as scikit-learn has it. */
const MOST_ROUNDS = 300;

/** Rows with room for the centres behind them. */
interface Room {
  readonly nRows: number;
  readonly k: number;
  /** Columns of `nRows + k` cells. */
  readonly space: DistanceSpace;
}

function roomFor(space: DistanceSpace, rows: Uint32Array, k: number): Room {
  const nRows = rows.length;
  const columns = space.columns.map((column): Column => {
    if (isNumeric(column)) {
      const values = new Float64Array(nRows + k);
      rows.forEach((row, i) => {
        values[i] = column.values[row];
      });
      return { ...column, values };
    }
    const codes = new Int32Array(nRows + k);
    rows.forEach((row, i) => {
      codes[i] = column.codes[row];
    });
    return { ...column, codes };
  });
  return { nRows, k, space: { ...space, columns } };
}

/** Means by cluster of the values that are there. @param out OUT [k] */
function meansOf(values: Float64Array, clusterOf: Uint32Array, out: Float64Array): void {
  const counts = new Uint32Array(out.length);
  out.fill(0);
  clusterOf.forEach((cluster, i) => {
    if (Number.isNaN(values[i])) return;
    out[cluster] += values[i];
    counts[cluster]++;
  });
  counts.forEach((count, cluster) => {
    out[cluster] = count > 0 ? out[cluster] / count : Number.NaN;
  });
}

/** Commonest levels by cluster of those that are there. @param out OUT [k] */
function levelsOf(codes: Int32Array, nLevels: number, members: Uint32Array[], out: Int32Array): void {
  const counts = new Uint32Array(nLevels);
  members.forEach((rows, cluster) => {
    let best = -1;
    for (const i of rows) if (codes[i] >= 0) counts[codes[i]]++;
    for (const i of rows) {
      const code = codes[i];
      if (code < 0) continue;
      if (best < 0 || counts[code] > counts[best] || (counts[code] === counts[best] && code < best)) {
        best = code;
      }
    }
    for (const i of rows) if (codes[i] >= 0) counts[codes[i]] = 0;
    out[cluster] = best;
  });
}

/** The rows of each cluster, ascending. */
function membersOf(clusterOf: Uint32Array, k: number): Uint32Array[] {
  const lists = Array.from({ length: k }, (): number[] => []);
  clusterOf.forEach((cluster, i) => {
    lists[cluster].push(i);
  });
  return lists.map((list) => Uint32Array.from(list));
}

/** Puts centres in the middle of their clusters. @param room OUT its centres */
function centre({ nRows, k, space }: Room, clusterOf: Uint32Array): void {
  const members = membersOf(clusterOf, k);
  for (const column of space.columns) {
    if (isNumeric(column)) meansOf(column.values, clusterOf, column.values.subarray(nRows));
    else levelsOf(column.codes, column.levels.length, members, column.codes.subarray(nRows));
  }
}

/** Puts centres on rows. @param rows positions @param room OUT its centres */
function placeCentres({ nRows, space }: Room, rows: Uint32Array): void {
  rows.forEach((row, cluster) => {
    for (const column of space.columns) {
      if (isNumeric(column)) column.values[nRows + cluster] = column.values[row];
      else column.codes[nRows + cluster] = column.codes[row];
    }
  });
}

/** Gives each empty cluster the row that is farthest from its centre, of a cluster that has others. @param clusterOf OUT */
function fillEmpty(clusterOf: Uint32Array, squared: Float64Array, k: number): void {
  const sizes = new Uint32Array(k);
  for (const cluster of clusterOf) sizes[cluster]++;
  if (sizes.every((size) => size > 0)) return;
  const farFirst = Uint32Array.from(clusterOf.keys()).sort((a, b) => squared[b] - squared[a] || a - b);
  let next = 0;
  sizes.forEach((size, cluster) => {
    if (size > 0) return;
    while (sizes[clusterOf[farFirst[next]]] < 2) next++;
    const row = farFirst[next++];
    sizes[clusterOf[row]]--;
    clusterOf[row] = cluster;
    sizes[cluster] = 1;
    squared[row] = 0;
  });
}

/** Each row goes to the nearest centre, ties to the first. */
function assign({ nRows, k, space }: Room, engine: Engine) {
  const queries = Uint32Array.from({ length: nRows }, (_, i) => i);
  const candidates = Uint32Array.from({ length: k }, (_, cluster) => nRows + cluster);
  const { index, squared } = nearestRows(space, candidates, queries, 1, engine);
  const clusterOf = Uint32Array.from(index);
  fillEmpty(clusterOf, squared, k);
  return { clusterOf, squared };
}

/**
 * Lloyd's rounds, until no row changes its cluster.
 * @param rows of the space's columns, repeats allowed
 * @param starts positions among the rows, one a cluster
 */
export function lloyd(
  space: DistanceSpace,
  rows: Uint32Array,
  starts: Uint32Array,
  engine: Engine,
): Clusters {
  const nRows = rows.length;
  const room = roomFor(space, rows, starts.length);
  placeCentres(room, starts);
  let found = assign(room, engine);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    centre(room, found.clusterOf);
    const next = assign(room, engine);
    const isSame = next.clusterOf.every((cluster, i) => cluster === found.clusterOf[i]);
    found = next;
    if (isSame) break;
  }
  const centres = room.space.columns.map(
    (column): Column =>
      isNumeric(column)
        ? { ...column, values: column.values.slice(nRows) }
        : { ...column, codes: column.codes.slice(nRows) },
  );
  return { ...found, centres };
}

/**
 * Parts rows into clusters.
 * @param rows of the space's columns, repeats allowed
 * @param k 1..rows
 */
export const kMeans = (
  space: DistanceSpace,
  rows: Uint32Array,
  k: number,
  rng: Rng,
  engine: Engine,
): Clusters => lloyd(space, rows, drawCentres(space, rows, k, rng, engine), engine);

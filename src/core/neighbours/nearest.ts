/**
 * Exact nearest neighbours among rows of a table: those of the direct sum of squares in doubles, ties to the lower
 * position. Threads share the work; memory beyond the candidates' is bounded, however many rows ask.
 */
import type { Engine, Scratch } from '../arena.js';
import {
  askedOf,
  countTiles,
  type FindJob,
  findAlone,
  findOwn,
  layAlone,
  laySearch,
  rowsOf,
} from './find-job.js';
import type { Lists } from './lists.js';
import { type Asking, sortQueries } from './queries.js';
import type { DistanceSpace } from './space.js';
import { type SearchedTable, searchedTable, writeTableRows } from './table-rows.js';

/** The neighbours of each query. */
export interface Nearest {
  readonly k: number;
  /** [nQueries * k] positions among the candidates, nearest first, ties to the lower one. */
  readonly index: Int32Array;
  /** [nQueries * k] squared distances. */
  readonly squared: Float64Array;
}

/** Bytes that those who ask, and their lists, may take at once. */
const BATCH_BYTES = 1 << 25;

/** A search that has been laid out. */
interface Search {
  readonly job: FindJob;
  readonly table: SearchedTable;
  readonly asking: Asking;
  /** Queries that ask at once when they do not ask for each other. */
  readonly nBatch: number;
}

function layTable(
  space: DistanceSpace,
  candidates: Uint32Array,
  asking: Asking,
  k: number,
  scratch: Scratch,
): Search {
  const table = searchedTable(space, [candidates, asking.others]);
  const { numbers, codes, holey, scale } = table;
  const batchOf = Math.max(1, Math.floor(BATCH_BYTES / (8 * space.columns.length + 12 * k)));
  const nBatch = Math.min(asking.alone.length, batchOf);
  const job = laySearch(
    {
      nPoints: candidates.length,
      nOwn: asking.nOwn,
      nOthers: Math.min(nBatch, asking.others.length),
      nNumbers: numbers.length,
      nCodes: codes.length,
      k,
      places: asking.order,
      holey,
      cost: space.categoryCost * scale * scale,
      apart: space.apart * scale * scale,
    },
    scratch,
  );
  writeTableRows(
    table,
    asking.order.map((position) => candidates[position]),
    rowsOf(job, 0, candidates.length),
  );
  layAlone(job, nBatch);
  return { job, table, asking, nBatch };
}

/** Copies the list `at` of some to a query. */
function copyList(lists: Lists, at: number, { table }: Search, found: Nearest, query: number): void {
  const { k, index, squared } = found;
  for (let j = 0; j < k; j++) {
    index[query * k + j] = lists.index[at * k + j];
    squared[query * k + j] = lists.distances[at * k + j] / table.scale / table.scale;
  }
}

/** Queries that ask alone, from the one at `first` of them on. */
function findBatch(search: Search, first: number, engine: Engine, found: Nearest): void {
  const { job, table, asking, nBatch } = search;
  const { alone, at, others } = asking;
  const nPoints = asking.order.length;
  const queries = alone.subarray(first, first + nBatch);
  const laid = queries.filter((query) => at[query] >= nPoints).map((query) => others[at[query] - nPoints]);
  writeTableRows(table, laid, rowsOf(job, nPoints, laid.length));
  const asked = askedOf(job, queries.length);
  let behind = nPoints;
  queries.forEach((query, i) => {
    asked[i] = at[query] < nPoints ? at[query] : behind++;
  });
  findAlone(job, queries.length, engine, (lists) => {
    queries.forEach((query, i) => {
      copyList(lists, i, search, found, query);
    });
  });
}

/** Candidates that ask for each other. */
function findEachOther(search: Search, engine: Engine, found: Nearest): void {
  const { nOwn, at } = search.asking;
  findOwn(search.job, engine, (lists) => {
    at.forEach((place, query) => {
      if (place < nOwn) copyList(lists, place, search, found, query);
    });
  });
}

/** Tiles of all phases. */
function countAll({ asking, nBatch }: Search): number {
  const nPoints = asking.order.length;
  const { length } = asking.alone;
  let tiles = countTiles({ nPoints, nAskers: asking.nOwn, once: true });
  for (let first = 0; first < length; first += nBatch) {
    tiles += countTiles({ nPoints, nAskers: Math.min(nBatch, length - first), once: false });
  }
  return tiles;
}

/**
 * The k nearest candidates of each query.
 * @param candidates distinct rows of the table
 * @param queries rows of the table, of any class; one that is a candidate is not its own neighbour
 * @param k from 1 to the number of candidates, less one when a query is a candidate
 */
export function nearestRows(
  space: DistanceSpace,
  candidates: Uint32Array,
  queries: Uint32Array,
  k: number,
  engine: Engine,
): Nearest {
  const length = queries.length * k;
  const found = { k, index: new Int32Array(length), squared: new Float64Array(length) };
  if (length === 0) return found;
  const asking = sortQueries(candidates, queries, k);
  engine.arena.scope((scratch) => {
    const search = layTable(space, candidates, asking, k, scratch);
    engine.kernels.packNearest(search.job.at);
    engine.progress.expect(countAll(search));
    if (asking.nOwn > 0) findEachOther(search, engine, found);
    for (let first = 0; first < asking.alone.length; first += search.nBatch) {
      findBatch(search, first, engine, found);
    }
  });
  return found;
}

/**
 * The k nearest others of each row; each pair is measured once.
 * @param rows distinct rows of the table @param k from 1 to one less than the rows
 */
export const nearestOfAll = (space: DistanceSpace, rows: Uint32Array, k: number, engine: Engine): Nearest =>
  nearestRows(space, rows, rows, k, engine);

/**
 * Exact nearest neighbours among rows of a table: those of the direct sum of squares in doubles, ties to the lower
 * position. Threads share the work; memory beyond the candidates' is bounded, however many rows ask.
 *
 * Three ways, chosen by columns and rows alone: each pair once where candidates ask each other, rows that ask alone in
 * batches, and down a k-d tree. Bounds throw away what cannot be near, in whole numbers of 16 bits where there are numbers
 * alone, all present, and not most of them much nearer to the middle than a few (wasm/coarse-units.ts), in f32 elsewhere.
 */
import type { Engine, Scratch } from '../arena.js';
import {
  askedOf,
  countTiles,
  type FindJob,
  findAlone,
  findOwn,
  layAlone,
  layPoints,
  laySearch,
  membersOf,
  rowsOf,
} from './find-job.js';
import type { Lists } from './lists.js';
import { paysTree } from './pays-tree.js';
import {
  type Asking,
  askAlone,
  askEachOther,
  type PlacedQueries,
  placeQueries,
  sortByMembers,
} from './queries.js';
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
  readonly placed: PlacedQueries;
  readonly asking: Asking;
  /** Queries that ask at once when they do not ask for each other. */
  readonly nBatch: number;
}

/** Lays a search out, points and all. */
function layTable(
  space: DistanceSpace,
  candidates: Uint32Array,
  queries: Uint32Array,
  k: number,
  engine: Engine,
  scratch: Scratch,
): Search {
  const nPoints = candidates.length;
  const placed = placeQueries(candidates, queries);
  const table = searchedTable(space, [candidates, placed.others]);
  const { numbers, codes, holey, scale } = table;
  const hasTree = paysTree(table, candidates, queries.length);
  const asking = hasTree ? askAlone(placed) : askEachOther(placed, k);
  const { order, nOwn, alone } = asking;
  const nBatch = Math.min(alone.length, Math.ceil(BATCH_BYTES / (8 * space.columns.length + 12 * k)));
  const shape = {
    nPoints,
    nOwn,
    nOthers: Math.min(nBatch, placed.others.length),
    k,
    places: order,
    hasTree,
    holey,
  };
  const cost = space.categoryCost * scale * scale;
  const apart = holey.includes(true) ? space.apart() * scale * scale : 0;
  const job = laySearch({ ...shape, nNumbers: numbers.length, nCodes: codes.length, cost, apart }, scratch);
  layAlone(job, nBatch);
  const rows = order.map((position) => candidates[position]);
  writeTableRows(table, rows, rowsOf(job, 0, nPoints));
  layPoints(job, engine);
  if (hasTree) sortByMembers(asking, membersOf(job));
  return { job, table, placed, asking, nBatch };
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
  const { job, table, asking, placed, nBatch } = search;
  const { alone, at } = asking;
  const { nCandidates: nPoints, others } = placed;
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
function countAll({ job, placed, asking, nBatch }: Search): number {
  const nPoints = placed.nCandidates;
  const { length } = asking.alone;
  const hasTree = job.get('hasTree') !== 0;
  let tiles = countTiles({ nPoints, nAskers: asking.nOwn, once: true, hasTree });
  for (let first = 0; first < length; first += nBatch) {
    tiles += countTiles({ nPoints, nAskers: Math.min(nBatch, length - first), once: false, hasTree });
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
  engine.arena.scope((scratch) => {
    const search = layTable(space, candidates, queries, k, engine, scratch);
    const { asking } = search;
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

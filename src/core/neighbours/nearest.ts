/**
 * Exact nearest neighbours among rows of a table: those of the direct sum of squares in doubles, ties to the lower
 * position. Threads share the work; memory beyond the candidates' is bounded, however many rows ask.
 *
 * Three ways, chosen by columns and rows alone: each pair once where candidates ask each other, rows that ask alone in
 * batches, and down a k-d tree. Bounds throw away what cannot be near, in whole numbers of 16 bits where there are numbers
 * alone, all present, and not most of them much nearer to the middle than a few (wasm/coarse-units.ts), in f32 elsewhere.
 */
import type { Engine, Scratch } from '../arena.js';
import { layUints } from '../lay.js';
import { gatherUints } from '../table.js';
import { countTiles, findAlone, findOwn } from './find-blocks.js';
import { askedOf, type FindJob, layAlone, layPoints, laySearch, rowAt, sortByTree } from './find-job.js';
import { keepCells, layRowJob, layTableRows, lookAtRows } from './laid-rows.js';
import type { Lists } from './lists.js';
import { paysTree } from './pays-tree.js';
import { type Asking, askAlone, askEachOther, countTo, type PlacedQueries, placeQueries } from './queries.js';
import type { DistanceSpace } from './space.js';
import { numbersOf, type SearchedTable, searchedTable } from './table-rows.js';

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

/** Where the neighbours of each query go in the arena, as `Nearest` has them. */
interface Found {
  readonly k: number;
  readonly SQUARED: number;
  readonly INDEX: number;
}

/** A search that has been laid out. */
interface Search {
  readonly job: FindJob;
  readonly table: SearchedTable;
  readonly placed: PlacedQueries;
  readonly asking: Asking;
  /** Queries that ask at once when they do not ask for each other. */
  readonly nBatch: number;
  readonly found: Found;
}

/** Lays a search out, points and all. */
function layTable(
  space: DistanceSpace,
  candidates: Uint32Array,
  queries: Uint32Array,
  k: number,
  engine: Engine,
  scratch: Scratch,
): Omit<Search, 'found'> {
  const nPoints = candidates.length;
  const placed = placeQueries(candidates, queries);
  const all = numbersOf(space);
  const parts = [candidates, placed.others].filter((rows) => rows.length > 0);
  const [points, ...others] = parts.map((rows) => layRowJob(all, rows, scratch));
  keepCells(points, all.length);
  const table = searchedTable(
    space,
    [points, ...others].map((rows) => lookAtRows(rows, all, engine)),
  );
  const { numbers, codes, holey, scale } = table;
  const hasTree = paysTree(table, candidates, queries.length);
  const asked = hasTree ? askAlone(placed) : askEachOther(placed, k);
  const { order, nOwn, alone, at } = asked;
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
  layTableRows(points, table, order, rowAt(job, 0), engine);
  layPoints(job, engine);
  const asking = hasTree ? { ...asked, alone: sortByTree(job, at, alone, engine) } : asked;
  return { job, table, placed, asking, nBatch };
}

/** Copies lists to queries. @param from [n] places of lists @param to [n] queries */
function copyLists(
  lists: Lists,
  from: Uint32Array,
  to: Uint32Array,
  { found, table }: Search,
  engine: Engine,
): void {
  engine.arena.scope((scratch) => {
    const [FROM, TO] = [from, to].map((places) => layUints(scratch, places));
    const [{ byteOffset: DISTANCES }, { byteOffset: INDEX }] = [lists.distances, lists.index];
    const { k, SQUARED, INDEX: FOUND } = found;
    engine.kernels.copyLists(DISTANCES, INDEX, FROM, TO, from.length, k, table.scale, SQUARED, FOUND);
  });
}

/** Queries that ask alone, from the one at `first` of them on. */
function findBatch(search: Search, first: number, engine: Engine): void {
  const { job, table, asking, placed, nBatch } = search;
  const { alone, at } = asking;
  const { nCandidates: nPoints, others } = placed;
  const queries = alone.subarray(first, first + nBatch);
  const laid = queries.filter((query) => at[query] >= nPoints).map((query) => others[at[query] - nPoints]);
  engine.arena.scope((scratch) => {
    const rows = layRowJob(table.numbers, laid, scratch);
    layTableRows(rows, table, countTo(laid.length), rowAt(job, nPoints), engine);
  });
  const asked = askedOf(job, queries.length);
  let behind = nPoints;
  queries.forEach((query, i) => {
    asked[i] = at[query] < nPoints ? at[query] : behind++;
  });
  findAlone(job, queries.length, engine, (lists) => {
    copyLists(lists, countTo(queries.length), queries, search, engine);
  });
}

/** Candidates that ask for each other. */
function findEachOther(search: Search, engine: Engine): void {
  const { at, own } = search.asking;
  findOwn(search.job, engine, (lists) => {
    copyLists(lists, gatherUints(at, own), own, search, engine);
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
  if (length === 0) return { k, index: new Int32Array(0), squared: new Float64Array(0) };
  return engine.arena.scope((scratch) => {
    const found = { k, SQUARED: scratch.alloc(8 * length), INDEX: scratch.alloc(4 * length) };
    const search = { ...layTable(space, candidates, queries, k, engine, scratch), found };
    const { asking } = search;
    engine.progress.expect(countAll(search));
    if (asking.nOwn > 0) findEachOther(search, engine);
    for (let first = 0; first < asking.alone.length; first += search.nBatch) {
      findBatch(search, first, engine);
    }
    const [index, squared] = [scratch.i32(found.INDEX, length), scratch.f64(found.SQUARED, length)];
    return { k, index: index.slice(), squared: squared.slice() };
  });
}

/**
 * The k nearest others of each row; each pair is measured once.
 * @param rows distinct rows of the table @param k from 1 to one less than the rows
 */
export const nearestOfAll = (space: DistanceSpace, rows: Uint32Array, k: number, engine: Engine): Nearest =>
  nearestRows(space, rows, rows, k, engine);

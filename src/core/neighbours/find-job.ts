/** A search for nearest neighbours laid out in scratch memory: its points, a tree over them, and who asks. */
import { LEAF_GROUPS, NEAREST_JOB } from '../../kernels/exports.js';
import type { Engine, Scratch, TeamWork } from '../arena.js';
import { layUints } from '../lay.js';
import { JobWords } from '../trees/job-words.js';

/** Threads that may keep lists. */
export const MOST_LISTS = 64;

export type FindJob = JobWords<Exclude<keyof typeof NEAREST_JOB, 'bytes'>>;

export const findJob = (scratch: Scratch, at: number): FindJob => new JobWords(scratch, at, NEAREST_JOB);

/** Points and those who ask, in the order of their packing. */
export interface SearchShape {
  readonly nPoints: number;
  /** The first points, which ask as well, each pair once. */
  readonly nOwn: number;
  /** Rows behind the points that are laid at once. */
  readonly nOthers: number;
  readonly nNumbers: number;
  readonly nCodes: number;
  readonly k: number;
  /** [nPoints] what points are called; ascending among the first `nOwn` and among the others. */
  readonly places: Uint32Array;
  /** [nNumbers] is the number missing in some row? */
  readonly holey: readonly boolean[];
  /** Rows that ask go down a tree: points without holes and codes, none of them `nOwn`. */
  readonly hasTree: boolean;
  /** What a differing code adds to the squared distance, 0..1. */
  readonly cost: number;
  /** The squared distance of the numbers of two rows that have none in common. */
  readonly apart: number;
}

/** Nodes of a tree are numbered as of a whole one. */
const countNodes = (nPoints: number) =>
  2 ** (1 + Math.ceil(Math.log2(Math.max(1, Math.ceil(nPoints / 8) / LEAF_GROUPS))));

/** Room for a tree. */
function giveTree(job: FindJob): void {
  const [nPoints, nNumbers] = [job.get('nPoints'), job.get('nNumbers')];
  const nNodes = countNodes(nPoints);
  job.give('pack', 64 * Math.ceil(nPoints / 8) * nNumbers);
  job.give('members', 4 * nPoints);
  job.give('boxes', 16 * nNodes * nNumbers);
  job.give('lowest', 4 * nNodes);
}

/** Lays a search out, all but the rows. */
export function laySearch(shape: SearchShape, scratch: Scratch): FindJob {
  const { nPoints, nOwn, nOthers, nNumbers, nCodes, k, places, holey } = shape;
  const job = findJob(scratch, scratch.alloc(NEAREST_JOB.bytes));
  const width = nNumbers + nCodes;
  const nPacked = 8 * Math.ceil(nPoints / 8);
  const nHoley = holey.filter(Boolean).length;
  job.setAll({
    nPoints,
    nOwn,
    nNumbers,
    nCodes,
    nHoley,
    k,
    next: 0,
    done: 0,
    nLists: 0,
    nAsked: 0,
    once: 0,
    coarse: 0,
  });
  job.set('hasTree', shape.hasTree ? 1 : 0);
  scratch.f64(job.at + 4 * NEAREST_JOB.cost, 1)[0] = shape.cost;
  scratch.f64(job.at + 4 * NEAREST_JOB.apart, 1)[0] = shape.apart;
  job.give('rows', 8 * (nPoints + nOthers) * width);
  const order = [...holey.keys()].sort((a, b) => Number(holey[a]) - Number(holey[b]) || a - b);
  scratch.u32(job.give('order', 4 * nNumbers), nNumbers).set(order);
  job.give('centres', 8 * nNumbers);
  if (shape.hasTree) giveTree(job);
  else {
    job.give('pack', 4 * nPacked * width);
    job.give('norms', 4 * nPacked);
  }
  scratch.u32(job.give('places', 4 * nPoints), nPoints).set(places);
  scratch.u32(job.give('lists', 8 * MOST_LISTS), 2 * MOST_LISTS).fill(0);
  return job;
}

const widthOf = (job: FindJob) => job.get('nNumbers') + job.get('nCodes');

/** Where a row of a search is to be written: points first. */
export const rowAt = (job: FindJob, row: number): number => job.get('rows') + 8 * row * widthOf(job);

/** The rows of a search, to be written. */
export const rowsOf = (job: FindJob, first: number, count: number): Float64Array =>
  job.scratch.f64(rowAt(job, first), count * widthOf(job));

/** Work that grows halves of a tree that no other thread has claimed. */
export const growHalves: TeamWork =
  ({ kernels }, scratch, at) =>
  () => {
    const job = findJob(scratch, at);
    for (let half = job.claim('next'); half < 2; half = job.claim('next')) kernels.growHalfTree(at, half);
  };

/** Makes points ready to be found, once their rows are written. */
export function layPoints(job: FindJob, { kernels, team }: Engine): void {
  if (job.get('hasTree') === 0) {
    kernels.packNearest(job.at);
    return;
  }
  kernels.beginPointTree(job.at);
  job.set('next', 0);
  team.share('grow-point-tree', job.at, () => {});
}

/** Sorts queries by where their points are in a tree. @param points by query */
export function sortByTree(
  job: FindJob,
  points: Uint32Array,
  queries: Uint32Array,
  { arena, kernels }: Engine,
): Uint32Array {
  return arena.scope((scratch) => {
    const [POINTS, QUERIES] = [points, queries].map((values) => layUints(scratch, values));
    const [T, OUT] = [2 * job.get('nPoints') + 1, queries.length].map((length) => scratch.alloc(4 * length));
    kernels.sortByTree(job.at, POINTS, QUERIES, queries.length, T, OUT);
    return scratch.u32(OUT, queries.length).slice();
  });
}

/** Room for rows that ask alone, and for their lists. */
export function layAlone(job: FindJob, nAskers: number): void {
  const nPlaces = nAskers * job.get('k');
  job.give('asked', 4 * nAskers);
  job.give('distances', 8 * nPlaces);
  job.give('index', 4 * nPlaces);
}

/** The rows that ask alone, to be filled before `findAlone`. */
export const askedOf = (job: FindJob, nAsked: number): Uint32Array =>
  job.scratch.u32(job.get('asked'), nAsked);

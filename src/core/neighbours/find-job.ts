/**
 * A search for nearest neighbours as work that threads share. Those who ask are claimed in blocks; a block is compared with
 * all points, a stretch at a time.
 *
 * Where points ask for each other (`once`) each pair is measured once and enters two lists, so every thread keeps lists of
 * its own and the owner merges them. As the order of neighbours is total, who measured what cannot show.
 */
import { LEAF_GROUPS, NEAREST_HAND, NEAREST_JOB } from '../../kernels/exports.js';
import type { Engine, Scratch, TeamWork } from '../arena.js';
import { layUints } from '../lay.js';
import { JobWords } from '../trees/job-words.js';
import { type Lists, listsAt, mergeLists } from './lists.js';

const { ASKERS, BOUND_BYTES, SEED_BYTES, ...HAND } = NEAREST_HAND;
/** Points that one call of the kernel looks at: a tile is ASKERS times as many pairs. */
const TILE_POINTS = 8192;
/** Threads that may keep lists, and the bytes of these: who comes later does nothing. */
const MOST_LISTS = 64;
const LISTS_BYTES = 1 << 27;
/** The bits of f32 limits that no bound is below, and that all finite ones are. */
const NONE_PASSES = 0xff7fffff;
const ALL_PASS = 0x7f800000;

export type FindJob = JobWords<Exclude<keyof typeof NEAREST_JOB, 'bytes'>>;
type Hand = JobWords<Exclude<keyof typeof HAND, 'bytes'>>;

const findJob = (scratch: Scratch, at: number): FindJob => new JobWords(scratch, at, NEAREST_JOB);

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

/** The first point that a block is compared with, a multiple of 8. */
const firstPoint = (block: number, once: boolean) => (once ? block * ASKERS : 0);

/** Who asks in a phase of a search. */
export interface Phase {
  readonly nPoints: number;
  readonly nAskers: number;
  readonly once: boolean;
  readonly hasTree: boolean;
}

/** The phase that a job is in. */
function phaseOf(job: FindJob): Phase {
  const once = job.get('once') !== 0;
  return {
    nPoints: job.get('nPoints'),
    nAskers: job.get(once ? 'nOwn' : 'nAsked'),
    once,
    hasTree: job.get('hasTree') !== 0,
  };
}

/** Tiles of a phase: what its progress is counted in. */
export function countTiles({ nPoints, nAskers, once, hasTree }: Phase): number {
  if (hasTree) return Math.ceil(nAskers / ASKERS);
  let tiles = 0;
  for (let block = 0; block * ASKERS < nAskers; block++) {
    tiles += Math.ceil((nPoints - firstPoint(block, once)) / TILE_POINTS);
  }
  return tiles;
}

/** Lists for all own points, empty, which the owner will merge. @param slot among all lists, 0 the owner's */
function layLists(job: FindJob, hand: Hand, slot: number, kernels: Engine['kernels']): boolean {
  const nPlaces = job.get('nOwn') * job.get('k');
  const isMany = slot >= MOST_LISTS || 12 * nPlaces * (slot + 1) > LISTS_BYTES;
  if (slot > 0 && isMany) return false;
  const distances = hand.give('distances', 8 * nPlaces);
  const index = hand.give('index', 4 * nPlaces);
  kernels.clearLists(distances, index, nPlaces);
  job.scratch.u32(job.get('lists') + 8 * slot, 2).set([distances, index]);
  return true;
}

/** What a thread works with. */
function layHand(job: FindJob): Hand {
  const { scratch } = job;
  const hand: Hand = new JobWords(scratch, scratch.alloc(HAND.bytes), HAND);
  const nPacked = 8 * Math.ceil(job.get('nPoints') / 8);
  const once = job.get('once');
  hand.setAll({ once, nAskers: 0 });
  hand.give('askers', 4 * ASKERS);
  hand.give('scratch', BOUND_BYTES + 4 * ASKERS * (2 + job.get('nNumbers') + job.get('nCodes')));
  const limits = hand.give('limits', 4 * nPacked);
  scratch.u32(limits, nPacked).fill(NONE_PASSES);
  if (once) scratch.u32(limits, job.get('nOwn')).set(seedsOf(job));
  return hand;
}

/** What bounds of pairs must stay below for the lists of own points, from the start. */
const seedsOf = (job: FindJob): Uint32Array => job.scratch.u32(job.get('seeds'), job.get('nOwn'));

/** The lists of own points that threads have kept. */
function keptLists(job: FindJob): Lists[] {
  const length = job.get('nOwn') * job.get('k');
  return Array.from({ length: MOST_LISTS }, (_, slot) => job.scratch.u32(job.get('lists') + 8 * slot, 2))
    .filter(([distances]) => distances > 0)
    .map(([distances, index]) => listsAt(job.scratch, distances, index, length));
}

/** Has own points ask. */
function layOwn({ scratch }: FindJob, hand: Hand, first: number, n: number): void {
  const askers = scratch.u32(hand.get('askers'), n);
  for (let i = 0; i < n; i++) askers[i] = first + i;
}

/** Takes a block in hand: its rows, and where their lists begin. */
function takeBlock(job: FindJob, hand: Hand, block: number, kernels: Engine['kernels']): void {
  const first = block * ASKERS;
  const { nAskers, once, hasTree } = phaseOf(job);
  const n = Math.min(ASKERS, nAskers - first);
  hand.set('nAskers', n);
  if (once) layOwn(job, hand, first, n);
  else {
    const k = job.get('k');
    job.scratch.u32(hand.get('askers'), n).set(job.scratch.u32(job.get('asked') + 4 * first, n));
    hand.set('distances', job.get('distances') + 8 * first * k);
    hand.set('index', job.get('index') + 4 * first * k);
    kernels.clearLists(hand.get('distances'), hand.get('index'), n * k);
  }
  if (!hasTree) kernels.layAskers(job.at, hand.at);
}

/** Compares the rows in hand with all points. @param tell is called after each tile */
function doBlock(
  job: FindJob,
  hand: Hand,
  block: number,
  kernels: Engine['kernels'],
  tell: () => void,
): void {
  const { nPoints, once, hasTree } = phaseOf(job);
  takeBlock(job, hand, block, kernels);
  if (hasTree) {
    kernels.nearestInTree(job.at, hand.at);
    tell();
    return;
  }
  for (let c = firstPoint(block, once); c < nPoints; c += TILE_POINTS) {
    kernels.nearest(job.at, hand.at, c, Math.min(nPoints, c + TILE_POINTS));
    tell();
  }
}

/** Lays a thread's hand out. @param slot of its lists @returns does blocks that no other thread has claimed */
function layBlocks(job: FindJob, slot: () => number, { kernels }: Engine, tell: () => void): () => void {
  const hand = layHand(job);
  const { nAskers, once } = phaseOf(job);
  const end = Math.ceil(nAskers / ASKERS);
  if (once && !layLists(job, hand, slot(), kernels)) return () => {};
  return () => {
    for (let block = job.claim('next'); block < end; block = job.claim('next')) {
      doBlock(job, hand, block, kernels, tell);
    }
  };
}

/** Work that does blocks of a search that no other thread has claimed, until there are none. */
export const findClaimed: TeamWork = (engine, scratch, at) => {
  const job = findJob(scratch, at);
  return layBlocks(
    job,
    () => 1 + job.claim('nLists'),
    engine,
    () => job.claim('done'),
  );
};

/** Work that finds first limits of own points in blocks that no other thread has claimed, until there are none. */
export const seedClaimed: TeamWork = ({ kernels }, scratch, at) => {
  const job = findJob(scratch, at);
  const hand = layHand(job);
  const nOwn = job.get('nOwn');
  return () => {
    for (let first = ASKERS * job.claim('next'); first < nOwn; first = ASKERS * job.claim('next')) {
      const n = Math.min(ASKERS, nOwn - first);
      hand.set('nAskers', n);
      layOwn(job, hand, first, n);
      kernels.layAskers(job.at, hand.at);
      seedsOf(job).set(scratch.u32(hand.get('scratch') + SEED_BYTES, n), first);
    }
  };
};

/** Does a phase of a search, with whoever joins. What is done is counted here alone: who asked may not want it counted. */
function runPhase<T>(job: FindJob, engine: Engine, collect: () => T): T {
  let counted = job.get('done');
  const tell = () => {
    job.claim('done');
    for (const done = job.get('done'); counted < done; counted++) engine.progress.tick();
  };
  const lead: TeamWork = (own, scratch, at) => layBlocks(findJob(scratch, at), () => 0, own, tell);
  job.set('next', 0);
  return engine.team.share('find-nearest', job.at, collect, lead);
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

/** Finds the neighbours of the first rows that ask alone. @param collect is given views of their lists */
export function findAlone<T>(job: FindJob, nAsked: number, engine: Engine, collect: (lists: Lists) => T): T {
  job.set('nAsked', nAsked);
  return runPhase(job, engine, () =>
    collect(listsAt(job.scratch, job.get('distances'), job.get('index'), nAsked * job.get('k'))),
  );
}

/** Finds first limits of own points, where bounds are whole numbers: a look at some pairs then says more than it costs. */
function seedOwn(job: FindJob, { team }: Engine): void {
  const nOwn = job.get('nOwn');
  job.give('seeds', 4 * nOwn);
  job.set('next', 0);
  if (job.get('coarse') === 0) seedsOf(job).fill(ALL_PASS);
  else team.share('seed-nearest', job.at, () => {});
}

/** Finds the neighbours of own points, each pair once. @param collect is given views of their lists */
export function findOwn<T>(job: FindJob, engine: Engine, collect: (lists: Lists) => T): T {
  seedOwn(job, engine);
  job.set('once', 1);
  try {
    return runPhase(job, engine, () => collect(mergeLists(keptLists(job), job.get('k'), engine)));
  } finally {
    job.set('once', 0);
  }
}

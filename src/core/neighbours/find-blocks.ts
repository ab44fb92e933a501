/**
 * A search for nearest neighbours as work that threads share. Those who ask are claimed in blocks; a block is compared with
 * all points, a stretch at a time.
 *
 * Where points ask for each other (`once`) each pair is measured once and enters two lists, so every thread keeps lists of
 * its own and the owner merges them. As the order of neighbours is total, who measured what cannot show. Half of the pairs
 * tell a thread less than all of them would, so all begin with what a look at some pairs says (`seeds`).
 */
import { NEAREST_HAND } from '../../kernels/exports.js';
import type { Engine, TeamWork } from '../arena.js';
import { JobWords } from '../trees/job-words.js';
import { type FindJob, findJob, MOST_LISTS } from './find-job.js';
import { type Lists, listsAt, mergeLists } from './lists.js';

const { ASKERS, BOUND_BYTES, SEED_BYTES, ...HAND } = NEAREST_HAND;
/** Points that one call of the kernel looks at: a tile is ASKERS times as many pairs. */
const TILE_POINTS = 8192;
/** Bytes of the lists of all threads: who comes later does nothing. */
const LISTS_BYTES = 1 << 27;
/** The bits of f32 limits that no bound is below, and that all finite ones are. */
const NONE_PASSES = 0xff7fffff;
const ALL_PASS = 0x7f800000;

type Hand = JobWords<Exclude<keyof typeof HAND, 'bytes'>>;

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

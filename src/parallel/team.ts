/**
 * Teams: a thread that has nothing to do joins the fit of another one.
 *
 * Each lane of the pool has a block of words in the second page of the shared memory. The owner, the thread that fits,
 * opens a phase; those who join count themselves in, do parts, and keep their scratch memory until the owner has read
 * it. Here everybody waits by futex; within a part, a kernel may spin for some microseconds first (wasm/boost-team.ts).
 *
 * Nobody waits with a time limit: when a thread of a pool dies, or fails in a part, the pool ends all of them.
 */
import type { Engine, Scratch, Team, TeamWorkName } from '../core/arena.js';
import { isMemoryFull } from '../core/errors.js';
import { teamWork } from '../core/team-work.js';

/** Words of a block. */
const JOB = 0; // the number of the job that the lane is on; 0: none
const PHASE = 1; // odd while work is open
const WORK = 2; // index in NAMES
const AT = 3; // offset of the work's job
const INSIDE = 4; // those who joined
const DONE = 5; // those whose part is done
const CHANGES = 6; // counts changes of INSIDE and DONE, to be waited on
const RELEASED = 7; // the last phase whose results were read
const WORDS = 16;

const NAMES = Object.keys(teamWork) as TeamWorkName[];

/** The first page belongs to the compiler; blocks stand in the second. */
const FIRST = 65536;
/** Pages at the start of the memory that are not handed out. */
export const RESERVED_PAGES = 2;
/** Blocks that fit in. */
export const MAX_LANES = 65536 / (4 * WORDS);

/** Which job of which lane a thread works for. */
export interface TeamPlace {
  readonly lane: number;
  /** From 1; no two jobs of a pool have the same. */
  readonly job: number;
}

const blockOf = (memory: WebAssembly.Memory, lane: number) =>
  new Int32Array(memory.buffer, FIRST + 4 * WORDS * lane, WORDS);

/** Waits while the word holds `value`. */
const waitWhile = (block: Int32Array, word: number, value: number) => {
  Atomics.wait(block, word, value);
};

function change(block: Int32Array, word: number, by: number): void {
  Atomics.add(block, word, by);
  Atomics.add(block, CHANGES, 1);
  Atomics.notify(block, CHANGES);
}

/** Waits until `holds`, looking again after each change. */
function waitUntil(block: Int32Array, holds: () => boolean): void {
  for (;;) {
    const seen = Atomics.load(block, CHANGES);
    if (holds()) return;
    waitWhile(block, CHANGES, seen);
  }
}

function set(block: Int32Array, word: number, value: number): void {
  Atomics.store(block, word, value);
  Atomics.notify(block, word);
}

/** Says that the lane is on a job. By the main thread, before the job is sent. */
export const beginJob = (memory: WebAssembly.Memory, { lane, job }: TeamPlace) =>
  set(blockOf(memory, lane), JOB, job);

/** Sends those who wait for the lane's work away. By the main thread, when the job has ended, however it did. */
export function endJob(memory: WebAssembly.Memory, lane: number): void {
  const block = blockOf(memory, lane);
  Atomics.store(block, JOB, 0);
  // Even stays even; whoever waits for the next phase wakes up.
  Atomics.add(block, PHASE, 2);
  Atomics.notify(block, PHASE);
}

/** Lays out the room that a part needs. @returns what does the part; null when there is no memory for it */
function layPart(block: Int32Array, engine: Engine, scratch: Scratch): (() => void) | null {
  try {
    return teamWork[NAMES[Atomics.load(block, WORK)]](engine, scratch, Atomics.load(block, AT));
  } catch (error) {
    if (isMemoryFull(error)) return null;
    throw error;
  }
}

/**
 * Joins a phase, if it is still open and there is memory to work in. Who fails in a part stays counted in, so that the
 * owner never reads what is half done.
 */
function joinPhase(block: Int32Array, phase: number, engine: Engine): void {
  change(block, INSIDE, 1);
  engine.arena.scope((scratch) => {
    const doPart = Atomics.load(block, PHASE) === phase ? layPart(block, engine, scratch) : null;
    if (doPart === null) return;
    doPart();
    change(block, DONE, 1);
    for (let released = Atomics.load(block, RELEASED); released !== phase; ) {
      waitWhile(block, RELEASED, released);
      released = Atomics.load(block, RELEASED);
    }
  });
  change(block, INSIDE, -1);
}

/**
 * Joins whatever work the job of a lane shares, until that job has ended.
 * @throws what a part threw; the job will never end then, and its thread must be ended too
 */
export function assist(memory: WebAssembly.Memory, { lane, job }: TeamPlace, engine: Engine): void {
  const block = blockOf(memory, lane);
  for (;;) {
    const phase = Atomics.load(block, PHASE);
    if (Atomics.load(block, JOB) !== job) return;
    if (phase % 2 !== 0) joinPhase(block, phase, engine);
    waitWhile(block, PHASE, phase);
  }
}

/** The team of the thread that does a lane's job. */
export function ownTeam(memory: WebAssembly.Memory, lane: number, engine: () => Engine): Team {
  const block = blockOf(memory, lane);
  const close = (phase: number) => {
    set(block, PHASE, phase + 1);
    waitUntil(block, () => Atomics.load(block, DONE) === Atomics.load(block, INSIDE));
  };
  const release = (phase: number) => {
    set(block, RELEASED, phase);
    waitUntil(block, () => Atomics.load(block, INSIDE) === 0);
  };
  return {
    share(work, at, collect, lead = teamWork[work]) {
      Atomics.store(block, WORK, NAMES.indexOf(work));
      Atomics.store(block, AT, at);
      Atomics.store(block, DONE, 0);
      const phase = Atomics.load(block, PHASE) + 1;
      set(block, PHASE, phase);
      return engine().arena.scope((scratch) => {
        try {
          try {
            lead(engine(), scratch, at)();
          } finally {
            close(phase);
          }
          return collect();
        } finally {
          release(phase);
        }
      });
    },
  };
}

/** The team of a thread that nobody joins. */
export const soloTeam = (engine: () => Engine): Team => ({
  share(work, at, collect, lead = teamWork[work]) {
    return engine().arena.scope((scratch) => {
      lead(engine(), scratch, at)();
      return collect();
    });
  },
});

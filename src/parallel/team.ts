/**
 * Teams: a thread that has nothing to do joins the fit of another one.
 *
 * Each lane of the pool has a block of words (lane-block.ts). The owner, the thread that fits,
 * opens a phase; those who join count themselves in, do parts, and keep their scratch memory until the owner has read
 * it. Here everybody waits by futex; within a part, a kernel may spin for some microseconds first (wasm/boost-team.ts).
 *
 * Columns outside the arena reach those who join as messages (phase-columns.ts), sent before the phase is opened.
 *
 * Nobody waits with a time limit: when a thread of a pool dies, or fails in a part, the pool ends all of them.
 */
import type { Engine, Scratch, Team, TeamWorkName } from '../core/arena.js';
import { isMemoryFull } from '../core/errors.js';
import { teamWork } from '../core/team-work.js';
import { clearProgress } from './fit-progress.js';
import { blockOf, WORD } from './lane-block.js';
import { hearColumns, type PhaseColumns, tellColumns } from './phase-columns.js';

const NAMES = Object.keys(teamWork) as TeamWorkName[];

/** Which job of which lane a thread works for. */
export interface TeamPlace {
  readonly lane: number;
  /** From 1; no two jobs of a pool have the same. */
  readonly job: number;
}

/** Waits while the word holds `value`. */
const waitWhile = (block: Int32Array, word: number, value: number) => {
  Atomics.wait(block, word, value);
};

function change(block: Int32Array, word: number, by: number): void {
  Atomics.add(block, word, by);
  Atomics.add(block, WORD.changes, 1);
  Atomics.notify(block, WORD.changes);
}

/** Waits until `holds`, looking again after each change. */
function waitUntil(block: Int32Array, holds: () => boolean): void {
  for (;;) {
    const seen = Atomics.load(block, WORD.changes);
    if (holds()) return;
    waitWhile(block, WORD.changes, seen);
  }
}

function set(block: Int32Array, word: number, value: number): void {
  Atomics.store(block, word, value);
  Atomics.notify(block, word);
}

/** Says that the lane is on a job. By the main thread, before the job is sent. */
export function beginJob(memory: WebAssembly.Memory, { lane, job }: TeamPlace): void {
  clearProgress(memory, lane);
  set(blockOf(memory, lane), WORD.job, job);
}

/** Sends those who wait for the lane's work away. By the main thread, when the job has ended, however it did. */
export function endJob(memory: WebAssembly.Memory, lane: number): void {
  const block = blockOf(memory, lane);
  Atomics.store(block, WORD.job, 0);
  // Even stays even; whoever waits for the next phase wakes up.
  Atomics.add(block, WORD.phase, 2);
  Atomics.notify(block, WORD.phase);
}

/** Lays out the room that a part needs. @returns what does the part; null when there is no memory for it */
function layPart(
  block: Int32Array,
  engine: Engine,
  scratch: Scratch,
  columns: readonly Float64Array[],
): (() => void) | null {
  const work = teamWork[NAMES[Atomics.load(block, WORD.work)]];
  try {
    return work(engine, scratch, Atomics.load(block, WORD.at), columns);
  } catch (error) {
    if (isMemoryFull(error)) return null;
    throw error;
  }
}

/**
 * Joins a phase, if it is still open, its columns are there and there is memory to work in. Who fails in a part stays counted in, so that the
 * owner never reads what is half done.
 */
function joinPhase(block: Int32Array, phase: number, engine: Engine, heard: PhaseColumns): void {
  change(block, WORD.inside, 1);
  engine.arena.scope((scratch) => {
    const isOpen = Atomics.load(block, WORD.phase) === phase;
    const columns = isOpen ? heard.of(phase, Atomics.load(block, WORD.columns)) : null;
    const doPart = columns && layPart(block, engine, scratch, columns);
    if (doPart === null) return;
    doPart();
    change(block, WORD.done, 1);
    for (let released = Atomics.load(block, WORD.released); released !== phase; ) {
      waitWhile(block, WORD.released, released);
      released = Atomics.load(block, WORD.released);
    }
  });
  change(block, WORD.inside, -1);
}

/**
 * Joins whatever work the job of a lane shares, until that job has ended.
 * @throws what a part threw; the job will never end then, and its thread must be ended too
 */
export function assist(memory: WebAssembly.Memory, { lane, job }: TeamPlace, engine: Engine): void {
  const block = blockOf(memory, lane);
  const heard = hearColumns(memory, lane);
  try {
    for (;;) {
      const phase = Atomics.load(block, WORD.phase);
      if (Atomics.load(block, WORD.job) !== job) return;
      if (phase % 2 !== 0) joinPhase(block, phase, engine, heard);
      waitWhile(block, WORD.phase, phase);
    }
  } finally {
    heard.close();
  }
}

/** The team of the thread that does a lane's job. */
export function ownTeam(memory: WebAssembly.Memory, lane: number, engine: () => Engine): Team {
  const block = blockOf(memory, lane);
  const close = (phase: number) => {
    set(block, WORD.phase, phase + 1);
    waitUntil(block, () => Atomics.load(block, WORD.done) === Atomics.load(block, WORD.inside));
  };
  const release = (phase: number) => {
    set(block, WORD.released, phase);
    waitUntil(block, () => Atomics.load(block, WORD.inside) === 0);
  };
  return {
    share(work, at, collect, lead = teamWork[work], columns = []) {
      Atomics.store(block, WORD.work, NAMES.indexOf(work));
      Atomics.store(block, WORD.at, at);
      Atomics.store(block, WORD.done, 0);
      const phase = Atomics.load(block, WORD.phase) + 1;
      Atomics.store(block, WORD.columns, columns.length);
      tellColumns(memory, lane, phase, columns);
      set(block, WORD.phase, phase);
      return engine().arena.scope((scratch) => {
        try {
          try {
            lead(engine(), scratch, at, columns)();
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
  share(work, at, collect, lead = teamWork[work], columns = []) {
    return engine().arena.scope((scratch) => {
      lead(engine(), scratch, at, columns)();
      return collect();
    });
  },
});

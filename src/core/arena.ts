/**
 * The arena: one shared WebAssembly memory that kernels read and write, addressed by byte offsets.
 *
 * `memory.grow` is atomic and returns the old size, so each thread obtains its own range without a lock and then hands
 * out offsets from it. Kernels never allocate and keep no mutable statics (a second instance over the same memory
 * would reset them), so a scratch range belongs to one thread and one call.
 */
import type { KernelExports } from '../kernels/exports.js';

/** Offsets handed out within one `scope`; all are given back when it ends. */
export interface Scratch {
  /** @param bytes how many @returns a byte offset, 16-aligned. The content is whatever was there. */
  alloc(bytes: number): number;
  /** A view; valid for as long as the scope is. Re-made after growth, so take it when needed. */
  f64(offset: number, length: number): Float64Array;
  f32(offset: number, length: number): Float32Array;
  u32(offset: number, length: number): Uint32Array;
  i32(offset: number, length: number): Int32Array;
  u8(offset: number, length: number): Uint8Array;
}

export interface Arena {
  /** Runs `work` with scratch memory of this thread; nested scopes stack. */
  scope<T>(work: (scratch: Scratch) => T): T;
  /**
   * Memory that outlives scopes, for what many calls read: it is `owner`'s until another one asks for some.
   * @param fill writes it, at the offset that it is given; called when `owner` does not have it yet
   * @returns the offset
   */
  keep(owner: object, bytes: number, fill: (offset: number) => void): number;
}

/** Work that threads can do together; core/team-work.ts has what each name stands for. */
export type TeamWorkName =
  | 'bin-columns'
  | 'look-at-columns'
  | 'make-columns'
  | 'grow-trees'
  | 'grow-boost'
  | 'grow-votes'
  | 'predict-trees'
  | 'look-at-rows'
  | 'lay-rows'
  | 'grow-point-tree'
  | 'seed-nearest'
  | 'find-nearest';

/**
 * Lays out the room that a thread needs for a part of shared work; it has claimed none of it yet.
 * @param scratch of this thread
 * @param at the job's offset in the arena
 * @param columns as they were given to `Team.share`: the same memory in all threads
 * @returns does a part
 */
export type TeamWork = (
  engine: Engine,
  scratch: Scratch,
  at: number,
  columns: readonly Float64Array[],
) => () => void;

/** Threads that have nothing else to do may join the work of another one. */
export interface Team {
  /**
   * Does work on this thread and on every thread that joins while it is under way. Each claims parts of the job by an
   * atomic counter in it, so what comes out must not depend on who did which part.
   * @param at the job's offset in the arena
   * @param collect reads what all have left in their scratch memory, before they give it back
   * @param lead what this thread does, when it is not what those who join do
   * @param columns outside the arena, which parts read or write; nobody joins when one of them is no shared memory
   * @throws what this thread's part threw
   */
  share<T>(
    work: TeamWorkName,
    at: number,
    collect: () => T,
    lead?: TeamWork,
    columns?: readonly Float64Array[],
  ): T;
}

/** Work that takes long says how far it is; for people, no result depends on it. */
export interface FitProgress {
  /** @param count trees or rounds that will be grown at most, or parts of a search */
  expect(count: number): void;
  /** One more is done, by whichever thread. */
  tick(): void;
}

/** Nobody looks. */
export const noProgress: FitProgress = { expect: () => {}, tick: () => {} };

/** What a fit may use of the machine: the inner loops, the memory they work on, and other threads. */
export interface Engine {
  readonly kernels: KernelExports;
  readonly arena: Arena;
  readonly team: Team;
  readonly progress: FitProgress;
  /** Of the threads that began together and end together, from 1: those of a smaller number have ended. */
  readonly crew: number;
}

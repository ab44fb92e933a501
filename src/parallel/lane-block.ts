/**
 * A block of words for each lane of the pool, in the second page of the shared memory; the first belongs to the compiler. The
 * last block has what is the memory's own.
 */
import { randomInt } from 'node:crypto';

const FIRST = 65536;
const WORDS = 16;

/** Pages at the start of the memory that are not handed out. */
export const RESERVED_PAGES = 2;
/** Blocks of lanes that fit in. */
export const MAX_LANES = 65536 / (4 * WORDS) - 1;

/** Words of a block: those of a team, then how far the fit of the lane is. */
export const WORD = {
  /** The number of the job that the lane is on; 0: none. */
  job: 0,
  /** Odd while work is open. */
  phase: 1,
  /** Which work it is. */
  work: 2,
  /** Offset of the work's job. */
  at: 3,
  /** Those who joined. */
  inside: 4,
  /** Those whose part is done. */
  done: 5,
  /** Counts changes of `inside` and `done`, to be waited on. */
  changes: 6,
  /** The last phase whose results were read. */
  released: 7,
  /** What the fit has grown, and will grow in all; 0: it does not count. */
  grown: 8,
  toGrow: 9,
  /** How many columns outside the arena the open work has. */
  columns: 10,
} as const;

export const blockOf = (memory: WebAssembly.Memory, lane: number) =>
  new Int32Array(memory.buffer, FIRST + 4 * WORDS * lane, WORDS);

const nameWords = (memory: WebAssembly.Memory) => blockOf(memory, MAX_LANES).subarray(0, 2);

/** Names a memory. By the thread that makes it. */
export function nameMemory(memory: WebAssembly.Memory): void {
  nameWords(memory).set([randomInt(2 ** 31), randomInt(2 ** 31)]);
}

/** A name that no other memory of the process has, but by a chance of 2^-62. */
export const nameOf = (memory: WebAssembly.Memory): string => nameWords(memory).join('-');

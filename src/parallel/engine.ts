/**
 * Loads the kernels over the shared memory and hands out scratch ranges of it: core's Engine for one thread, joined by nobody.
 *
 * The first page belongs to the compiler (constants), the second to teams. Everything above is obtained by `memory.grow`,
 * which is atomic, so threads get disjoint ranges without a lock; a thread keeps its ranges and reuses them from call to call.
 */
import { readFileSync } from 'node:fs';
import { type Arena, type Engine, noProgress, type Scratch } from '../core/arena.js';
import { memoryFullError } from '../core/errors.js';
import type { KernelExports } from '../kernels/exports.js';
import { nameMemory, RESERVED_PAGES } from './lane-block.js';
import { soloTeam } from './team.js';

const PAGE = 65536;
const MAX_PAGES = 65536;

/** The memory that all threads of a process share; it must be declared with its maximum. */
export function createMemory(): WebAssembly.Memory {
  const memory = new WebAssembly.Memory({ initial: RESERVED_PAGES, maximum: MAX_PAGES, shared: true });
  nameMemory(memory);
  return memory;
}

interface Range {
  readonly start: number;
  end: number;
  used: number;
}

class ThreadArena implements Arena, Scratch {
  readonly #memory: WebAssembly.Memory;
  readonly #ranges: Range[] = [];
  #kept: { readonly owner: object; readonly range: Range } | undefined;

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
  }

  scope<T>(work: (scratch: Scratch) => T): T {
    const marks = this.#ranges.map((range) => range.used);
    try {
      return work(this);
    } finally {
      this.#ranges.forEach((range, i) => {
        range.used = marks[i] ?? range.start;
      });
    }
  }

  keep(owner: object, bytes: number, fill: (offset: number) => void): number {
    if (this.#kept?.owner === owner) return this.#kept.range.start;
    let range = this.#kept?.range;
    // What follows may fail: nobody has the range until it is filled.
    this.#kept = undefined;
    if (!range || range.end - range.start < bytes) {
      // What is too small is handed out by scopes from now on.
      if (range) this.#ranges.push(range);
      range = this.#grow(bytes);
    }
    fill(range.start);
    this.#kept = { owner, range };
    return range.start;
  }

  alloc(bytes: number): number {
    const size = 16 * Math.ceil(bytes / 16);
    const free = this.#ranges.find((range) => range.end - range.used >= size) ?? this.#growScratch(size);
    const offset = free.used;
    free.used += size;
    return offset;
  }

  /** Where no other thread grew the memory meanwhile the last range becomes longer, so that scopes leave no small pieces. */
  #growScratch(size: number): Range {
    const range = this.#grow(size);
    const last = this.#ranges.at(-1);
    if (last?.end !== range.start) {
      this.#ranges.push(range);
      return range;
    }
    last.end = range.end;
    return last;
  }

  #grow(size: number): Range {
    const pages = Math.max(16, Math.ceil(size / PAGE));
    let first: number;
    try {
      first = this.#memory.grow(pages);
    } catch (cause) {
      const megabytes = Math.round((pages * PAGE) / 1e6);
      throw memoryFullError(
        `the kernels' memory is full: ${megabytes} MB more than its 4 GB were needed`,
        'use fewer rows or columns, or -j 1',
        cause,
      );
    }
    return { start: first * PAGE, end: (first + pages) * PAGE, used: first * PAGE };
  }

  f64(offset: number, length: number) {
    return new Float64Array(this.#memory.buffer, offset, length);
  }
  f32(offset: number, length: number) {
    return new Float32Array(this.#memory.buffer, offset, length);
  }
  u32(offset: number, length: number) {
    return new Uint32Array(this.#memory.buffer, offset, length);
  }
  i32(offset: number, length: number) {
    return new Int32Array(this.#memory.buffer, offset, length);
  }
  u8(offset: number, length: number) {
    return new Uint8Array(this.#memory.buffer, offset, length);
  }
}

let compiled: WebAssembly.Module | undefined;

/**
 * The engine of this thread over a memory. About 1 ms.
 * @param crew as `Engine` has it
 */
export function createEngine(memory: WebAssembly.Memory = createMemory(), crew = 1): Engine {
  compiled ??= new WebAssembly.Module(readFileSync(new URL('../kernels/kernels.wasm', import.meta.url)));
  const abort = () => {
    throw new Error('a kernel aborted');
  };
  const instance = new WebAssembly.Instance(compiled, { env: { memory, abort } });
  const engine: Engine = {
    kernels: instance.exports as unknown as KernelExports,
    arena: new ThreadArena(memory),
    team: soloTeam(() => engine),
    progress: noProgress,
    crew,
  };
  return engine;
}

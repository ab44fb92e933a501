/** The 32-bit fields of a job in scratch memory, by name. */
import type { Scratch } from '../arena.js';

/** More than any table has rows; twice of it is an int32 too, as kernels double it. */
export const MOST_INT = 0x3fffffff;

/** Index of each field, in words, and the bytes of the whole job. */
export type JobLayout<Name extends string> = Readonly<Record<Name | 'bytes', number>>;

export class JobWords<Name extends string> {
  /** @param at where the job begins, in bytes */
  constructor(
    readonly scratch: Scratch,
    readonly at: number,
    readonly layout: JobLayout<Name>,
  ) {}

  get(name: Name): number {
    return this.#words()[this.layout[name]];
  }

  set(name: Name, value: number): void {
    this.#words()[this.layout[name]] = value;
  }

  /** Sets several. */
  setAll(fields: Partial<Record<Name, number>>): void {
    for (const [name, value] of Object.entries<number>(fields as Record<Name, number>))
      this.set(name as Name, value);
  }

  /** The next of what threads count off in a field: from 0, each number once. */
  claim(name: Name): number {
    return Atomics.add(this.scratch.i32(this.at + 4 * this.layout[name], 1), 0, 1);
  }

  /** Room for a field that is an array. @returns where it begins */
  give(name: Name, bytes: number): number {
    const at = this.scratch.alloc(bytes);
    this.set(name, at);
    return at;
  }

  /** Made anew each time: views do not outlive a growth of the memory. */
  #words(): Uint32Array {
    return this.scratch.u32(this.at, this.layout.bytes / 4);
  }
}

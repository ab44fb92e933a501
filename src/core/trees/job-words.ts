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
    return Atomics.add(this.#word(name), 0, 1);
  }

  /** Raises a field that tells how much has been laid out, for those who wait for it. */
  raise(name: Name, value: number): void {
    const word = this.#word(name);
    Atomics.store(word, 0, value);
    Atomics.notify(word, 0);
  }

  /** Waits until another thread has raised a field to `least`. */
  awaitRaised(name: Name, least: number): void {
    const word = this.#word(name);
    for (let value = Atomics.load(word, 0); value < least; value = Atomics.load(word, 0)) {
      Atomics.wait(word, 0, value);
    }
  }

  /** Room for a field that is an array. @returns where it begins */
  give(name: Name, bytes: number): number {
    const at = this.scratch.alloc(bytes);
    this.set(name, at);
    return at;
  }

  #word(name: Name): Int32Array {
    return this.scratch.i32(this.at + 4 * this.layout[name], 1);
  }

  /** Made anew each time: views do not outlive a growth of the memory. */
  #words(): Uint32Array {
    return this.scratch.u32(this.at, this.layout.bytes / 4);
  }
}

/** The fields of a tree job in scratch memory, by name. */
import { TREE_JOB } from '../../kernels/exports.js';
import type { Scratch } from '../arena.js';

export type Field = Exclude<keyof typeof TREE_JOB, 'bytes' | 'minGain' | 'rootWeight'>;

export class JobFields {
  constructor(
    readonly scratch: Scratch,
    readonly at: number,
  ) {}

  get(name: Field): number {
    return this.scratch.u32(this.at, TREE_JOB.bytes / 4)[TREE_JOB[name]];
  }

  set(name: Field, value: number): void {
    this.scratch.u32(this.at, TREE_JOB.bytes / 4)[TREE_JOB[name]] = value;
  }

  setMinGain(value: number): void {
    this.scratch.f64(this.at + TREE_JOB.minGain, 1)[0] = value;
  }

  /** Room for a field that is an array. @returns where it begins */
  give(name: Field, bytes: number): number {
    const at = this.scratch.alloc(bytes);
    this.set(name, at);
    return at;
  }

  /** The same, all 0. */
  giveZeros(name: Field, bytes: number): number {
    const at = this.give(name, bytes);
    this.scratch.u8(at, bytes).fill(0);
    return at;
  }
}

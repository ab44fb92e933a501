/** The fields of a tree job in scratch memory, by name. */
import { TREE_JOB, TREE_STATE } from '../../kernels/exports.js';
import type { Scratch } from '../arena.js';
import { JobWords } from './job-words.js';

export type Field = Exclude<keyof typeof TREE_JOB, 'bytes'>;
type NumberField = 'minGain' | 'rootWeight' | 'ccpAlpha' | 'learningRate';

export class JobFields extends JobWords<Field> {
  constructor(scratch: Scratch, at: number) {
    super(scratch, at, TREE_JOB);
  }

  /** The fields that are f64. */
  getNumber(name: NumberField): number {
    return this.scratch.f64(this.at + TREE_STATE[name], 1)[0];
  }

  setNumber(name: NumberField, value: number): void {
    this.scratch.f64(this.at + TREE_STATE[name], 1)[0] = value;
  }

  /** `give`, all 0. */
  giveZeros(name: Field, bytes: number): number {
    const at = this.give(name, bytes);
    this.scratch.u8(at, bytes).fill(0);
    return at;
  }
}

/** The training rows of each class. */
import { usageError } from '../errors.js';
import { layFloats, layUints } from '../lay.js';
import { isClassification } from '../task.js';
import type { SampleInput } from './sampler.js';

/**
 * The training rows of each class, ascending, in class order; with repeats where training rows repeat.
 * @throws AssayError exit 2 for a regression task.
 */
export function rowsOfClasses(samplerId: string, input: SampleInput): Uint32Array[] {
  const { task, rows } = input;
  if (!isClassification(task)) {
    throw usageError(
      'ASSAY_SAMPLER_TASK',
      `sampler ${samplerId} needs classes, and ${task.target} is a number (regression)`,
      'leave --sampler out, or name the classes with --task multiclass',
    );
  }
  return byClass(input, rows);
}

/** Some rows of each class, in their order, in class order. */
export function byClass(
  { task, y, engine }: Pick<SampleInput, 'task' | 'y' | 'engine'>,
  rows: Uint32Array,
): Uint32Array[] {
  return engine.arena.scope((scratch) => {
    const nClasses = task.classes.length;
    const [Y, ROWS] = [layFloats(scratch, y), layUints(scratch, rows)];
    const [ENDS, OUT] = [nClasses, rows.length].map((length) => scratch.alloc(4 * length));
    engine.kernels.dealRows(Y, ROWS, rows.length, nClasses, ENDS, OUT);
    const dealt = scratch.u32(OUT, rows.length);
    const ends = scratch.u32(ENDS, nClasses);
    return Array.from(ends, (end, label) => dealt.slice(label > 0 ? ends[label - 1] : 0, end));
  });
}

/** Each row once: those that may be neighbours, which a bootstrap repeats. @param rows ascending @returns itself if it can */
export function distinctRows(rows: Uint32Array): Uint32Array {
  let i = 1;
  while (i < rows.length && rows[i] !== rows[i - 1]) i++;
  return i >= rows.length ? rows : rows.filter((row, at) => at === 0 || row !== rows[at - 1]);
}

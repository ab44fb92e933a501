/** The training rows of each class. */
import { usageError } from '../errors.js';
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
export function byClass({ task, y }: Pick<SampleInput, 'task' | 'y'>, rows: Uint32Array): Uint32Array[] {
  const counts = new Uint32Array(task.classes.length);
  for (let i = 0; i < rows.length; i++) counts[y[rows[i]]]++;
  const found = Array.from(counts, (count) => new Uint32Array(count));
  counts.fill(0);
  for (let i = 0; i < rows.length; i++) {
    const label = y[rows[i]];
    found[label][counts[label]++] = rows[i];
  }
  return found;
}

/** Each row once: those that may be neighbours, which a bootstrap repeats. @param rows ascending @returns itself if it can */
export function distinctRows(rows: Uint32Array): Uint32Array {
  let i = 1;
  while (i < rows.length && rows[i] !== rows[i - 1]) i++;
  return i >= rows.length ? rows : rows.filter((row, at) => at === 0 || row !== rows[at - 1]);
}

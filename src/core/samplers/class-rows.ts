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
  const found: number[][] = task.classes.map(() => []);
  for (const row of rows) found[y[row]].push(row);
  return found.map((list) => Uint32Array.from(list));
}

/** Each row once: those that may be neighbours, which a bootstrap repeats. @param rows ascending @returns itself if it can */
export function distinctRows(rows: Uint32Array): Uint32Array {
  const isNew = (row: number, i: number) => i === 0 || row !== rows[i - 1];
  return rows.every(isNew) ? rows : rows.filter(isNew);
}

/** How many neighbours there are to be had. */
import { dataError } from '../errors.js';
import type { WorkWarning } from '../schemas/metric-value.js';
import { counted } from '../shown-numbers.js';
import { distinctRows } from './class-rows.js';
import type { SampleInput } from './sampler.js';

/**
 * The neighbours that are asked for, as far as there are so many others; a warning when there are not.
 * @param whose rows they are, for people: `class "a"`, `the training data`
 * @param nRows distinct rows, at least 2: a row is not its own neighbour
 * @param warnings OUT one more when fewer are used, and it is not there yet
 * @param most how many there are to be had
 */
export function usableK(
  samplerId: string,
  whose: string,
  wanted: number,
  nRows: number,
  warnings: WorkWarning[],
  most = nRows - 1,
): number {
  const k = Math.min(wanted, most);
  const message = `${whose} has ${nRows} training rows: ${samplerId} used ${counted(k, 'neighbour')}, not ${wanted}`;
  if (k < wanted && !warnings.some((known) => known.message === message)) {
    warnings.push({ id: 'fewer-neighbours', message });
  }
  return k;
}

/** The neighbours of any class that rows have: `usableK` among all training rows. @param warnings OUT one more when fewer are used */
export const usableKOfAll = (
  samplerId: string,
  { rows }: SampleInput,
  wanted: number,
  warnings: WorkWarning[],
): number => usableK(samplerId, 'the training data', wanted, distinctRows(rows).length, warnings);

/**
 * The neighbours that rows of a class have among their own: `usableK` of k_neighbors, which adasyn calls n_neighbors.
 * @param members training rows of the class, ascending
 * @param warnings OUT one more when fewer are used
 * @throws AssayError exit 3 when the class has a single row
 */
export function usableKOfClass(
  samplerId: string,
  { task, rows, params }: SampleInput,
  label: number,
  members: Uint32Array,
  warnings: WorkWarning[],
): number {
  const nRows = distinctRows(members).length;
  const whose = `class "${task.classes[label]}"`;
  if (nRows > 1)
    return usableK(samplerId, whose, Number(params.k_neighbors ?? params.n_neighbors), nRows, warnings);
  throw dataError(
    'ASSAY_SMOTE_ONE_ROW',
    `${samplerId} needs at least two rows of a class to grow from; ${whose} has 1 among the ${rows.length} training rows`,
    'use --sampler random-over; in cross-validation more folds (-k) leave more rows of the class to train on',
  );
}

/**
 * How faithful a sampler's new rows are: copies of real rows among them, and for each class and column how far the new
 * cells are from the real ones. Deterministic, sums in row order.
 */

import { meanAndStd } from './neighbours/space.js';
import { equalRowSets } from './row-hash.js';
import type { Resampled } from './samplers/sampler.js';
import { type CodedColumn, isNumeric, type NumericColumn } from './table.js';
import type { TaskData } from './task.js';

/** New against real cells of one column in one class; what does not apply to the column's type is null. */
interface ColumnQuality {
  readonly column: string;
  readonly class: string;
  /** (mean of new - mean of real) / standard deviation of real; null when the real ones do not vary. */
  readonly mean_shift: number | null;
  /** Two-sample Kolmogorov-Smirnov statistic, 0..1. */
  readonly ks: number | null;
  /** Half the sum of the differences of the levels' shares, 0..1; missing is a level. */
  readonly total_variation: number | null;
}

export interface SamplingQuality {
  /** New rows / all rows after. */
  readonly synthetic_share: number;
  /** Repeats of real rows / all rows after. */
  readonly repeated_share: number;
  /** New rows that equal a real row in every feature. */
  readonly exact_copies: number;
  readonly columns: readonly ColumnQuality[];
}

/** Largest distance between two empirical distribution functions. Both sorted, none empty. O(n + m). */
export function kolmogorovSmirnov(a: Float64Array, b: Float64Array): number {
  let i = 0;
  let j = 0;
  let largest = 0;
  while (i < a.length && j < b.length) {
    const x = Math.min(a[i], b[j]);
    while (i < a.length && a[i] <= x) i++;
    while (j < b.length && b[j] <= x) j++;
    largest = Math.max(largest, Math.abs(i / a.length - j / b.length));
  }
  return largest;
}

const present = (values: Float64Array, rows: Uint32Array) =>
  Float64Array.from(rows, (row) => values[row])
    .filter((value) => !Number.isNaN(value))
    .sort();

type Rows = { readonly real: Uint32Array; readonly made: Uint32Array };

function compareNumbers(column: NumericColumn, made: NumericColumn, rows: Rows) {
  const a = present(column.values, rows.real);
  const b = present(made.values, rows.made);
  if (a.length === 0 || b.length === 0) return { mean_shift: null, ks: null, total_variation: null };
  const real = meanAndStd(column.values, rows.real);
  const shift = meanAndStd(made.values, rows.made).mean - real.mean;
  return {
    mean_shift: real.std > 0 ? shift / real.std : null,
    ks: kolmogorovSmirnov(a, b),
    total_variation: null,
  };
}

function compareLevels(column: CodedColumn, made: CodedColumn, rows: Rows) {
  const difference = new Float64Array(column.levels.length + 1);
  for (const row of rows.real) difference[column.codes[row] + 1] += 1 / rows.real.length;
  for (const row of rows.made) difference[made.codes[row] + 1] -= 1 / rows.made.length;
  const sum = difference.reduce((total, share) => total + Math.abs(share), 0);
  return { mean_shift: null, ks: null, total_variation: Math.min(1, sum / 2) };
}

function countCopies({ table }: TaskData, { synthetic }: Resampled): number {
  const all = table.concat(synthetic);
  const sets = equalRowSets(all.columns, all.nRows);
  const nRealSets = sets.subarray(0, table.nRows).reduce((most, set) => Math.max(most, set + 1), 0);
  return sets.subarray(table.nRows).reduce((count, set) => count + (set < nRealSets ? 1 : 0), 0);
}

const rowsWith = (y: Float64Array, label: number) =>
  Uint32Array.from(y.keys()).filter((row) => y[row] === label);

/**
 * Judges what a sampler made of all rows of `data`.
 * @returns `columns` has one entry for each class with new rows and each feature, classes first
 */
export function samplingQuality(data: TaskData, resampled: Resampled): SamplingQuality {
  const { synthetic, syntheticY, keep } = resampled;
  const nAfter = keep.length + synthetic.nRows;
  const columns = data.task.classes.flatMap((name, label): ColumnQuality[] => {
    const rows = { real: rowsWith(data.y, label), made: rowsWith(syntheticY, label) };
    if (rows.made.length === 0) return [];
    return data.table.columns.map((column, i) => {
      const made = synthetic.columns[i];
      const compared = isNumeric(column)
        ? compareNumbers(column, made as NumericColumn, rows)
        : compareLevels(column, made as CodedColumn, rows);
      return { column: column.name, class: name, ...compared };
    });
  });
  return {
    synthetic_share: synthetic.nRows / nAfter,
    repeated_share: (keep.length - new Set(keep).size) / nAfter,
    exact_copies: synthetic.nRows > 0 ? countCopies(data, resampled) : 0,
    columns,
  };
}

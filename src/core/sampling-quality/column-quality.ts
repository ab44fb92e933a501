/** For each class that grew and each column, how far the new cells are from the real ones. Sums in row order. */
import { meanAndStd } from '../neighbours/space.js';
import { type CodedColumn, isNumeric, type NumericColumn } from '../table.js';
import type { Task } from '../task.js';
import { type LookedAt, sideRows } from './looked-at.js';

/** New against real cells of one column in one class; what does not apply to the column's type is null. */
export interface ColumnQuality {
  readonly column: string;
  readonly class: string;
  /** (mean of new - mean of real) / standard deviation of real; null when the real ones do not vary. */
  readonly mean_shift: number | null;
  /** Two-sample Kolmogorov-Smirnov statistic, 0..1. */
  readonly ks: number | null;
  /** Half the sum of the differences of the levels' shares, 0..1; missing is a level. */
  readonly total_variation: number | null;
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

function compareNumbers({ values }: NumericColumn, rows: Rows) {
  const a = present(values, rows.real);
  const b = present(values, rows.made);
  if (a.length === 0 || b.length === 0) return { mean_shift: null, ks: null, total_variation: null };
  const real = meanAndStd(values, rows.real);
  const shift = meanAndStd(values, rows.made).mean - real.mean;
  return {
    mean_shift: real.std > 0 ? shift / real.std : null,
    ks: kolmogorovSmirnov(a, b),
    total_variation: null,
  };
}

function compareLevels({ codes, levels }: CodedColumn, rows: Rows) {
  const difference = new Float64Array(levels.length + 1);
  for (const row of rows.real) difference[codes[row] + 1] += 1 / rows.real.length;
  for (const row of rows.made) difference[codes[row] + 1] -= 1 / rows.made.length;
  const sum = difference.reduce((total, share) => total + Math.abs(share), 0);
  return { mean_shift: null, ks: null, total_variation: Math.min(1, sum / 2) };
}

/** One entry for each class with new rows and each feature, classes first. */
export function columnQualities(looked: LookedAt, { classes }: Task): ColumnQuality[] {
  return classes.flatMap((name, label): ColumnQuality[] => {
    const rows = { real: sideRows(looked, 'real', label), made: sideRows(looked, 'new', label) };
    if (rows.made.length === 0) return [];
    return looked.table.columns.map((column) => {
      const compared = isNumeric(column) ? compareNumbers(column, rows) : compareLevels(column, rows);
      return { column: column.name, class: name, ...compared };
    });
  });
}

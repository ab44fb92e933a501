/** The width of a radial kernel by how far rows lie apart: scikit-learn's `gamma="scale"`. */
import type { DistanceSpace, Unit } from '../neighbours/space.js';
import { type CodedColumn, isNumeric, type NumericColumn } from '../table.js';

interface Scaled extends Unit {
  readonly values: Float64Array;
}

/** Variance of all cells of numbers taken together, each in its unit. */
function variance(numbers: readonly Scaled[], rows: Uint32Array): number {
  let count = 0;
  let sum = 0;
  let squares = 0;
  const each = (visit: (cell: number) => void) => {
    for (const { values, centre, size } of numbers) {
      for (const row of rows) if (!Number.isNaN(values[row])) visit((values[row] - centre) / size);
    }
  };
  each((cell) => {
    count++;
    sum += cell;
  });
  each((cell) => {
    squares += (cell - sum / count) ** 2;
  });
  return count > 0 ? squares / count : 0;
}

/** The share of pairs of rows, drawn with replacement, that differ in a level. */
function differingShare({ codes }: CodedColumn, rows: Uint32Array): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(codes[row], (counts.get(codes[row]) ?? 0) + 1);
  let same = 0;
  for (const count of counts.values()) same += (count / rows.length) ** 2;
  return 1 - same;
}

/**
 * gamma, one over half of the mean squared distance: for numbers 1 / (columns * variance of all cells) as scikit-learn has it; a
 * category adds half of its cost times the share of pairs that differ. 1 where rows are all alike.
 */
export function scaledGamma({ columns, units, categoryCost }: DistanceSpace, rows: Uint32Array): number {
  const numbers = columns.flatMap((column, i) =>
    isNumeric(column) ? [{ values: (column as NumericColumn).values, ...(units[i] as Unit) }] : [],
  );
  let spread = numbers.length * variance(numbers, rows);
  for (const column of columns) {
    if (!isNumeric(column)) spread += (categoryCost * differingShare(column, rows)) / 2;
  }
  return spread > 0 ? 1 / spread : 1;
}

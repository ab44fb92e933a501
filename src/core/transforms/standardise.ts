/**
 * Numbers less their training mean, over their training standard deviation (of the population, divisor n):
 * scikit-learn's StandardScaler, with its rule for columns that are constant up to rounding. Missing cells stay missing
 * and count for nothing; coded columns pass.
 */
import { type Column, isNumeric, type NumericColumn } from '../table.js';
import type { Transform } from './transform.js';

interface Scaling {
  readonly mean: number;
  /** Above 0. */
  readonly scale: number;
}

/** One entry a column; null for a column that passes. */
interface StandardiseState {
  readonly [key: string]: unknown;
  readonly scaling: readonly (Scaling | null)[];
}

/**
 * Mean and variance in two passes, in row order, with the correction of Chan, Golub & LeVeque 1983 (eq. 1.7).
 * A variance no larger than its rounding error (n eps var + (n eps mean)^2) is 0: the column is constant.
 */
function scalingOf(values: Float64Array): Scaling {
  let sum = 0;
  let n = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    n++;
  }
  if (n === 0) return { mean: 0, scale: 1 };
  const mean = sum / n;
  let squares = 0;
  let rest = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    const deviation = value - mean;
    squares += deviation * deviation;
    rest += deviation;
  }
  const variance = (squares - (rest * rest) / n) / n;
  const rounding = n * Number.EPSILON * variance + (n * mean * Number.EPSILON) ** 2;
  return { mean, scale: variance <= rounding ? 1 : Math.sqrt(variance) };
}

const scaled = (column: NumericColumn, { mean, scale }: Scaling): NumericColumn => ({
  ...column,
  values: column.values.map((value) => (value - mean) / scale),
  integer: false,
});

export const standardise: Transform = {
  id: 'standardise',
  aliases: ['standardize'],
  summary: 'numbers get training mean 0 and standard deviation 1',
  fit: (columns): StandardiseState => ({
    scaling: columns.map((column) => (isNumeric(column) ? scalingOf(column.values) : null)),
  }),
  apply(columns, state) {
    const { scaling } = state as StandardiseState;
    return columns.map((column, i): Column => {
      const known = scaling[i];
      return isNumeric(column) && known ? scaled(column, known) : column;
    });
  },
};

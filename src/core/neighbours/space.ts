/**
 * Where rows lie for a distance, on columns of any type: SMOTE-NC's mixed one (Chawla et al. 2002, JAIR 16:321-357,
 * section 6.1). Numbers count where both rows have them, scaled up for those that they do not (scikit-learn's
 * nan_euclidean_distances); a missing category is a level of its own.
 */
import type { Column, NumericColumn } from '../table.js';
import { isNumeric } from '../table.js';

/** Where a numeric column's zero lies and what one unit of it is, in a distance. */
export interface Unit {
  readonly centre: number;
  readonly size: number;
}

/** What a distance is measured in. */
export interface DistanceSpace {
  readonly columns: readonly Column[];
  /** [columns.length]; null for categories. */
  readonly units: readonly (Unit | null)[];
  /** What a differing category adds to the squared distance. */
  readonly categoryCost: number;
  /** Works out the squared distance of the numbers of two rows that have none in common: that of two rows on average. */
  readonly apart: () => number;
}

/** Mean and population standard deviation of the cells present, two passes in row order; both 0 without cells. */
export function meanAndStd(values: Float64Array, rows: Uint32Array): { mean: number; std: number } {
  let present = 0;
  let sum = 0;
  for (const row of rows) {
    if (Number.isNaN(values[row])) continue;
    present++;
    sum += values[row];
  }
  if (present === 0) return { mean: 0, std: 0 };
  const mean = sum / present;
  let squares = 0;
  for (const row of rows) if (!Number.isNaN(values[row])) squares += (values[row] - mean) ** 2;
  return { mean, std: Math.sqrt(squares / present) };
}

/** The training mean and standard deviation, 1 for a column that does not vary; for `none` numbers stay as they are. */
function unitOf(column: NumericColumn, training: Uint32Array, scale: 'standard' | 'none'): Unit {
  if (scale === 'none') return { centre: 0, size: 1 };
  const { mean, std } = meanAndStd(column.values, training);
  const centre = Number.isFinite(mean) ? mean : 0; // the sum of the largest doubles overflows
  return { centre, size: std > 0 ? std : 1 };
}

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The distance between rows of a table.
 * A differing category costs the median of the standard deviations of the numbers among `members` (of the minority
 * class in Chawla et al. 2002, section 6.1); 1 where that is 0 or there are no numbers, so that categories still count.
 * @param training all training rows, for the scale @param members the rows that say what a category costs
 */
export function distanceSpace(
  given: readonly Column[],
  training: Uint32Array,
  members: Uint32Array,
  scale: 'standard' | 'none',
): DistanceSpace {
  // Sums of squares are the same to the last bit in whichever order columns stand in the file.
  const columns = given.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const units = columns.map((column) => (isNumeric(column) ? unitOf(column, training, scale) : null));
  /** Standard deviations in units. */
  const spreadsAmong = (rows: Uint32Array) =>
    columns.flatMap((column, i) =>
      isNumeric(column) ? [meanAndStd(column.values, rows).std / (units[i] as Unit).size] : [],
    );
  const hasCodes = columns.some((column) => !isNumeric(column));
  const spreads = hasCodes ? spreadsAmong(members) : [];
  const cost = (spreads.length ? median(spreads) : 0) || 1;
  return {
    columns,
    units,
    categoryCost: cost * cost,
    apart: () => spreadsAmong(training).reduce((sum, spread) => sum + 2 * spread * spread, 0),
  };
}

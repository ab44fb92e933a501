/** What one column alone says about a number: Spearman's rank correlation, or ranks of the target by level. */
import { midRanks } from '../argsort.js';
import type { Association } from '../schemas/eda.js';
import type { CodedColumn, NumericColumn } from '../table.js';

/** Pearson's correlation over rows where both are present; null when either is constant there. */
function correlation(a: Float64Array, b: Float64Array, rows: Uint32Array): number | null {
  let meanA = 0;
  let meanB = 0;
  for (const row of rows) {
    meanA += a[row];
    meanB += b[row];
  }
  meanA /= rows.length;
  meanB /= rows.length;
  let squaresA = 0;
  let squaresB = 0;
  let products = 0;
  for (const row of rows) {
    const x = a[row] - meanA;
    const y = b[row] - meanB;
    squaresA += x * x;
    squaresB += y * y;
    products += x * y;
  }
  return squaresA > 0 && squaresB > 0 ? products / Math.sqrt(squaresA * squaresB) : null;
}

/** Spearman's rho over rows where both are present. @param order present rows of `a`, ascending by value */
export function spearman(
  a: Float64Array,
  order: Uint32Array,
  b: Float64Array,
  orderOfB: Uint32Array,
): number | null {
  const both = order.filter((row) => !Number.isNaN(b[row]));
  const bothByB =
    orderOfB.length === both.length ? orderOfB : orderOfB.filter((row) => !Number.isNaN(a[row]));
  return correlation(midRanks(a, both), midRanks(b, bothByB), both);
}

/** |rho|. */
export function regressionNumber(
  column: NumericColumn,
  order: Uint32Array,
  y: Float64Array,
  orderOfY: Uint32Array,
): Association {
  const rho = spearman(column.values, order, y, orderOfY);
  const value = rho === null ? null : Math.min(1, Math.abs(rho));
  return { column: column.name, measure: 'spearman', value, rows: order.length, rates: null };
}

/**
 * Root of epsilon squared, (H - k + 1) / (n - k) with H of Kruskal & Wallis 1952 corrected for ties (Kelley 1935): how
 * much of the variance of the ranks lies between levels, freed of the flattery of many levels.
 * @param y [nRows]  @param orderOfY rows ascending by y
 */
export function regressionLevels(
  { name, codes, levels }: CodedColumn,
  y: Float64Array,
  orderOfY: Uint32Array,
): Association {
  const present = orderOfY.filter((row) => codes[row] >= 0);
  const ranks = midRanks(y, present);
  const n = present.length;
  const counts = new Float64Array(levels.length);
  const sums = new Float64Array(levels.length);
  let sum = 0;
  let squares = 0;
  for (const row of present) {
    counts[codes[row]]++;
    sums[codes[row]] += ranks[row];
    sum += ranks[row];
    squares += ranks[row] * ranks[row];
  }
  const total = squares - (sum * sum) / n;
  let between = -(sum * sum) / n;
  let k = 0;
  for (let level = 0; level < levels.length; level++) {
    if (counts[level] === 0) continue;
    between += (sums[level] * sums[level]) / counts[level];
    k++;
  }
  const defined = n > k && k > 1 && total > 0;
  const explained = defined ? ((between / total) * (n - 1) - (k - 1)) / (n - k) : 0;
  const value = defined ? Math.sqrt(Math.min(1, Math.max(0, explained))) : null;
  return { column: name, measure: 'rank_eta', value, rows: n, rates: null };
}

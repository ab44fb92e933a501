/**
 * The variance of areas under ROC curves (DeLong, DeLong & Clarke-Pearson 1988, Biometrics 44), from ranks instead of
 * pairs (Sun & Xu 2014, IEEE Signal Processing Letters 21), with rows in groups as Obuchowski 1997 (Biometrics 53).
 *
 * A row's placement is the share of rows of the other class that it is ordered rightly against, ties half; the area is
 * the mean placement of either class. O(rows log rows).
 */
import { argsort, midRanks } from '../argsort.js';
import { areaUnder } from '../metrics/ordering.js';
import type { RankCurve } from '../metrics/rank-curve.js';
import { log, sigmoid } from '../numeric.js';
import { normalQuantile, normalSurvival } from '../statistics/normal.js';

export interface Placements {
  readonly auc: number;
  /** [nRows] the share of the other class that the row is on the right side of. */
  readonly placement: Float64Array;
  readonly isPositive: Uint8Array;
  readonly nPositive: number;
  readonly nNegative: number;
}

function ranksAmong(scores: Float64Array, rows: Uint32Array): Float64Array {
  const own = Float64Array.from(rows, (row) => scores[row]);
  return midRanks(own, argsort(own));
}

function rowsOf(isPositive: Uint8Array, wanted: number): Uint32Array {
  const rows = new Uint32Array(isPositive.length);
  let n = 0;
  for (let row = 0; row < rows.length; row++) if (isPositive[row] === wanted) rows[n++] = row;
  return rows.subarray(0, n);
}

/**
 * @param scores [nRows] finite  @param isPositive [nRows] 1 or 0
 * @returns null when one of the classes has no row
 */
export function placementsOf(scores: Float64Array, isPositive: Uint8Array): Placements | null {
  const positives = rowsOf(isPositive, 1);
  const negatives = rowsOf(isPositive, 0);
  const [nPositive, nNegative] = [positives.length, negatives.length];
  if (nPositive === 0 || nNegative === 0) return null;
  const overall = midRanks(scores, argsort(scores));
  const placement = new Float64Array(scores.length);
  let area = 0;
  const among = ranksAmong(scores, positives);
  for (let i = 0; i < nPositive; i++) {
    placement[positives[i]] = (overall[positives[i]] - among[i]) / nNegative;
    area += placement[positives[i]];
  }
  const amongNegatives = ranksAmong(scores, negatives);
  for (let i = 0; i < nNegative; i++) {
    placement[negatives[i]] = 1 - (overall[negatives[i]] - amongNegatives[i]) / nPositive;
  }
  return { auc: area / nPositive, placement, isPositive, nPositive, nNegative };
}

/** [units] sums of (placement - area) over a unit's rows of one class, and how many units have such rows. */
function deviations({ auc, placement, isPositive }: Placements, wanted: number, unitOf: Uint32Array | null) {
  const nUnits =
    unitOf === null ? placement.length : unitOf.reduce((most, unit) => Math.max(most, unit + 1), 0);
  const sums = new Float64Array(nUnits);
  const has = new Uint8Array(nUnits);
  for (let row = 0; row < placement.length; row++) {
    if (isPositive[row] !== wanted) continue;
    const unit = unitOf === null ? row : unitOf[row];
    sums[unit] += placement[row] - auc;
    has[unit] = 1;
  }
  return { sums, nUnits, nWith: has.reduce((sum, one) => sum + one, 0) };
}

/**
 * The covariance of two areas over the same rows; of an area with itself its variance.
 * @param unitOf [nRows] rows of one unit vary together; null: each row is its own
 * @returns null when a class has fewer than two units
 */
export function aucCovariance(
  first: Placements,
  second: Placements,
  unitOf: Uint32Array | null,
): number | null {
  const { nPositive, nNegative } = first;
  const [ours, others] = [1, 0].map((wanted) => ({
    a: deviations(first, wanted, unitOf),
    b: deviations(second, wanted, unitOf),
  }));
  const [nWith, nWithout] = [ours.a.nWith, others.a.nWith];
  if (nWith < 2 || nWithout < 2) return null;
  let positive = 0;
  let negative = 0;
  let crossed = 0;
  for (let unit = 0; unit < ours.a.nUnits; unit++) {
    positive += ours.a.sums[unit] * ours.b.sums[unit];
    negative += others.a.sums[unit] * others.b.sums[unit];
    crossed += ours.a.sums[unit] * others.b.sums[unit] + ours.b.sums[unit] * others.a.sums[unit];
  }
  const { nUnits } = ours.a;
  return (
    (positive * nWith) / (nWith - 1) / (nPositive * nPositive) +
    (negative * nWithout) / (nWithout - 1) / (nNegative * nNegative) +
    (crossed * nUnits) / (nUnits - 1) / (nPositive * nNegative)
  );
}

/**
 * The variance of an area off its curve: that of `aucCovariance` for rows on their own, without looking at rows again.
 * O(cuts). @param curve unweighted, of a class that has rows and leaves some  @returns null for fewer than two of either
 */
export function curveVariance({ inside, outside }: RankCurve): number | null {
  const nInside = inside[inside.length - 1];
  const nOutside = outside[outside.length - 1];
  if (nInside < 2 || nOutside < 2) return null;
  const auc = areaUnder({ inside, outside });
  let ours = 0;
  let others = 0;
  for (let i = 0; i < inside.length; i++) {
    const [insideAbove, outsideAbove] = i > 0 ? [inside[i - 1], outside[i - 1]] : [0, 0];
    const won = 1 - (outside[i] + outsideAbove) / (2 * nOutside) - auc;
    const lost = (inside[i] + insideAbove) / (2 * nInside) - auc;
    ours += (inside[i] - insideAbove) * won * won;
    others += (outside[i] - outsideAbove) * lost * lost;
  }
  return ours / (nInside * (nInside - 1)) + others / (nOutside * (nOutside - 1));
}

/**
 * The interval of an area, symmetric in log(area / (1 - area)): the plain one leaves [0, 1] and covers too seldom where
 * the area is near 1.
 * @returns null where the area is 0 or 1, or has no spread
 */
export function aucInterval(auc: number, variance: number, level: number): [number, number] | null {
  if (auc <= 0 || auc >= 1 || !(variance > 0)) return null;
  const centre = log(auc / (1 - auc));
  const half = (normalQuantile(0.5 + level / 2) * Math.sqrt(variance)) / (auc * (1 - auc));
  return [sigmoid(centre - half), sigmoid(centre + half)];
}

/**
 * Whether two areas over the same rows differ, two-sided by the normal.
 * @returns difference is first less second; null where a class has fewer than two units
 */
export function delongTest(
  first: Placements,
  second: Placements,
  unitOf: Uint32Array | null = null,
): { difference: number; statistic: number; p: number } | null {
  const [a, b, ab] = [
    aucCovariance(first, first, unitOf),
    aucCovariance(second, second, unitOf),
    aucCovariance(first, second, unitOf),
  ];
  if (a === null || b === null || ab === null) return null;
  const difference = first.auc - second.auc;
  const variance = a + b - 2 * ab;
  // Rounding leaves a little of variances that cancel.
  if (variance <= 1e-14 * (a + b)) {
    return difference === 0
      ? { difference, statistic: 0, p: 1 }
      : { difference, statistic: Math.sign(difference) * Number.POSITIVE_INFINITY, p: 0 };
  }
  const statistic = difference / Math.sqrt(variance);
  return { difference, statistic, p: Math.min(1, 2 * normalSurvival(Math.abs(statistic))) };
}

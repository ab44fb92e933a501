/**
 * Whether the rows of a slice lose more than the others: a one-sided t test of two weighted means, rows of one unit varying
 * together.
 *
 * Of rows on their own and without weights the variance is Welch's (1947, Biometrika 34), with his degrees of freedom; of
 * units it is the sum of squares of what each unit adds to the difference, as in delong.ts. Losses are skewed, and then
 * Welch's test of a small slice is too eager on one side, the test by one variance of all rows on the other: the larger of
 * the two variances holds its level on both (test/bench/slices.txt).
 */
import { studentTSurvival } from '../statistics/student-t.js';

export interface LossRows {
  /** [nRows] */
  readonly losses: Float64Array;
  /** [nRows] from 0; absent: all 1. */
  readonly weights?: Float64Array;
  /** [nRows] rows of one unit vary together; null: each is its own. */
  readonly unitOf: Uint32Array | null;
  readonly nUnits: number;
}

export interface LossGap {
  /** Mean loss inside and outside; null without rows of weight there. */
  readonly loss: number | null;
  readonly rest: number | null;
  /** How far the loss inside is above the rest, in standard errors; 0 when nothing varies. */
  readonly statistic: number;
  /** That it is no higher; null when either side has too few rows to tell. */
  readonly p: number | null;
}

/** Fewer rows than this on one side are not tested. */
const LEAST_TESTED = 20;

/** One side of the difference. */
interface Side {
  readonly rows: number;
  readonly weight: number;
  readonly mean: number;
  /** Sum of squared weights over the squared sum of weights: 1 / rows where they are alike. */
  readonly thinness: number;
}

const weightOf = ({ weights }: LossRows, row: number) => (weights === undefined ? 1 : weights[row]);

function sideOf(rows: LossRows, inside: Uint8Array, among: Uint32Array, side: number): Side {
  let [n, weight, squares, sum] = [0, 0, 0, 0];
  for (const row of among) {
    if (inside[row] !== side) continue;
    const own = weightOf(rows, row);
    if (own > 0) n++;
    weight += own;
    squares += own * own;
    sum += own * rows.losses[row];
  }
  return { rows: n, weight, mean: sum / weight, thinness: squares / (weight * weight) };
}

/** [nUnits] what each unit's rows on one side add to the difference of means; and how many units have such rows. */
function influences(rows: LossRows, inside: Uint8Array, among: Uint32Array, side: number, own: Side) {
  const sums = new Float64Array(rows.nUnits);
  const has = new Uint8Array(rows.nUnits);
  let units = 0;
  for (const row of among) {
    const weight = weightOf(rows, row);
    if (inside[row] !== side || weight === 0) continue;
    const unit = rows.unitOf === null ? row : rows.unitOf[row];
    units += 1 - has[unit];
    has[unit] = 1;
    sums[unit] += (weight * (rows.losses[row] - own.mean)) / own.weight;
  }
  return { sums, units };
}

/** Variance and degrees of freedom of a difference. */
interface Spread {
  readonly variance: number;
  readonly df: number;
}

/** By what units add to the difference; Satterthwaite's degrees of freedom. */
function spreadOfUnits(
  rows: LossRows,
  inside: Uint8Array,
  among: Uint32Array,
  sides: readonly Side[],
): Spread {
  const [out, within] = [0, 1].map((side) => influences(rows, inside, among, side, sides[side]));
  let [ofOut, ofWithin, crossed] = [0, 0, 0];
  for (let unit = 0; unit < rows.nUnits; unit++) {
    ofOut += out.sums[unit] * out.sums[unit];
    ofWithin += within.sums[unit] * within.sums[unit];
    crossed += out.sums[unit] * within.sums[unit];
  }
  if (out.units < 2 || within.units < 2) return { variance: Number.POSITIVE_INFINITY, df: 1 };
  const a = (ofOut * out.units) / (out.units - 1);
  const b = (ofWithin * within.units) / (within.units - 1);
  const df = (a + b) ** 2 / (a ** 2 / (out.units - 1) + b ** 2 / (within.units - 1));
  return { variance: a + b - 2 * crossed, df };
}

/** By one variance of all rows, as if each were its own. */
function spreadOfAll(rows: LossRows, among: Uint32Array, [out, within]: readonly Side[]): Spread {
  const weight = out.weight + within.weight;
  const mean = (out.mean * out.weight + within.mean * within.weight) / weight;
  let squares = 0;
  for (const row of among) squares += weightOf(rows, row) * (rows.losses[row] - mean) ** 2;
  const n = out.rows + within.rows;
  const variance = (squares / weight) * (n / (n - 1)) * (out.thinness + within.thinness);
  return { variance, df: n - 2 };
}

/** What is left of a variance of equal numbers is rounding. */
const isRounding = (variance: number, mean: number) => variance <= 1e-24 * mean * mean;

/**
 * @param inside [nRows] 1 for rows of the slice
 * @param among the rows that are looked at, ascending  O(rows)
 */
export function lossGap(rows: LossRows, inside: Uint8Array, among: Uint32Array): LossGap {
  const sides = [0, 1].map((side) => sideOf(rows, inside, among, side));
  const [rest, loss] = sides.map(({ weight, mean }) => (weight > 0 ? mean : null));
  if (rest === null || loss === null) return { loss, rest, statistic: 0, p: null };
  const [byUnits, byAll] = [spreadOfUnits(rows, inside, among, sides), spreadOfAll(rows, among, sides)];
  const { variance, df } = byUnits.variance > byAll.variance ? byUnits : byAll;
  const statistic = isRounding(variance, loss + rest) ? 0 : (loss - rest) / Math.sqrt(variance);
  const isTested = sides.every(({ rows: n }) => n >= LEAST_TESTED);
  return { loss, rest, statistic, p: isTested ? studentTSurvival(statistic, df) : null };
}

/**
 * What chance in the class shares adds to the spread of a learner's score. The folds of one data set have about its shares, so
 * their spread shows little of it; the next data set has others, and on them depend metrics such as f1 and, by its prior, the
 * model. By the delta method: the influence of a row of class k on the score (Hampel 1974, "The influence curve and its role
 * in robust estimation", JASA 69) is how the score moves with the share of k, rows weighed anew and p of the classes moved
 * by the same ratios (Saerens, Latinne & Decaestecker 2002, eq. 2.4); nothing is fitted.
 */
import { decide } from '../decide.js';
import type { Metric, Scored } from '../metrics/metric.js';
import { takeRows } from '../metrics/take-rows.js';
import { stream } from '../rng.js';
import { joinUints } from '../table.js';

/** How the answers of a learner follow the class shares of what it is fitted on. */
export interface ShareResponse {
  /** Does p follow them? Not where a sampler or class weights set the shares that the model meets. */
  readonly proba: boolean;
  /**
   * Labels are p at this cut. Null: they stay. A cut that is chosen anew on each data set is the best of its neighbours for
   * its metric, which its move changes in second order alone; what it changes of others is left out.
   */
  readonly threshold: number | null;
}

/** How many rows are looked at, as many of each class: each metric is worked out of them twice for each class. */
const MOST_ROWS = 5000;
const MOST_CLASS_ROWS = 20_000;
const LEAST_OF_CLASS = 5;
/**
 * Shares move by so much of their log odds, both ways: far enough that many rows change their label, so that the slope is not
 * that of a few of them.
 */
const STEP = 0.5;
/** What is left of nothing where rounding makes ties of p, or parts them. */
const ROUNDING = 1e-6;

/** At most so many of each class, drawn by chance, that weigh as much as all of them. */
function someOf(scored: Scored): Scored {
  const { task, truth, weights } = scored;
  const nClasses = task.classes.length;
  const most = Math.floor(Math.min(MOST_ROWS, MOST_CLASS_ROWS / nClasses) / nClasses);
  const ofClass = task.classes.map((): number[] => []);
  for (let row = 0; row < truth.length; row++) ofClass[truth[row]].push(row);
  const chosen = ofClass.map((rows, k) =>
    stream(0, 'share-errors', k).shuffle(Uint32Array.from(rows)).subarray(0, Math.max(LEAST_OF_CLASS, most)),
  );
  const taken = takeRows(scored, joinUints(chosen));
  const times = ofClass.map((rows, k) => rows.length / Math.max(1, chosen[k].length));
  return {
    ...taken,
    weights: taken.truth.map((label, i) => times[label] * (weights ? (taken.weights?.[i] ?? 1) : 1)),
  };
}

/** [classes] that add up to 1. */
function sharesOf({ task, truth, weights }: Scored): number[] {
  const sums = task.classes.map(() => 0);
  truth.forEach((label, row) => {
    sums[label] += weights ? weights[row] : 1;
  });
  const all = sums.reduce((total, sum) => total + sum, 0);
  return sums.map((sum) => sum / all);
}

/** Rows whose p is 0 for every class that is left keep it. */
function shiftedProba(proba: Float64Array, ratios: readonly number[]): Float64Array {
  const width = ratios.length;
  const shifted = new Float64Array(proba.length);
  for (let at = 0; at < proba.length; at += width) {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += proba[at + k] * ratios[k];
    for (let k = 0; k < width; k++) {
      shifted[at + k] = sum > 0 ? (proba[at + k] * ratios[k]) / sum : proba[at + k];
    }
  }
  return shifted;
}

/** The rows as they would be where each class is so many times as frequent. @param ratios [classes] */
function atShares(scored: Scored, ratios: readonly number[], response: ShareResponse): Scored {
  const { task, truth, weights, predicted } = scored;
  const proba = scored.proba && response.proba ? shiftedProba(scored.proba, ratios) : scored.proba;
  const isDecided = proba !== scored.proba && proba !== null && response.threshold !== null;
  return {
    ...scored,
    weights: truth.map((label, row) => ratios[label] * (weights ? weights[row] : 1)),
    proba,
    predicted: isDecided ? decide(task, proba, response.threshold as number) : predicted,
  };
}

/** [classes] the share of class k moved by `step` of its log odds, the others in proportion; over what they are. */
const ratiosOf = (shares: readonly number[], k: number, step: number): number[] =>
  shares.map((_, label) => (label === k ? 1 + step * (1 - shares[k]) : 1 - step * shares[k]));

type SlopesOf = (k: number) => number[];

/** [metrics] how fast scores move with the log odds of a share; 0 where one has no value. */
function slopesBy(scored: Scored, metrics: readonly Metric[], response: ShareResponse): SlopesOf {
  const shares = sharesOf(scored);
  return (k) => {
    if (shares[k] === 0 || shares[k] === 1) return metrics.map(() => 0);
    const [high, low] = [STEP, -STEP].map((step) => atShares(scored, ratiosOf(shares, k, step), response));
    return metrics.map((metric) => {
      // A positive and a negative row are ranked the same however many there are of each.
      if (metric.interval === 'delong') return 0;
      const [above, below] = [metric.score(high).value, metric.score(low).value];
      return above === null || below === null ? 0 : (above - below) / (2 * STEP);
    });
  };
}

/** [classes][metrics] what a row of the class does to the score, times the number of rows: the slope over its share. */
function influencesOf(scored: Scored, metrics: readonly Metric[], response: ShareResponse): number[][] {
  const slopesOf = slopesBy(scored, metrics, response);
  const first = slopesOf(0);
  // Of two classes one falls as the other rises.
  const later: SlopesOf = scored.task.classes.length === 2 ? () => first.map((slope) => -slope) : slopesOf;
  return sharesOf(scored).map((share, k) =>
    (k === 0 ? first : later(k)).map((slope) => (share === 0 ? 0 : slope / share)),
  );
}

/** The rows whose classes are a matter of chance. */
export interface DrawnRows {
  /** [rows] class index. */
  readonly y: ArrayLike<number>;
  /** [rows] group of each, from 0 on, drawn together; null: each row is drawn by itself. */
  readonly groups: ArrayLike<number> | null;
}

/** [groups][classes] how many rows of each class a group has; empty without groups. */
function unitsOf({ y, groups }: DrawnRows, nClasses: number): number[][] {
  const units: number[][] = [];
  if (groups === null) return units;
  for (let row = 0; row < y.length; row++) {
    units[groups[row]] ??= new Array<number>(nClasses).fill(0);
    units[groups[row]][y[row]]++;
  }
  return units;
}

/** [classes] */
function countsOf({ y }: DrawnRows, nClasses: number): number[] {
  const counts = new Array<number>(nClasses).fill(0);
  for (let row = 0; row < y.length; row++) counts[y[row]]++;
  return counts;
}

const sumOf = (counts: readonly number[], of: readonly number[]): number =>
  counts.reduce((sum, count, k) => sum + count * of[k], 0);

/** The standard error of a mean of what rows have by their class. */
function errorOfMeanBy(drawn: DrawnRows, nClasses: number): (of: readonly number[]) => number {
  const [counts, units] = [countsOf(drawn, nClasses), unitsOf(drawn, nClasses)];
  const nRows = drawn.y.length;
  return (of) => {
    const mean = sumOf(counts, of) / nRows;
    const apart = of.map((influence) => influence - mean);
    const squares =
      drawn.groups === null
        ? sumOf(
            counts,
            apart.map((one) => one * one),
          )
        : units.reduce((sum, unit) => sum + sumOf(unit, apart) ** 2, 0);
    return Math.sqrt(squares) / nRows;
  };
}

/**
 * By metric, the standard error that chance in the class shares gives the expected score of a learner.
 * @param scored rows of classes that were not fitted on  @param drawn all rows of the data
 */
export function shareErrors(
  scored: Scored,
  drawn: DrawnRows,
  metrics: readonly Metric[],
  response: ShareResponse,
): Record<string, number> {
  const influences = influencesOf(someOf(scored), metrics, response);
  const errorOf = errorOfMeanBy(drawn, scored.task.classes.length);
  return Object.fromEntries(
    metrics.map(({ id }, m) => {
      const error = errorOf(influences.map((of) => of[m]));
      return [id, error > ROUNDING ? error : 0];
    }),
  );
}

/**
 * CV+: where an answer would stand among the scores of all training rows, each scored by the fit of the fold that does not
 * hold it, the answer by the same fit. Intervals as Barber et al. 2021, section 3; sets as Romano et al. 2020, section 2.4.
 * A fold's scores are sorted once, and moved by what its fit predicts of a row: so ranks are searched for, not sorted anew.
 */
import { isClassification } from '../task.js';
import { classScores } from './class-scores.js';
import { type ConformalSpec, rankOf } from './conformal.js';
import type { ClassSets, Intervals, Regions } from './regions.js';
import { countBelow, type ScoredRows } from './scored-rows.js';
import type { PredictedRows } from './split.js';

/** A fold inside the training rows. */
export interface CrossFold {
  /** Of the rows of the fold, by the fit that does not hold them. */
  readonly calibration: ScoredRows;
  /** The rows that regions are wanted for, by the same fit; equal ties in all folds. */
  readonly predicted: PredictedRows;
}

/** Sorted numbers, each to be moved by the same distance. */
interface Moved {
  readonly values: Float64Array;
  readonly by: number;
}

/** How many of a list are below x once moved, or up to it; known to be from `low` to `high`. O(log n). */
function countMoved({ values, by }: Moved, x: number, orEqual: boolean, low: number, high: number): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const moved = values[middle] + by;
    if (moved < x || (orEqual && moved === x)) from = middle + 1;
    else to = middle;
  }
  return from;
}

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

/**
 * The number of a rank, from 1, among all of them once moved; Infinity when they are fewer. Each round looks at the middle of
 * the list with most left and drops what lies on the wrong side of it in all lists: about log n rounds of lists * log n.
 */
export function movedOfRank(lists: readonly Moved[], rank: number): number {
  let from = lists.map(() => 0);
  let to = lists.map(({ values }) => values.length);
  while (sumOf(to) >= rank) {
    const left = to.map((end, k) => end - from[k]);
    const widest = left.indexOf(Math.max(...left));
    const x = lists[widest].values[(from[widest] + to[widest]) >>> 1] + lists[widest].by;
    const below = lists.map((list, k) => countMoved(list, x, false, from[k], to[k]));
    const upTo = lists.map((list, k) => countMoved(list, x, true, below[k], to[k]));
    if (sumOf(below) >= rank) to = below;
    else if (sumOf(upTo) >= rank) return x;
    else from = upTo;
  }
  return Number.POSITIVE_INFINITY;
}

const nCalibrating = (folds: readonly CrossFold[]) =>
  folds.reduce((sum, { calibration }) => sum + calibration.scores.length, 0);

function crossIntervals(folds: readonly CrossFold[], rank: number): Intervals {
  const moved = (row: number, sign: number) =>
    folds.map(({ calibration, predicted }) => ({
      values: calibration.scores,
      by: sign * predicted.output[row],
    }));
  const rows = folds[0].predicted.output;
  return {
    low: rows.map((_, row) => -movedOfRank(moved(row, -1), rank)),
    high: rows.map((_, row) => movedOfRank(moved(row, 1), rank)),
  };
}

/** [nRows * classes] how many calibration rows each class stands above, as the answer of a row. */
function countsBelow(score: ConformalSpec['score'], folds: readonly CrossFold[]): Uint32Array {
  const { task, output, ties } = folds[0].predicted;
  const width = task.classes.length;
  const counts = new Uint32Array(output.length);
  for (const { calibration, predicted } of folds) {
    classScores(score, predicted.output, width, ties).forEach((value, at) => {
      counts[at] += countBelow(calibration, { score: value, tie: ties[Math.floor(at / width)] });
    });
  }
  return counts;
}

const crossSets = (counts: Uint32Array, rank: number): ClassSets => ({
  holds: Uint8Array.from(counts, (count) => Number(count < rank)),
});

/** By level: the regions of the rows that each fold has predicted. @param folds at least one */
export function crossRegions({ score, levels }: ConformalSpec, folds: readonly CrossFold[]): Regions[] {
  const ranks = levels.map((level) => rankOf(level, nCalibrating(folds)));
  if (!isClassification(folds[0].predicted.task)) return ranks.map((rank) => crossIntervals(folds, rank));
  const counts = countsBelow(score, folds);
  return ranks.map((rank) => crossSets(counts, rank));
}

/** Split conformal prediction: cuts of the calibration rows' scores, and the regions that they make of other rows. */
import { isClassification, type Task } from '../task.js';
import { classScores, ofTruth } from './class-scores.js';
import { type ConformalSpec, rankOf } from './conformal.js';
import type { Regions } from './regions.js';
import { type Placed, type ScoredRows, sortedRows } from './scored-rows.js';

/** JSON: a saved pipeline holds it. */
export interface SplitConformal {
  /** Rows that it was calibrated on. */
  readonly rows: number;
  /** By level: the largest score of its regions; null where there are too few rows to tell one. */
  readonly cuts: readonly (Placed | null)[];
}

/** Rows with what a pipeline predicts of them. */
export interface PredictedRows {
  readonly task: Task;
  /** [nRows * nOutputs] */
  readonly output: Float64Array;
  /** [nRows] in [0, 1): what `rowTies` gives */
  readonly ties: Float64Array;
}

/** Rows whose answers are known. */
export interface CalibrationRows extends PredictedRows {
  /** [nRows] class index, or the value */
  readonly truth: Float64Array;
}

/** The scores of the true answers, in order. */
export function calibrationScores(
  score: ConformalSpec['score'],
  { task, output, ties, truth }: CalibrationRows,
): ScoredRows {
  const width = task.classes.length;
  const scores =
    score === 'absolute'
      ? truth.map((value, row) => Math.abs(value - output[row]))
      : ofTruth(classScores(score, output, width, ties), width, truth);
  return sortedRows(scores, ties);
}

/** @param calibration rows that the pipeline was not fitted on */
export function calibrateSplit(
  { score, levels }: ConformalSpec,
  calibration: CalibrationRows,
): SplitConformal {
  const { scores, ties } = calibrationScores(score, calibration);
  const cuts = levels.map((level) => {
    const at = rankOf(level, scores.length) - 1;
    return at < scores.length ? { score: scores[at], tie: ties[at] } : null;
  });
  return { rows: scores.length, cuts };
}

const isWithin = (score: number, tie: number, cut: Placed): boolean =>
  score < cut.score || (score === cut.score && tie <= cut.tie);

function setsOf(
  score: ConformalSpec['score'],
  { task, output, ties }: PredictedRows,
  cuts: SplitConformal['cuts'],
) {
  const width = task.classes.length;
  const scores = classScores(score, output, width, ties);
  return cuts.map((cut) => ({
    holds: Uint8Array.from(scores, (value, at) =>
      Number(cut === null || isWithin(value, ties[Math.floor(at / width)], cut)),
    ),
  }));
}

/** By level: the regions of rows. */
export function splitRegions(
  { score }: Pick<ConformalSpec, 'score'>,
  rows: PredictedRows,
  { cuts }: SplitConformal,
): Regions[] {
  if (isClassification(rows.task)) return setsOf(score, rows, cuts);
  return cuts.map((cut) => {
    const half = cut?.score ?? Number.POSITIVE_INFINITY;
    return { low: rows.output.map((value) => value - half), high: rows.output.map((value) => value + half) };
  });
}

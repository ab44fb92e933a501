/**
 * The calibration of a pipeline: of two classes the positive one is calibrated; of several each against the others, and
 * the results divided by their sum (Zadrozny & Elkan 2002), as in scikit-learn's CalibratedClassifierCV.
 */
import { type CalibratorState, goesByShares } from './calibrators/calibrator.js';
import { calibrators } from './calibrators/list.js';
import type { ClassShares } from './fitted-shares.js';
import { log } from './numeric.js';
import type { Task } from './task.js';

/** JSON: a saved pipeline holds it. */
export interface Calibration {
  readonly id: string;
  /** What it is a function of. */
  readonly of: 'probability' | 'log-odds';
  /** Of each class that is calibrated. */
  readonly classes: readonly { readonly label: number; readonly state: CalibratorState }[];
}

/** Predictions of rows that the model was not fitted on. */
export interface HeldOutRows {
  readonly task: Task;
  /** [nRows * classes] */
  readonly output: Float64Array;
  /** [nRows] class index. */
  readonly truth: Float64Array;
  /** [nRows] positive weights, or null for all 1. */
  readonly weights: Float64Array | null;
}

const LEAST_P = Number.EPSILON;

const logOdds = (p: number): number => {
  const inside = Math.min(1 - LEAST_P, Math.max(LEAST_P, p));
  return log(inside) - log(1 - inside);
};

function scoresOf(
  { classes }: Task,
  output: Float64Array,
  label: number,
  of: Calibration['of'],
): Float64Array {
  const width = classes.length;
  const score = of === 'probability' ? (p: number) => p : logOdds;
  return Float64Array.from({ length: output.length / width }, (_, row) => score(output[row * width + label]));
}

const calibratedLabels = ({ positive, classes }: Task): number[] =>
  positive === null ? [...classes.keys()] : [positive];

/**
 * @param id of a calibrator
 * @param additive the model's scores are log-odds: its probabilities are read as such, as scikit-learn reads its
 *   decision_function, unless the calibrator is one of probabilities
 */
export function fitCalibration(id: string, rows: HeldOutRows, additive: boolean): Calibration {
  const { task, output, truth, weights } = rows;
  const calibrator = calibrators.get(id);
  if (goesByShares(calibrator)) throw new Error(`${id} goes by shares, not by predictions`);
  const of = additive && !calibrator.takesProbabilities ? 'log-odds' : 'probability';
  const classes = calibratedLabels(task).map((label) => {
    const isClass = truth.map((one) => Number(one === label));
    return { label, state: calibrator.fit({ scores: scoresOf(task, output, label, of), isClass, weights }) };
  });
  return { id: calibrator.id, of, classes };
}

/** Does it go by class shares alone, so that nothing is fitted for it? @param id of a calibrator; absent: no */
export const isByShares = (id: string | undefined): id is string =>
  id !== undefined && goesByShares(calibrators.get(id));

/** Of a calibrator that goes by shares: all classes of the task. @throws Error for another one: a bug */
export function shareCalibration(id: string, { own, fitted }: ClassShares): Calibration {
  const calibrator = calibrators.get(id);
  if (!goesByShares(calibrator)) throw new Error(`${id} goes by predictions`);
  const classes = own.map((share, label) => ({ label, state: calibrator.fitShares(share, fitted[label]) }));
  return { id: calibrator.id, of: 'probability', classes };
}

/** Divides each row by its sum; rows of zeros become equal shares. @param p IN OUT [nRows * width] */
function divideBySum(p: Float64Array, width: number): void {
  for (let at = 0; at < p.length; at += width) {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += p[at + k];
    for (let k = 0; k < width; k++) p[at + k] = sum === 0 ? 1 / width : p[at + k] / sum;
  }
}

/** @param output [nRows * classes] of the model @returns the same, calibrated */
export function calibrate({ id, of, classes }: Calibration, task: Task, output: Float64Array): Float64Array {
  const width = task.classes.length;
  const calibrator = calibrators.get(id);
  const p = new Float64Array(output.length);
  const isOther = task.positive !== null && classes.length === 1;
  for (const { label, state } of classes) {
    const own = calibrator.apply(scoresOf(task, output, label, of), state);
    own.forEach((value, row) => {
      p[row * width + label] = value;
      if (isOther) p[row * width + 1 - label] = 1 - value;
    });
  }
  if (!isOther) divideBySum(p, width);
  return p;
}

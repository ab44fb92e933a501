/**
 * What a pipeline chooses inside its training rows: the calibration of its probabilities, then the cut of its answers.
 * Both go by out-of-fold predictions of these rows, so that the model itself is fitted on all of them (`ensemble=False` of
 * scikit-learn's CalibratedClassifierCV): six fits for one.
 */
import { type Calibration, calibrate, fitCalibration, isByShares } from './calibration.js';
import { chooseCut } from './choose-cut.js';
import { type InnerFold, innerFolds } from './inner-folds.js';
import { metrics } from './metrics/list.js';
import { takeCells } from './metrics/take-rows.js';
import type { StreamOf } from './rng.js';
import type { TrainRows } from './splitters/splitter.js';
import { gather, gatherUints } from './table.js';
import type { TaskData } from './task.js';

/** A cut that is chosen: the one that is best for a metric. */
export interface CutBy {
  readonly metric: string;
}

/** What is to be chosen. */
export interface Choosing {
  readonly threshold: number | CutBy;
  /** The id of a calibrator; absent: none. */
  readonly calibrate?: string;
}

export interface Choices {
  /** The cut: chosen, or as it was given. */
  readonly threshold: number;
  /** Absent where none was asked for. */
  readonly calibration?: Calibration;
}

/** Has the pipeline choices to make? */
export const choosesInside = ({ threshold, calibrate: id }: Choosing): boolean =>
  typeof threshold !== 'number' || id !== undefined;

/** Does it take fits inside the training rows to make them? */
export const fitsInside = (choosing: Choosing): boolean =>
  choosesInside(choosing) && (typeof choosing.threshold !== 'number' || !isByShares(choosing.calibrate));

/**
 * Fits the model on some training rows and predicts others.
 * @param inner which fold inside, for its own randomness
 * @returns [tested * classes], by shares calibrated
 */
export type FitInside = (train: TrainRows, tested: Uint32Array, inner: number) => Promise<Float64Array>;

/** Training rows, each predicted by a fit that did not see it, fold after fold. */
interface OutOfFold {
  /** Of the data. */
  readonly rows: Uint32Array;
  /** [folds + 1] where in `rows` each fold begins; the last is their number. */
  readonly starts: readonly number[];
  /** [rows * classes] */
  readonly output: Float64Array;
}

async function predictOutOfFold(
  { task }: TaskData,
  dealt: TrainRows,
  folds: readonly InnerFold[],
  fitInside: FitInside,
): Promise<OutOfFold> {
  const width = task.classes.length;
  const rows = new Uint32Array(folds.reduce((sum, { tested }) => sum + tested.length, 0));
  const output = new Float64Array(rows.length * width);
  const starts = [0];
  for (const [inner, { train, tested }] of folds.entries()) {
    const own = gatherUints(dealt, tested);
    const at = starts[inner];
    output.set(await fitInside(train, own, inner), at * width);
    rows.set(own, at);
    starts.push(at + own.length);
  }
  return { rows, starts, output };
}

/** By some of the predictions. @param positions of them */
function calibrationBy(
  { task, y, weights }: TaskData,
  { rows, output }: OutOfFold,
  positions: Uint32Array,
  { id, additive }: { readonly id: string; readonly additive: boolean },
): Calibration {
  const own = gatherUints(rows, positions);
  const heldOut = {
    task,
    output: takeCells(output, positions, task.classes.length),
    truth: gather(y, own),
    weights: weights ? gather(weights, own) : null,
  };
  return fitCalibration(id, heldOut, additive);
}

/** The predictions of each fold calibrated by those of the others: a cut is chosen on what no calibrator has seen. */
function crossCalibrated(
  { task, rows, starts, output }: OutOfFold & Pick<TaskData, 'task'>,
  calibrationWithout: (positions: Uint32Array) => Calibration,
): Float64Array {
  const width = task.classes.length;
  const all = Uint32Array.from(rows.keys());
  const calibrated = new Float64Array(output.length);
  for (let fold = 0; fold + 1 < starts.length; fold++) {
    const [from, to] = [starts[fold], starts[fold + 1]];
    const calibration = calibrationWithout(all.filter((at) => at < from || at >= to));
    calibrated.set(calibrate(calibration, task, output.subarray(from * width, to * width)), from * width);
  }
  return calibrated;
}

function cutOf(
  { task, y, costs }: TaskData,
  { metric }: CutBy,
  { rows, output }: Pick<OutOfFold, 'rows' | 'output'>,
): number {
  const truth = gather(y, rows);
  const { threshold } = chooseCut(
    {
      task,
      nRows: rows.length,
      truth,
      predicted: truth,
      proba: output,
      costs: costs ? takeCells(costs, rows, task.classes.length) : undefined,
    },
    metrics.get(metric),
  );
  return threshold;
}

/**
 * Makes the choices by predictions inside `rows`; without any to make nothing is fitted. A calibration by class shares is
 * none of them.
 * @param rows of a classification
 * @param additive the model's scores are log-odds
 * @throws AssayError exit 3 when the rows cannot be dealt to folds, or the metric is undefined at every cut
 */
export async function chooseInside(
  data: TaskData,
  rows: TrainRows,
  choosing: Choosing,
  additive: boolean,
  stream: StreamOf,
  fitInside: FitInside,
): Promise<Choices> {
  const { threshold } = choosing;
  // By shares each fit is calibrated alone, those inside too.
  const id = isByShares(choosing.calibrate) ? undefined : choosing.calibrate;
  if (typeof threshold === 'number' && id === undefined) return { threshold };
  const folds = innerFolds(data, rows, (n) => stream('inner folds', n));
  const outOfFold = await predictOutOfFold(data, rows, folds, fitInside);
  const { task } = data;
  const all = Uint32Array.from(outOfFold.rows.keys());
  const calibrationOf = (positions: Uint32Array, chosen: string) =>
    calibrationBy(data, outOfFold, positions, { id: chosen, additive });
  const own = id === undefined ? {} : { calibration: calibrationOf(all, id) };
  if (typeof threshold === 'number') return { threshold, ...own };
  const output =
    id === undefined
      ? outOfFold.output
      : crossCalibrated({ ...outOfFold, task }, (positions) => calibrationOf(positions, id));
  return { threshold: cutOf(data, threshold, { ...outOfFold, output }), ...own };
}

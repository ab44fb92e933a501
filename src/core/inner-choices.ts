/**
 * What a pipeline chooses inside its training rows: the cut of its answers. It goes by out-of-fold predictions of these
 * rows, so that the model itself is fitted on all of them: six fits for one.
 */
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
}

export interface Choices {
  /** The cut: chosen, or as it was given. */
  readonly threshold: number;
}

/** Has the pipeline choices to make? */
export const choosesInside = ({ threshold }: Choosing): boolean => typeof threshold !== 'number';

/**
 * Fits the model on some training rows and predicts others.
 * @param inner which fold inside, for its own randomness
 * @returns [tested * classes]
 */
export type FitInside = (train: TrainRows, tested: Uint32Array, inner: number) => Promise<Float64Array>;

/** Training rows, each predicted by a fit that did not see it, fold after fold. */
interface OutOfFold {
  /** Of the data. */
  readonly rows: Uint32Array;
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
  let at = 0;
  for (const [inner, { train, tested }] of folds.entries()) {
    const own = gatherUints(dealt, tested);
    output.set(await fitInside(train, own, inner), at * width);
    rows.set(own, at);
    at += own.length;
  }
  return { rows, output };
}

function cutOf({ task, y, costs }: TaskData, { metric }: CutBy, { rows, output }: OutOfFold): number {
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
 * Makes the choices by predictions inside `rows`; without any to make nothing is fitted.
 * @param rows of a classification
 * @throws AssayError exit 3 when the rows cannot be dealt to folds, or the metric is undefined at every cut
 */
export async function chooseInside(
  data: TaskData,
  rows: TrainRows,
  choosing: Choosing,
  stream: StreamOf,
  fitInside: FitInside,
): Promise<Choices> {
  const { threshold } = choosing;
  if (typeof threshold === 'number') return { threshold };
  const folds = innerFolds(data, rows, (n) => stream('inner folds', n));
  const outOfFold = await predictOutOfFold(data, rows, folds, fitInside);
  return { threshold: cutOf(data, threshold, outOfFold) };
}

/**
 * Logistic regression with an L2 penalty: scikit-learn's LogisticRegression (1.7 and later) in meaning and names. Two
 * classes have one weight vector; more are multinomial. The problem is convex, so that the solution does not depend on
 * the solver: ours is converged until rounding by default, which scikit-learn's is at a small `tol`.
 *
 * Classes that do not occur in the training rows get probability 0, as in scikit-learn; a single class gets 1.
 */
import { sigmoid } from '../numeric.js';
import type { WorkWarning } from '../schemas/metric-value.js';
import { softmax } from '../softmax.js';
import { type DenseRows, denseRows } from './dense-rows.js';
import { LogisticLoss, linearScores } from './logistic-loss.js';
import type { Fitted, Model, TrainBlock } from './model.js';
import { bytesOfFloats, floatsOfBytes, packModel, unpackModel } from './model-bytes.js';
import { newtonCg } from './newton-cg.js';

/** What a saved model's header holds. */
interface LogisticShape {
  readonly nClasses: number;
  readonly nFeatures: number;
  /** The classes that occur in the training rows, ascending. */
  readonly present: readonly number[];
}

export interface LogisticParams {
  readonly C: number;
  readonly fitIntercept: boolean;
  readonly maxIter: number;
  readonly tol: number;
}

/** How many weight vectors: none for one class, one for two, else one a class. */
const outputsOf = (nPresent: number) => (nPresent < 2 ? 0 : nPresent === 2 ? 1 : nPresent);

/** Moves the intercepts of a multinomial model to sum 0: adding a constant to all of them changes nothing. */
function centreIntercepts(w: Float64Array, nOutputs: number, nFeatures: number): void {
  if (nOutputs < 2) return;
  const at = (k: number) => k * (nFeatures + 1) + nFeatures;
  let sum = 0;
  for (let k = 0; k < nOutputs; k++) sum += w[at(k)];
  for (let k = 0; k < nOutputs; k++) w[at(k)] -= sum / nOutputs;
}

/**
 * The weights that minimise the penalised log loss.
 * @param y [nRows] 0..nClasses-1, each class present, nClasses >= 2
 * @returns `w`: [nOutputs * (nFeatures + 1)] coefficients, then the intercept, of each output; whether `maxIter` ended it
 */
export function solveLogistic(
  x: DenseRows,
  y: Float64Array,
  nClasses: number,
  weights: Float64Array | null,
  { C, fitIntercept, maxIter, tol }: LogisticParams,
): { w: Float64Array; endedEarly: boolean } {
  const loss = new LogisticLoss({ x, y, nClasses, weights, C, fitIntercept });
  const w = new Float64Array(loss.size);
  const { iterations, converged } = newtonCg(loss, w, { maxIter, tol });
  centreIntercepts(w, loss.nOutputs, x.nFeatures);
  return { w, endedEarly: !converged && iterations === maxIter };
}

/** Scores to probabilities of the classes present. @param out OUT [nRows * nClasses], cleared */
function spreadProba(scores: Float64Array, { nClasses, present }: LogisticShape, out: Float64Array): void {
  const m = outputsOf(present.length);
  for (let row = 0; row < out.length / nClasses; row++) {
    const at = row * nClasses;
    if (m === 0) out[at + present[0]] = 1;
    else if (m === 1) {
      out[at + present[0]] = sigmoid(-scores[row]);
      out[at + present[1]] = sigmoid(scores[row]);
    } else {
      softmax(scores, row * m, m);
      for (let k = 0; k < m; k++) out[at + present[k]] = scores[row * m + k];
    }
  }
}

const fittedLogistic = (shape: LogisticShape, w: Float64Array): Fitted => ({
  predict(block) {
    const m = outputsOf(shape.present.length);
    const scores = new Float64Array(block.nRows * m);
    linearScores(denseRows(block), w, m, scores);
    const out = new Float64Array(block.nRows * shape.nClasses);
    spreadProba(scores, shape, out);
    return out;
  },
  save: (allocate) => packModel('logistic', { ...shape }, [bytesOfFloats(w)], allocate),
});

const earlyEnd = ({ maxIter }: LogisticParams): WorkWarning => ({
  id: 'not-converged',
  message: `logistic ended at max_iter=${maxIter} before tol was reached; -p max_iter=${10 * maxIter} goes on`,
});

function fitLogistic(train: TrainBlock, params: LogisticParams): Fitted {
  const { task, y, weights } = train;
  const present = task.classes.map((_, k) => k).filter((k) => y.includes(k));
  const shape = { nClasses: task.classes.length, nFeatures: train.columns.length, present };
  if (present.length < 2) return fittedLogistic(shape, new Float64Array(0));
  const dense = y.map((label) => present.indexOf(label));
  const { w, endedEarly } = solveLogistic(denseRows(train), dense, present.length, weights, params);
  return { ...fittedLogistic(shape, w), warnings: endedEarly ? [earlyEnd(params)] : [] };
}

export const logistic: Model = {
  id: 'logistic',
  summary: 'logistic regression with an L2 penalty',
  tasks: ['binary', 'multiclass'],
  takes: { missing: false, categories: false, unscaled: false, weights: true },
  gives: { probability: true, logOdds: true },
  params: {
    C: {
      type: 'float',
      default: 1,
      min: 0,
      aboveMin: true,
      simpler: 'low',
      help: 'inverse strength of the penalty',
      space: { low: 1e-4, high: 1e3, log: true },
    },
    fit_intercept: { type: 'bool', default: true, help: 'add a constant' },
    max_iter: { type: 'int', default: 100, min: 1, help: 'most Newton steps' },
    tol: {
      type: 'float',
      default: 1e-12,
      min: 0,
      help: 'stop when no entry of the gradient of the mean loss is larger',
    },
  },
  fit: (train, params) =>
    fitLogistic(train, {
      C: params.C as number,
      fitIntercept: params.fit_intercept as boolean,
      maxIter: params.max_iter as number,
      tol: params.tol as number,
    }),
  load(bytes) {
    const { header, parts } = unpackModel<LogisticShape>('logistic', bytes);
    const { nClasses, nFeatures, present } = header;
    return fittedLogistic({ nClasses, nFeatures, present }, floatsOfBytes(parts[0]));
  },
};

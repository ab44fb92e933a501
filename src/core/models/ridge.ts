/**
 * Linear regression with an L2 penalty: scikit-learn's Ridge for numbers and RidgeClassifier for classes, which fits -1
 * and 1 (with three and more classes, each against the rest) and answers with the class of the highest score. Such a
 * score is no probability, so none is given.
 */

import { nOutputs, type Task } from '../task.js';
import { denseRows } from './dense-rows.js';
import { linearScores } from './logistic-loss.js';
import type { Fitted, Model, TrainBlock } from './model.js';
import { bytesOfFloats, floatsOfBytes, packModel, unpackModel } from './model-bytes.js';
import { solveRidge } from './ridge-solver.js';

/** What a saved model's header holds. */
interface RidgeShape {
  readonly nOutputs: number;
  /** The classes that occur in the training rows, ascending; null for numbers. */
  readonly present: readonly number[] | null;
}

/** What is regressed: the numbers, or -1 and 1 for each class; one answer tells two classes apart, none is needed for one. */
function answersOf(y: Float64Array, present: readonly number[] | null): Float64Array[] {
  if (present === null) return [y];
  const asked = present.length < 3 ? present.slice(1) : present;
  return asked.map((label) => y.map((value) => (value === label ? 1 : -1)));
}

/** Place among the classes present: the second of two above 0, else the highest score, ties to the first. */
function winner(scores: Float64Array): number {
  if (scores.length < 2) return scores.length === 1 && scores[0] > 0 ? 1 : 0;
  let best = 0;
  for (let k = 1; k < scores.length; k++) if (scores[k] > scores[best]) best = k;
  return best;
}

/** @param w [answers * (nFeatures + 1)] coefficients, then the intercept, of each */
function fittedRidge(shape: RidgeShape, w: Float64Array): Fitted {
  const { present } = shape;
  const nAnswers = present === null ? 1 : present.length < 3 ? present.length - 1 : present.length;
  return {
    predict(block) {
      const scores = new Float64Array(block.nRows * nAnswers);
      linearScores(denseRows(block), w, nAnswers, scores);
      if (present === null) return scores;
      const out = new Float64Array(block.nRows * shape.nOutputs);
      for (let row = 0; row < block.nRows; row++) {
        const label = present[winner(scores.subarray(row * nAnswers, (row + 1) * nAnswers))];
        out[row * shape.nOutputs + label] = 1;
      }
      return out;
    },
    save: (allocate) => packModel('ridge', { ...shape }, [bytesOfFloats(w)], allocate),
  };
}

const classesPresent = ({ kind, classes }: Task, y: Float64Array) =>
  kind === 'regression' ? null : classes.map((_, k) => k).filter((k) => y.includes(k));

function fitRidge(train: TrainBlock, alpha: number, fitIntercept: boolean): Fitted {
  const { task, y, weights } = train;
  const present = classesPresent(task, y);
  const x = denseRows(train);
  const w = solveRidge({ x, answers: answersOf(y, present), weights, alpha, fitIntercept });
  return fittedRidge({ nOutputs: nOutputs(task), present }, w);
}

export const ridge: Model = {
  id: 'ridge',
  summary: 'linear regression with an L2 penalty; for classes on -1 and 1, without probabilities',
  tasks: ['binary', 'multiclass', 'regression'],
  takes: { missing: false, categories: false, unscaled: false, weights: true },
  gives: { probability: false },
  params: {
    alpha: {
      type: 'float',
      default: 1,
      min: 0,
      simpler: 'high',
      help: 'strength of the penalty; 0: plain least squares',
      space: { low: 1e-3, high: 1e4, log: true },
    },
    fit_intercept: { type: 'bool', default: true, help: 'add a constant' },
  },
  fit: (train, params) => fitRidge(train, params.alpha as number, params.fit_intercept as boolean),
  load(bytes) {
    const { header, parts } = unpackModel<RidgeShape>('ridge', bytes);
    return fittedRidge({ nOutputs: header.nOutputs, present: header.present }, floatsOfBytes(parts[0]));
  },
};

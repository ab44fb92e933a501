/**
 * A logistic curve over the score (Platt 1999, "Probabilistic outputs for support vector machines"), with his smoothed
 * targets, as scikit-learn's CalibratedClassifierCV(method="sigmoid").
 */
import type { PredictionCalibrator } from './calibrator.js';
import { applyLogit, fitLogit, type Logit } from './fit-logit.js';

/** (n+ + 1) / (n+ + 2) for rows of the class, 1 / (n- + 2) for the others. */
function smoothed(isClass: Float64Array, weights: Float64Array | null): Float64Array {
  let inside = 0;
  let outside = 0;
  for (let row = 0; row < isClass.length; row++) {
    const weight = weights === null ? 1 : weights[row];
    if (isClass[row] === 1) inside += weight;
    else outside += weight;
  }
  return isClass.map((one) => (one === 1 ? (inside + 1) / (inside + 2) : 1 / (outside + 2)));
}

export const sigmoidCalibrator: PredictionCalibrator = {
  id: 'sigmoid',
  aliases: ['platt', 'logistic'],
  summary: 'a logistic curve over the score; needs few rows',
  fit({ scores, isClass, weights }) {
    const { intercept, slopes } = fitLogit([scores], smoothed(isClass, weights), weights);
    return { intercept, slopes };
  },
  apply: (scores, state) => applyLogit(state as unknown as Logit, [scores]),
};

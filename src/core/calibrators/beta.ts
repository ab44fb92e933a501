/**
 * Beta calibration (Kull, Silva Filho & Flach 2017, "Beta calibration"): logit P = a ln p - b ln(1 - p) + c with a, b >= 0.
 * The identity is one of its curves, so what is calibrated stays so.
 */
import { log } from '../numeric.js';
import type { PredictionCalibrator } from './calibrator.js';
import { applyLogit, fitLogit, type Logit } from './fit-logit.js';

/** ln p and -ln(1 - p), p kept inside (0, 1). */
function columnsOf(scores: Float64Array): [Float64Array, Float64Array] {
  const inside = scores.map((p) => Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, p)));
  return [inside.map((p) => log(p)), inside.map((p) => -log(1 - p))];
}

export const beta: PredictionCalibrator = {
  id: 'beta',
  aliases: ['betacal', 'abm'],
  summary: 'three parameters over ln p and ln(1 - p); leaves alone what is calibrated',
  takesProbabilities: true,
  fit({ scores, isClass, weights }) {
    const [a, b] = columnsOf(scores);
    const fitted = (columns: readonly Float64Array[], slopesOf: (own: readonly number[]) => number[]) => {
      const { intercept, slopes, loss } = fitLogit(columns, isClass, weights);
      return { intercept, slopes: slopesOf(slopes), loss };
    };
    const free = fitted([a, b], (slopes) => [...slopes]);
    // On the border of what is allowed one slope is 0; the constant curve is allowed always.
    const borders = () => [
      fitted([a], ([slope]) => [slope, 0]),
      fitted([b], ([slope]) => [0, slope]),
      fitted([], () => [0, 0]),
    ];
    const allowed = [free, ...(free.slopes.some((slope) => slope < 0) ? borders() : [])].filter(
      ({ slopes }) => slopes.every((slope) => slope >= 0),
    );
    const { intercept, slopes } = allowed.reduce((best, one) => (one.loss < best.loss ? one : best));
    return { intercept, slopes };
  },
  apply: (scores, state) => applyLogit(state as unknown as Logit, columnsOf(scores)),
};

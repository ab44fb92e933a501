/**
 * Rising steps over the score (Zadrozny & Elkan 2002, "Transforming classifier scores into accurate multiclass probability
 * estimates"), joined by straight lines and level beyond the ends, as scikit-learn's IsotonicRegression.
 */
import type { PredictionCalibrator } from './calibrator.js';
import { groupScores, poolAdjacent } from './pool-adjacent.js';

/** Corners of the curve, ascending in x. */
interface Curve {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** First corner whose x is not below. */
function cornerFrom(x: readonly number[], score: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle] < score) low = middle + 1;
    else high = middle;
  }
  return low;
}

function valueAt({ x, y }: Curve, score: number): number {
  const at = cornerFrom(x, score);
  if (at === 0) return y[0];
  if (at === x.length) return y[at - 1];
  const slope = (y[at] - y[at - 1]) / (x[at] - x[at - 1]);
  return slope * (score - x[at - 1]) + y[at - 1];
}

export const isotonic: PredictionCalibrator = {
  id: 'isotonic',
  summary: 'rising steps over the score; needs a thousand rows or more',
  fit(rows) {
    const { scores, shares, weights } = groupScores(rows);
    const fitted = poolAdjacent(shares, weights);
    const isCorner = (i: number) =>
      i === 0 || i === fitted.length - 1 || fitted[i] !== fitted[i - 1] || fitted[i] !== fitted[i + 1];
    const corners = [...fitted.keys()].filter(isCorner);
    return { x: corners.map((i) => scores[i]), y: corners.map((i) => fitted[i]) } satisfies Curve;
  },
  apply: (scores, state) => scores.map((score) => valueAt(state as unknown as Curve, score)),
};

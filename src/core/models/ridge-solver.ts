/**
 * Least squares with an L2 penalty on the coefficients, the intercept left free: scikit-learn's Ridge. Columns and
 * answers are centred, rows are scaled by the roots of their weights, then the smaller of two systems is solved:
 * (X'X + alpha I) w = X'y, or with more columns than rows w = X' (XX' + alpha I)^-1 y (Hastie, Tibshirani & Friedman
 * 2009, section 18.3.5). Collinear columns share what they say: the solution of least norm. Sums run in row order.
 */
import type { DenseRows } from './dense-rows.js';
import { solveSemidefinite } from './semidefinite.js';
import { weightedGram } from './weighted-gram.js';

export interface RidgeProblem {
  readonly x: DenseRows;
  /** [nRows] each: the answers, solved for together. */
  readonly answers: readonly Float64Array[];
  /** [nRows] positive, or null for all 1. */
  readonly weights: Float64Array | null;
  readonly alpha: number;
  readonly fitIntercept: boolean;
}

type Weights = Float64Array | null;

/** Weighted mean of `values[offset + row * stride]` over the rows. */
function meanOf(values: Float64Array, offset: number, stride: number, nRows: number, weights: Weights) {
  let sum = 0;
  let total = 0;
  for (let row = 0; row < nRows; row++) {
    const weight = weights ? weights[row] : 1;
    sum += weight * values[offset + row * stride];
    total += weight;
  }
  return sum / total;
}

/** (value - mean) * sqrt(weight) of one strided column, in place; what is left of a constant by rounding is 0. */
function centre(
  values: Float64Array,
  offset: number,
  stride: number,
  nRows: number,
  mean: number,
  weights: Weights,
) {
  const rounding = nRows * Number.EPSILON * Math.abs(mean);
  for (let row = 0; row < nRows; row++) {
    const at = offset + row * stride;
    const deviation = values[at] - mean;
    const root = weights ? Math.sqrt(weights[row]) : 1;
    values[at] = Math.abs(deviation) <= rounding ? 0 : deviation * root;
  }
}

/** The lower triangle of X'X + alpha I. @returns [p * p] */
function normalMatrix(x: DenseRows, alpha: number): Float64Array {
  const p = x.nFeatures;
  const gram = weightedGram(x, () => 1);
  const matrix = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    matrix.set(gram.subarray(i * (p + 1), i * (p + 1) + i + 1), i * p);
    matrix[i * p + i] += alpha;
  }
  return matrix;
}

/** The lower triangle of XX' + alpha I. @returns [n * n] */
function kernelMatrix({ nRows: n, nFeatures: p, values }: DenseRows, alpha: number): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < p; k++) sum += values[i * p + k] * values[j * p + k];
      matrix[i * n + j] = sum;
    }
    matrix[i * n + i] += alpha;
  }
  return matrix;
}

/** X'y. @returns [p] */
function transposeTimes({ nRows, nFeatures: p, values }: DenseRows, y: Float64Array): Float64Array {
  const out = new Float64Array(p);
  for (let row = 0; row < nRows; row++) {
    for (let j = 0; j < p; j++) out[j] += values[row * p + j] * y[row];
  }
  return out;
}

/** The coefficients of each answer, of centred and weighted data. */
function coefficients(x: DenseRows, answers: readonly Float64Array[], alpha: number): Float64Array[] {
  const rounding = Math.max(x.nRows, x.nFeatures) * Number.EPSILON;
  if (x.nFeatures <= x.nRows) {
    const solved = answers.map((y) => transposeTimes(x, y));
    solveSemidefinite(normalMatrix(x, alpha), x.nFeatures, rounding, solved);
    return solved;
  }
  const duals = answers.map((y) => y.slice());
  solveSemidefinite(kernelMatrix(x, alpha), x.nRows, rounding, duals);
  return duals.map((dual) => transposeTimes(x, dual));
}

/**
 * Solves the problem; O(rows * columns * min(rows, columns)).
 * @returns [nAnswers * (nFeatures + 1)] coefficients, then the intercept, of each answer
 */
export function solveRidge({ x, answers, weights, alpha, fitIntercept }: RidgeProblem): Float64Array {
  const { nRows: n, nFeatures: p } = x;
  const meanOfColumn = (j: number) => (fitIntercept ? meanOf(x.values, j, p, n, weights) : 0);
  const means = Float64Array.from({ length: p }, (_, j) => meanOfColumn(j));
  const centred = { ...x, values: x.values.slice() };
  means.forEach((mean, j) => {
    centre(centred.values, j, p, n, mean, weights);
  });
  const meansOfAnswers = answers.map((y) => (fitIntercept ? meanOf(y, 0, 1, n, weights) : 0));
  const centredAnswers = answers.map((y, k) => {
    const values = y.slice();
    centre(values, 0, 1, n, meansOfAnswers[k], weights);
    return values;
  });
  const w = new Float64Array(answers.length * (p + 1));
  coefficients(centred, centredAnswers, alpha).forEach((solved, k) => {
    const at = k * (p + 1);
    w.set(solved, at);
    w[at + p] = solved.reduce((rest, value, j) => rest - value * means[j], meansOfAnswers[k]);
  });
  return w;
}

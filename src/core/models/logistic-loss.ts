/**
 * The penalised log loss of logistic regression as a function of its coefficients:
 *
 *   F(w) = (1/W) sum_i s_i loss(y_i, z_i) + |coefficients|^2 / (2 C W),   W = sum_i s_i,   z_i = x_i w + intercept
 *
 * (scikit-learn's, divided by C W; the intercepts bear no penalty). One output is the binary case, z the log odds of
 * class 1; more outputs are the multinomial case, with softmax. Coefficients of output k stand at
 * [k * (nFeatures + 1)], its intercept after them.
 */

import { sigmoid } from '../numeric.js';
import { softmax, softplus } from '../softmax.js';
import { choleskyFactor, choleskySolve } from './cholesky.js';
import type { DenseRows } from './dense-rows.js';
import type { Objective } from './newton-cg.js';
import { weightedGram } from './weighted-gram.js';

export interface LogisticProblem {
  readonly x: DenseRows;
  /** [nRows] 0..nClasses-1 */
  readonly y: Float64Array;
  readonly nClasses: number;
  /** [nRows], or null for all 1. */
  readonly weights: Float64Array | null;
  readonly C: number;
  readonly fitIntercept: boolean;
}

/** More features than this: a factor of the Hessian would cost more than it saves. */
const MAX_FACTORED = 1000;

/** Scores of all rows. O(rows * features * outputs). @param out OUT [nRows * nOutputs] */
export function linearScores(x: DenseRows, w: Float64Array, nOutputs: number, out: Float64Array): void {
  const { nRows, nFeatures: p, values } = x;
  for (let row = 0; row < nRows; row++) {
    const from = row * p;
    for (let k = 0; k < nOutputs; k++) {
      const at = k * (p + 1);
      // Four running sums hide the latency of the additions.
      let a = w[at + p];
      let b = 0;
      let c = 0;
      let d = 0;
      let j = 0;
      for (; j + 3 < p; j += 4) {
        a += values[from + j] * w[at + j];
        b += values[from + j + 1] * w[at + j + 1];
        c += values[from + j + 2] * w[at + j + 2];
        d += values[from + j + 3] * w[at + j + 3];
      }
      for (; j < p; j++) a += values[from + j] * w[at + j];
      out[row * nOutputs + k] = a + b + (c + d);
    }
  }
}

export class LogisticLoss implements Objective {
  readonly size: number;
  readonly nOutputs: number;
  readonly #problem: LogisticProblem;
  readonly #weightSum: number;
  /** Penalty a squared coefficient / 2, 1 / (C W). */
  readonly #ridge: number;
  #point: Float64Array;
  /** [nRows * nOutputs] scores at the point, and the probabilities there. */
  readonly #scores: Float64Array;
  readonly #proba: Float64Array;
  readonly #work: Float64Array;

  constructor(problem: LogisticProblem) {
    const { x, nClasses, weights, C } = problem;
    this.#problem = problem;
    this.nOutputs = nClasses === 2 ? 1 : nClasses;
    this.size = this.nOutputs * (x.nFeatures + 1);
    this.#weightSum = weights ? weights.reduce((sum, weight) => sum + weight, 0) : x.nRows;
    this.#ridge = 1 / (C * this.#weightSum);
    this.#point = new Float64Array(this.size);
    this.#scores = new Float64Array(x.nRows * this.nOutputs);
    this.#proba = new Float64Array(x.nRows * this.nOutputs);
    this.#work = new Float64Array(x.nRows * this.nOutputs);
  }

  moveTo(point: Float64Array): number {
    this.#point = point.slice();
    linearScores(this.#problem.x, point, this.nOutputs, this.#scores);
    this.#proba.set(this.#scores);
    return this.#dataLoss(this.#proba) + this.#penalty(point, null, 0);
  }

  gradient(out: Float64Array): void {
    const { x, y, weights } = this.#problem;
    const m = this.nOutputs;
    for (let row = 0; row < x.nRows; row++) {
      const scale = (weights ? weights[row] : 1) / this.#weightSum;
      for (let k = 0; k < m; k++) {
        const truth = m === 1 ? y[row] : y[row] === k ? 1 : 0;
        this.#work[row * m + k] = scale * (this.#proba[row * m + k] - truth);
      }
    }
    this.#spread(this.#work, this.#point, out);
  }

  hessianTimes(vector: Float64Array, out: Float64Array): void {
    const { x, weights } = this.#problem;
    const m = this.nOutputs;
    linearScores(x, vector, m, this.#work);
    for (let row = 0; row < x.nRows; row++) {
      const scale = (weights ? weights[row] : 1) / this.#weightSum;
      const at = row * m;
      if (m === 1) {
        this.#work[at] *= scale * this.#proba[at] * (1 - this.#proba[at]);
        continue;
      }
      let mean = 0;
      for (let k = 0; k < m; k++) mean += this.#proba[at + k] * this.#work[at + k];
      for (let k = 0; k < m; k++)
        this.#work[at + k] = scale * this.#proba[at + k] * (this.#work[at + k] - mean);
    }
    this.#spread(this.#work, vector, out);
  }

  /** Cholesky factors of the Hessian's diagonal blocks, one an output: the whole Hessian when there is one output. */
  preconditioner(): ((r: Float64Array) => void) | null {
    const { x, weights } = this.#problem;
    const m = this.nOutputs;
    const width = x.nFeatures + 1;
    if (x.nFeatures > MAX_FACTORED) return null;
    const factors: Float64Array[] = [];
    for (let k = 0; k < m; k++) {
      const block = weightedGram(x, (row) => {
        const p = this.#proba[row * m + k];
        return ((weights ? weights[row] : 1) / this.#weightSum) * p * (1 - p);
      });
      for (let j = 0; j < x.nFeatures; j++) block[j * width + j] += this.#ridge;
      if (!choleskyFactor(block, width)) return null;
      factors.push(block);
    }
    return (r) => {
      factors.forEach((factor, k) => {
        choleskySolve(factor, width, r.subarray(k * width, (k + 1) * width));
        if (!this.#problem.fitIntercept) r[k * width + width - 1] = 0;
      });
    };
  }

  alongLine(direction: Float64Array): (t: number) => number {
    const change = new Float64Array(this.#scores.length);
    const scores = new Float64Array(this.#scores.length);
    linearScores(this.#problem.x, direction, this.nOutputs, change);
    return (t) => {
      for (let i = 0; i < scores.length; i++) scores[i] = this.#scores[i] + t * change[i];
      return this.#dataLoss(scores) + this.#penalty(this.#point, direction, t);
    };
  }

  /** Mean loss. @param scores IN scores, OUT probabilities */
  #dataLoss(scores: Float64Array): number {
    const { x, y, weights } = this.#problem;
    const m = this.nOutputs;
    let sum = 0;
    for (let row = 0; row < x.nRows; row++) {
      const weight = weights ? weights[row] : 1;
      const at = row * m;
      if (m === 1) {
        const z = scores[at];
        sum += weight * softplus(y[row] === 1 ? -z : z);
        scores[at] = sigmoid(z);
      } else {
        const truth = scores[at + y[row]];
        sum += weight * (softmax(scores, at, m) - truth);
      }
    }
    return sum / this.#weightSum;
  }

  /** Penalty at point + t * direction. */
  #penalty(point: Float64Array, direction: Float64Array | null, t: number): number {
    const width = this.#problem.x.nFeatures + 1;
    let squares = 0;
    for (let i = 0; i < this.size; i++) {
      if (i % width === width - 1) continue;
      const w = direction ? point[i] + t * direction[i] : point[i];
      squares += w * w;
    }
    return 0.5 * this.#ridge * squares;
  }

  /** X' residual + ridge * coefficients, in row order. @param out OUT [size] */
  #spread(residual: Float64Array, coefficients: Float64Array, out: Float64Array): void {
    const { nRows, nFeatures: p, values } = this.#problem.x;
    const m = this.nOutputs;
    out.fill(0);
    for (let row = 0; row < nRows; row++) {
      const from = row * p;
      for (let k = 0; k < m; k++) {
        const r = residual[row * m + k];
        const at = k * (p + 1);
        for (let j = 0; j < p; j++) out[at + j] += r * values[from + j];
        out[at + p] += r;
      }
    }
    for (let k = 0; k < m; k++) {
      const at = k * (p + 1);
      for (let j = 0; j < p; j++) out[at + j] += this.#ridge * coefficients[at + j];
      if (!this.#problem.fitIntercept) out[at + p] = 0;
    }
  }
}

/** Logistic regression on one or two columns, to full precision: Newton's method with step halving. */
import { choleskyFactor, choleskySolve } from '../models/cholesky.js';
import { exp, log, sigmoid } from '../numeric.js';

/** P = 1 / (1 + exp(-(intercept + sum of slope * x))). */
export interface Logit {
  readonly intercept: number;
  /** One a column. */
  readonly slopes: readonly number[];
}

/** Holds slopes finite where columns part the targets: (RIDGE / 2) slope^2. betacal's 1 / C. */
const RIDGE = 1e-11;
const MOST_STEPS = 200;
const MOST_HALVINGS = 40;

const softplus = (z: number) => Math.max(z, 0) + log(1 + exp(-Math.abs(z)));

/** What is minimised: sum of w (log(1 + e^z) - t z), and the ridge. */
class Objective {
  readonly #means: readonly number[];
  readonly #columns: readonly Float64Array[];
  readonly n: number;

  constructor(
    columns: readonly Float64Array[],
    readonly targets: Float64Array,
    readonly weights: Float64Array,
  ) {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    this.#means = columns.map((x) => x.reduce((sum, value, row) => sum + weights[row] * value, 0) / total);
    // Centred, a column that is constant has no slope, and the intercept is found whatever the slopes are.
    this.#columns = columns.map((x, k) => x.map((value) => value - this.#means[k]));
    this.n = columns.length + 1;
  }

  #score(row: number, b: Float64Array): number {
    return this.#columns.reduce((z, x, k) => z + b[k + 1] * x[row], b[0]);
  }

  loss(b: Float64Array): number {
    let loss = 0;
    for (let k = 1; k < this.n; k++) loss += (RIDGE / 2) * b[k] * b[k];
    for (let row = 0; row < this.targets.length; row++) {
      const z = this.#score(row, b);
      loss += this.weights[row] * (softplus(z) - this.targets[row] * z);
    }
    return loss;
  }

  /** @returns the gradient, and the second derivatives [n * n] */
  slopes(b: Float64Array): { gradient: Float64Array; hessian: Float64Array } {
    const { n } = this;
    const gradient = Float64Array.from(b, (value, k) => (k === 0 ? 0 : RIDGE * value));
    const hessian = new Float64Array(n * n);
    for (let k = 1; k < n; k++) hessian[k * n + k] = RIDGE;
    const x = new Float64Array(n).fill(1);
    for (let row = 0; row < this.targets.length; row++) {
      for (let k = 1; k < n; k++) x[k] = this.#columns[k - 1][row];
      const p = sigmoid(this.#score(row, b));
      const residual = this.weights[row] * (p - this.targets[row]);
      const curvature = this.weights[row] * p * (1 - p);
      for (let i = 0; i < n; i++) {
        gradient[i] += residual * x[i];
        for (let j = 0; j <= i; j++) hessian[i * n + j] += curvature * x[i] * x[j];
      }
    }
    return { gradient, hessian };
  }

  /** As of the columns that were given. */
  logit(b: Float64Array): Logit {
    const slopes = Array.from(b.subarray(1));
    return { slopes, intercept: slopes.reduce((sum, slope, k) => sum - slope * this.#means[k], b[0]) };
  }
}

/**
 * @param columns each [nRows], one or two  @param targets [nRows] in [0, 1]  @param weights [nRows], null for all 1
 */
export function fitLogit(
  columns: readonly Float64Array[],
  targets: Float64Array,
  weights: Float64Array | null,
): Logit & { readonly loss: number } {
  const objective = new Objective(columns, targets, weights ?? new Float64Array(targets.length).fill(1));
  let b = new Float64Array(objective.n);
  let loss = objective.loss(b);
  for (let step = 0; step < MOST_STEPS; step++) {
    const { gradient, hessian } = objective.slopes(b);
    const move = Float64Array.from(gradient);
    if (!choleskyFactor(hessian, objective.n)) break;
    choleskySolve(hessian, objective.n, move);
    const gain = gradient.reduce((sum, g, k) => sum + g * move[k], 0);
    let share = 1;
    let next = b.map((value, k) => value - move[k]);
    let nextLoss = objective.loss(next);
    for (let halved = 0; nextLoss > loss && halved < MOST_HALVINGS; halved++) {
      share /= 2;
      next = b.map((value, k) => value - share * move[k]);
      nextLoss = objective.loss(next);
    }
    if (nextLoss > loss) break;
    [b, loss] = [next, nextLoss];
    // Quadratic convergence: the next step would gain about the square of this.
    if (gain <= 1e-13 * Math.max(1, Math.abs(loss))) break;
  }
  return { ...objective.logit(b), loss };
}

/** P of rows. @param columns as `fitLogit` had them */
export function applyLogit({ intercept, slopes }: Logit, columns: readonly Float64Array[]): Float64Array {
  return columns[0].map((_, row) =>
    sigmoid(slopes.reduce((z, slope, k) => z + slope * columns[k][row], intercept)),
  );
}

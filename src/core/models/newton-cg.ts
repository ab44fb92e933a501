/**
 * Truncated Newton minimisation of a smooth convex function: conjugate gradients on the Newton equation, then
 * backtracking. Nocedal & Wright 2006, algorithm 7.1 (line search Newton-CG), with eq. 3.4 for the decrease.
 *
 * Every sum runs in index order, so that equal input gives equal bits.
 */

/** A function as the solver sees it; it holds the current point and what it has computed there. */
export interface Objective {
  readonly size: number;
  /** Moves to a point. @returns the value there */
  moveTo(point: Float64Array): number;
  /** Gradient at the current point. @param out OUT [size] */
  gradient(out: Float64Array): void;
  /** Hessian at the current point times a vector. @param out OUT [size] */
  hessianTimes(vector: Float64Array, out: Float64Array): void;
  /** Prepares values along a line from the current point. @returns f(t) = value at point + t * direction */
  alongLine(direction: Float64Array): (t: number) => number;
}

export interface NewtonOptions {
  /** Newton steps at most. */
  readonly maxIter: number;
  /** Stops when no entry of the gradient is larger. */
  readonly tol: number;
}

const SUFFICIENT_DECREASE = 1e-4;
const MAX_HALVINGS = 60;
/** Rounding of the value: two values nearer than this, relatively, count as equal. */
const VALUE_ROUNDING = 32 * Number.EPSILON;

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** y += t * x */
function addScaled(y: Float64Array, t: number, x: Float64Array): void {
  for (let i = 0; i < y.length; i++) y[i] += t * x[i];
}

const largest = (values: Float64Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/**
 * d with H d = -g up to a residual of `tolerance` (Euclidean), by conjugate gradients from 0.
 * Flat curvature ends it early; the steepest descent is then the least it returns.
 */
function newtonDirection(objective: Objective, g: Float64Array, tolerance: number): Float64Array {
  const d = new Float64Array(g.length);
  const r = g.slice();
  const p = g.map((value) => -value);
  const Hp = new Float64Array(g.length);
  let rr = dot(r, r);
  const most = Math.max(20, 4 * g.length);
  for (let step = 0; step < most && Math.sqrt(rr) > tolerance; step++) {
    objective.hessianTimes(p, Hp);
    const curvature = dot(p, Hp);
    if (curvature <= Number.EPSILON * Number.EPSILON * dot(p, p)) {
      if (step === 0) addScaled(d, 1, p);
      break;
    }
    const alpha = rr / curvature;
    addScaled(d, alpha, p);
    addScaled(r, alpha, Hp);
    const next = dot(r, r);
    const beta = next / rr;
    for (let i = 0; i < p.length; i++) p[i] = beta * p[i] - r[i];
    rr = next;
  }
  return d;
}

/** The first of 1, 1/2, 1/4, … that lowers the value enough; 0 when rounding leaves none. */
function stepLength(f: (t: number) => number, value: number, slope: number): number {
  const slack = VALUE_ROUNDING * Math.abs(value);
  let t = 1;
  for (let halving = 0; halving < MAX_HALVINGS; halving++) {
    if (f(t) <= value + SUFFICIENT_DECREASE * t * slope + slack) return t;
    t /= 2;
  }
  return 0;
}

/**
 * Minimises from `start`, which is overwritten with the solution.
 * @returns Newton steps done and whether `tol` was reached
 */
export function newtonCg(
  objective: Objective,
  start: Float64Array,
  { maxIter, tol }: NewtonOptions,
): { iterations: number; converged: boolean } {
  const point = start;
  const g = new Float64Array(objective.size);
  let value = objective.moveTo(point);
  for (let iterations = 0; iterations < maxIter; iterations++) {
    objective.gradient(g);
    if (largest(g) <= tol) return { iterations, converged: true };
    const norm = Math.sqrt(dot(g, g));
    const direction = newtonDirection(objective, g, Math.min(0.5, Math.sqrt(norm)) * norm);
    const t = stepLength(objective.alongLine(direction), value, dot(g, direction));
    if (t === 0) return { iterations, converged: false };
    addScaled(point, t, direction);
    value = objective.moveTo(point);
  }
  objective.gradient(g);
  return { iterations: maxIter, converged: largest(g) <= tol };
}

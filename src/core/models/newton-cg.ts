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
  /**
   * An approximate inverse of the Hessian at the current point, to be kept for later points; null when it is not worth
   * its cost. @returns r replaced by M^-1 r
   */
  preconditioner(): ((r: Float64Array) => void) | null;
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
/** A direction that took more steps of conjugate gradients than this has the preconditioner made anew. */
const MANY_STEPS = 10;
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

type Preconditioner = ((r: Float64Array) => void) | null;

/**
 * d with H d = -g up to a residual of `tolerance` (Euclidean), by preconditioned conjugate gradients from 0 (Nocedal &
 * Wright, algorithm 5.3). Flat curvature ends it early; the preconditioned steepest descent is then the least it returns.
 */
function newtonDirection(objective: Objective, g: Float64Array, tolerance: number, invert: Preconditioner) {
  const d = new Float64Array(g.length);
  const r = g.slice();
  const z = g.slice();
  invert?.(z);
  const p = z.map((value) => -value);
  const Hp = new Float64Array(g.length);
  let rz = dot(r, z);
  let steps = 0;
  const most = Math.max(20, 4 * g.length);
  for (; steps < most && Math.sqrt(dot(r, r)) > tolerance; steps++) {
    objective.hessianTimes(p, Hp);
    const curvature = dot(p, Hp);
    if (curvature <= Number.EPSILON * Number.EPSILON * dot(p, p)) {
      if (steps === 0) addScaled(d, 1, p);
      break;
    }
    const alpha = rz / curvature;
    addScaled(d, alpha, p);
    addScaled(r, alpha, Hp);
    z.set(r);
    invert?.(z);
    const next = dot(r, z);
    const beta = next / rz;
    for (let i = 0; i < p.length; i++) p[i] = beta * p[i] - z[i];
    rz = next;
  }
  return { direction: d, steps };
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
  let invert: Preconditioner = null;
  for (let iterations = 0; iterations < maxIter; iterations++) {
    objective.gradient(g);
    if (largest(g) <= tol) return { iterations, converged: true };
    const norm = Math.sqrt(dot(g, g));
    const tolerance = Math.min(0.5, Math.sqrt(norm)) * norm;
    const { direction, steps } = newtonDirection(objective, g, tolerance, invert);
    const t = stepLength(objective.alongLine(direction), value, dot(g, direction));
    if (t === 0) return { iterations, converged: false };
    addScaled(point, t, direction);
    value = objective.moveTo(point);
    if (steps > MANY_STEPS) invert = objective.preconditioner();
  }
  objective.gradient(g);
  return { iterations: maxIter, converged: largest(g) <= tol };
}

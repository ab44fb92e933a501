/**
 * A support vector machine by sequential minimal optimisation: two of its numbers at a time (Platt 1999, "Fast Training of
 * Support Vector Machines using Sequential Minimal Optimization"), chosen by second order information (Fan, Chen & Lin 2005,
 * JMLR 6:1889-1918, WSS 2), as LIBSVM does (Chang & Lin 2011, ACM TIST 2(3):27), without its shrinking: kernels pass over
 * all rows faster than its bookkeeping would spare.
 *
 * Minimises 1/2 sum a_i a_j y_i y_j K_ij - sum a_i over 0 <= a_i <= C, sum y_i a_i = 0. Kept instead of the gradient G is
 * u_i = -y_i G_i = y_i - sum_j y_j a_j K_ij; it is least violated where max u over rows that may go up is below min u
 * over rows that may go down.
 */

import type { KernelRows } from './kernel-rows.js';

/** In place of curvature that is not positive, which happens where points are equal (LIBSVM's TAU). */
const LEAST_CURVATURE = 1e-12;
/** Steps a row, for kernels that are none because distances skip missing cells: on others it ends long before. */
const MOST_STEPS = 100;
const FEW_ROWS = 1000;

class Smo {
  readonly alphas: Float64Array;
  readonly #n: number;
  /** [n f64] each: where they lie in the arena, and views of them. */
  readonly #u: number;
  readonly #ups: number;
  readonly #downs: number;
  readonly #uOf: Float64Array;
  readonly #upOf: Float64Array;
  readonly #downOf: Float64Array;
  /** The row that may go up with the largest u; -1 when none may. */
  #up: number;

  /** @param kernel with K_ii = 1 @param signs 1 or -1 */
  constructor(
    readonly kernel: KernelRows,
    readonly signs: Int8Array,
    readonly cost: number,
  ) {
    const { scratch, engine, padded } = kernel;
    this.#n = padded;
    this.alphas = new Float64Array(signs.length);
    [this.#u, this.#ups, this.#downs] = [0, 1, 2].map(() => scratch.alloc(8 * padded));
    [this.#uOf, this.#upOf, this.#downOf] = [this.#u, this.#ups, this.#downs].map((at) =>
      scratch.f64(at, padded),
    );
    this.#uOf.fill(0).set(signs);
    this.#upOf.fill(Number.NEGATIVE_INFINITY);
    this.#downOf.fill(Number.POSITIVE_INFINITY);
    for (let i = 0; i < signs.length; i++) this.#mark(i);
    const any = kernel.row(0);
    this.#up = engine.kernels.svmMove(this.#u, this.#ups, any, any, padded, 0);
  }

  /** How far y_i a_i may grow. */
  #roomUp(i: number): number {
    return this.signs[i] > 0 ? this.cost - this.alphas[i] : this.alphas[i];
  }

  /** How far y_i a_i may shrink. */
  #roomDown(i: number): number {
    return this.signs[i] > 0 ? this.alphas[i] : this.cost - this.alphas[i];
  }

  /** Notes which ways a row may go. */
  #mark(i: number): void {
    this.#upOf[i] = this.#roomUp(i) > 0 ? 0 : Number.NEGATIVE_INFINITY;
    this.#downOf[i] = this.#roomDown(i) > 0 ? 0 : Number.POSITIVE_INFINITY;
  }

  /** Adds to y_i a_i; a row that has used its room up is exactly at its end. */
  #move(i: number, step: number, room: number): void {
    const goesToCost = step * this.signs[i] > 0;
    if (Math.abs(step) >= room) this.alphas[i] = goesToCost ? this.cost : 0;
    else this.alphas[i] += step * this.signs[i];
    this.#mark(i);
  }

  /** @returns false when nothing violates by the tolerance */
  step(tolerance: number): boolean {
    const { engine, scratch } = this.kernel;
    const { kernels } = engine;
    const [n, up] = [this.#n, this.#up];
    if (up < 0) return false;
    const rowUp = this.kernel.row(up);
    const upmost = this.#uOf[up];
    const down = kernels.svmChoose(this.#u, this.#downs, rowUp, n, upmost, tolerance, LEAST_CURVATURE);
    if (down < 0) return false;
    const rowDown = this.kernel.row(down);
    const curvature = Math.max(2 - 2 * scratch.f32(rowUp, n)[down], LEAST_CURVATURE);
    const [roomUp, roomDown] = [this.#roomUp(up), this.#roomDown(down)];
    const size = Math.min((upmost - this.#uOf[down]) / curvature, roomUp, roomDown);
    this.#move(up, size, roomUp);
    this.#move(down, -size, roomDown);
    this.#up = kernels.svmMove(this.#u, this.#ups, rowUp, rowDown, n, size);
    return true;
  }
}

/**
 * The numbers a_i of a support vector machine; rows with one above 0 are its support vectors.
 * @param signs [kernel.members.length] 1 or -1, the class @param cost C @param tolerance by which two rows may violate
 */
export function solveSmo(
  kernel: KernelRows,
  signs: Int8Array,
  cost: number,
  tolerance: number,
): Float64Array {
  const smo = new Smo(kernel, signs, cost);
  const most = MOST_STEPS * Math.max(FEW_ROWS, signs.length);
  for (let steps = 0; steps < most && smo.step(tolerance); steps++);
  return smo.alphas;
}

/**
 * A support vector machine by sequential minimal optimisation: two of its numbers at a time (Platt 1999, "Fast Training of
 * Support Vector Machines using Sequential Minimal Optimization"), chosen by second order information (Fan, Chen & Lin 2005,
 * JMLR 6:1889-1918, WSS 2), as LIBSVM does (Chang & Lin 2011, ACM TIST 2(3):27), without its shrinking.
 *
 * Minimises 1/2 sum a_i a_j y_i y_j K_ij - sum a_i over 0 <= a_i <= C, sum y_i a_i = 0. Kept instead of the gradient G is
 * u_i = -y_i G_i = y_i - sum_j y_j a_j K_ij; it is least violated where max u over rows that may go up is below min u
 * over rows that may go down.
 */

/** What the solver asks of a kernel with K_ii = 1. */
export interface KernelMatrix {
  readonly length: number;
  /** K(i, ·), [length]; must stay valid while one more is asked for. */
  row(i: number): Float32Array;
}

/** In place of curvature that is not positive, which happens where points are equal (LIBSVM's TAU). */
const LEAST_CURVATURE = 1e-12;
/** Steps a row, for kernels that are none because distances skip missing cells: on others it ends long before. */
const MOST_STEPS = 100;
const FEW_ROWS = 1000;

class Smo {
  readonly alphas: Float64Array;
  readonly #u: Float64Array;

  /** @param signs [length] 1 or -1 */
  constructor(
    readonly kernel: KernelMatrix,
    readonly signs: Int8Array,
    readonly cost: number,
  ) {
    this.alphas = new Float64Array(signs.length);
    this.#u = Float64Array.from(signs);
  }

  /** How far y_i a_i may grow. */
  #roomUp(i: number): number {
    return this.signs[i] > 0 ? this.cost - this.alphas[i] : this.alphas[i];
  }

  /** How far y_i a_i may shrink. */
  #roomDown(i: number): number {
    return this.signs[i] > 0 ? this.alphas[i] : this.cost - this.alphas[i];
  }

  /** The row that may go up with the largest u, ties to the last; -1 when none may. */
  #goesUp(): number {
    let best = -1;
    for (let i = 0; i < this.#u.length; i++) {
      if (this.#roomUp(i) > 0 && (best < 0 || this.#u[i] >= this.#u[best])) best = i;
    }
    return best;
  }

  /** The row that may go down for the largest gain, ties to the last; -1 when none violates by the tolerance. */
  #goesDown(up: number, tolerance: number): number {
    const kernelRow = this.kernel.row(up);
    const most = this.#u[up];
    let best = -1;
    let gainOfBest = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let j = 0; j < this.#u.length; j++) {
      if (!(this.#roomDown(j) > 0)) continue;
      if (this.#u[j] < least) least = this.#u[j];
      const violation = most - this.#u[j];
      if (!(violation > 0)) continue;
      const gain = (violation * violation) / Math.max(2 - 2 * kernelRow[j], LEAST_CURVATURE);
      if (gain >= gainOfBest) {
        best = j;
        gainOfBest = gain;
      }
    }
    return most - least < tolerance ? -1 : best;
  }

  /** Adds to y_i a_i; a row that has used its room up is exactly at its end. */
  #move(i: number, step: number, room: number): void {
    const goesToCost = step * this.signs[i] > 0;
    if (Math.abs(step) >= room) this.alphas[i] = goesToCost ? this.cost : 0;
    else this.alphas[i] += step * this.signs[i];
  }

  /** @returns false when nothing violates by the tolerance */
  step(tolerance: number): boolean {
    const up = this.#goesUp();
    const down = up < 0 ? -1 : this.#goesDown(up, tolerance);
    if (down < 0) return false;
    const [rowUp, rowDown] = [this.kernel.row(up), this.kernel.row(down)];
    const curvature = Math.max(2 - 2 * rowUp[down], LEAST_CURVATURE);
    const [roomUp, roomDown] = [this.#roomUp(up), this.#roomDown(down)];
    const size = Math.min((this.#u[up] - this.#u[down]) / curvature, roomUp, roomDown);
    this.#move(up, size, roomUp);
    this.#move(down, -size, roomDown);
    for (let i = 0; i < this.#u.length; i++) this.#u[i] -= size * (rowUp[i] - rowDown[i]);
    return true;
  }
}

/**
 * The numbers a_i of a support vector machine; rows with one above 0 are its support vectors.
 * @param signs [kernel.length] 1 or -1, the class @param cost C @param tolerance by which two rows may violate
 */
export function solveSmo(
  kernel: KernelMatrix,
  signs: Int8Array,
  cost: number,
  tolerance: number,
): Float64Array {
  const smo = new Smo(kernel, signs, cost);
  const most = MOST_STEPS * Math.max(FEW_ROWS, signs.length);
  for (let steps = 0; steps < most && smo.step(tolerance); steps++);
  return smo.alphas;
}

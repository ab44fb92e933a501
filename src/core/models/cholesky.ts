/** Cholesky factors of small symmetric positive definite matrices (Golub & Van Loan 2013, algorithm 4.2.1). */

/**
 * Factors A = L L' in place; the part above the diagonal is neither read nor written. O(n^3 / 3).
 * @param a IN OUT [n * n] row-major
 * @param rounding what is left of a diagonal entry counts as 0 when it is no larger than this share of it
 * @returns false, with `a` spoilt, when A is not positive definite up to rounding
 */
export function choleskyFactor(a: Float64Array, n: number, rounding = n * Number.EPSILON): boolean {
  for (let i = 0; i < n; i++) {
    const rowI = i * n;
    const limit = a[rowI + i] * rounding;
    for (let j = 0; j <= i; j++) {
      const rowJ = j * n;
      let sum = a[rowI + j];
      for (let k = 0; k < j; k++) sum -= a[rowI + k] * a[rowJ + k];
      if (j < i) a[rowI + j] = sum / a[rowJ + j];
      else if (sum > limit) a[rowI + i] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

/** Solves L L' x = b in place. @param b IN OUT [n] */
export function choleskySolve(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= l[i * n + k] * b[k];
    b[i] = sum / l[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    b[i] /= l[i * n + i];
    for (let k = 0; k < i; k++) b[k] -= l[i * n + k] * b[i];
  }
}

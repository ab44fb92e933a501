/**
 * Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations, row by row (Golub & Van Loan 2013, "Matrix
 * Computations", 4th ed., section 8.5). Additions, products and roots alone, in a fixed order: the same bits everywhere.
 */

const MOST_SWEEPS = 60;

/** The sum of squares off the diagonal. */
function offDiagonal(a: readonly Float64Array[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) for (let j = 0; j < i; j++) sum += 2 * a[i][j] * a[i][j];
  return sum;
}

/** Cosine and sine of the rotation that makes a[p][q] zero (algorithm 8.5.1). */
function rotationOf(a: readonly Float64Array[], p: number, q: number): readonly [number, number] {
  const tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
  const sign = tau >= 0 ? 1 : -1;
  const t = sign / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const c = 1 / Math.sqrt(1 + t * t);
  return [c, t * c];
}

function rotateRows(rows: readonly Float64Array[], p: number, q: number, c: number, s: number): void {
  const [first, second] = [rows[p], rows[q]];
  for (let k = 0; k < first.length; k++) {
    const [x, y] = [first[k], second[k]];
    first[k] = c * x - s * y;
    second[k] = s * x + c * y;
  }
}

function rotateColumns(rows: readonly Float64Array[], p: number, q: number, c: number, s: number): void {
  for (const row of rows) {
    const [x, y] = [row[p], row[q]];
    row[p] = c * x - s * y;
    row[q] = s * x + c * y;
  }
}

export interface Eigen {
  /** Descending. */
  readonly values: readonly number[];
  /** Of each value, of length 1; its largest entry (the first of equally large ones) is positive. */
  readonly vectors: readonly Float64Array[];
}

function turned(vector: Float64Array): Float64Array {
  const largest = vector.reduce((most, entry) => (Math.abs(entry) > Math.abs(most) ? entry : most), 0);
  return largest < 0 ? vector.map((entry) => -entry) : vector;
}

/** @param matrix [n][n] symmetric; it is not changed. O(n^3) a sweep, about ten sweeps */
export function symmetricEigen(matrix: readonly Float64Array[]): Eigen {
  const a = matrix.map((row) => row.slice());
  const n = a.length;
  const vectors = a.map((_, i) => new Float64Array(n).fill(1, i, i + 1));
  const limit = a.reduce((sum, row) => sum + row.reduce((own, x) => own + x * x, 0), 0) * 1e-30;
  for (let sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a) > limit; sweep++) {
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        if (a[p][q] === 0) continue;
        const [c, s] = rotationOf(a, p, q);
        rotateRows(a, p, q, c, s);
        rotateColumns(a, p, q, c, s);
        rotateRows(vectors, p, q, c, s);
      }
    }
  }
  const order = a.map((_, i) => i).sort((i, j) => a[j][j] - a[i][i]);
  return { values: order.map((i) => a[i][i]), vectors: order.map((i) => turned(vectors[i])) };
}

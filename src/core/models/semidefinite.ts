/**
 * Systems with a symmetric positive semi-definite matrix: by Cholesky where it is definite, else the least-norm solution
 * by a factor of full rank (Courrieu 2005, "Fast computation of Moore-Penrose inverse matrices", eq. 7).
 */
import { choleskyFactor, choleskySolve } from './cholesky.js';

/** A = L L' with L [n * rank] row-major, stride `rank`. */
interface FullRankFactor {
  readonly l: Float64Array;
  readonly rank: number;
}

/** What is left of column k below the diagonal when the first `rank` columns of L are taken out. @param out OUT [n] */
function residualColumn(
  a: Float64Array,
  l: Float64Array,
  n: number,
  k: number,
  rank: number,
  out: Float64Array,
) {
  for (let i = k; i < n; i++) {
    let sum = a[i * n + k];
    for (let r = 0; r < rank; r++) sum -= l[i * n + r] * l[k * n + r];
    out[i] = sum;
  }
}

/** Cholesky's factor without the columns that earlier ones make up, up to rounding. O(n^2 rank). */
function fullRankFactor(a: Float64Array, n: number, rounding: number): FullRankFactor {
  const wide = new Float64Array(n * n);
  const column = new Float64Array(n);
  let rank = 0;
  for (let k = 0; k < n; k++) {
    residualColumn(a, wide, n, k, rank, column);
    if (!(column[k] > a[k * n + k] * rounding)) continue;
    const root = Math.sqrt(column[k]);
    for (let i = k; i < n; i++) wide[i * n + rank] = column[i] / root;
    rank++;
  }
  const l = new Float64Array(n * rank);
  for (let i = 0; i < n; i++) l.set(wide.subarray(i * n, i * n + rank), i * rank);
  return { l, rank };
}

/** The lower triangle of L' L. @returns [rank * rank] */
function innerProducts({ l, rank }: FullRankFactor, n: number): Float64Array {
  const inner = new Float64Array(rank * rank);
  for (let i = 0; i < n; i++) {
    for (let r = 0; r < rank; r++) {
      for (let s = 0; s <= r; s++) inner[r * rank + s] += l[i * rank + r] * l[i * rank + s];
    }
  }
  return inner;
}

/** A+ b = L (L'L)^-1 (L'L)^-1 L' b, in place; coarser, down to rank 0, while L'L is singular to rounding itself. */
function solveByFullRank(a: Float64Array, n: number, rounding: number, bs: readonly Float64Array[]): void {
  const factor = fullRankFactor(a, n, rounding);
  const { l, rank } = factor;
  const inner = innerProducts(factor, n);
  if (!choleskyFactor(inner, rank)) {
    solveByFullRank(a, n, 100 * rounding, bs);
    return;
  }
  for (const b of bs) {
    const short = new Float64Array(rank);
    for (let i = 0; i < n; i++) for (let r = 0; r < rank; r++) short[r] += l[i * rank + r] * b[i];
    choleskySolve(inner, rank, short);
    choleskySolve(inner, rank, short);
    b.fill(0);
    for (let i = 0; i < n; i++) for (let r = 0; r < rank; r++) b[i] += l[i * rank + r] * short[r];
  }
}

/**
 * Solves A x = b for every b in place; of all solutions the one of least norm, when A is singular.
 * @param a [n * n] row-major, its lower triangle is read
 * @param rounding the relative rounding error of A's entries: what is smaller is no rank
 * @param bs IN OUT [n] each
 */
export function solveSemidefinite(
  a: Float64Array,
  n: number,
  rounding: number,
  bs: readonly Float64Array[],
): void {
  const factor = a.slice();
  if (choleskyFactor(factor, n, rounding)) for (const b of bs) choleskySolve(factor, n, b);
  else solveByFullRank(a, n, rounding, bs);
}

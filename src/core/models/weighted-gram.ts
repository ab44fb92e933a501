/** X' D X, the inner matrix of weighted least squares, with a constant column after the features. */
import type { DenseRows } from './dense-rows.js';

/** Adds d * x x' of four rows at once: a quarter of the loads and stores of the matrix. */
function addFourRows(
  values: Float64Array,
  p: number,
  from: number,
  d: Float64Array,
  gram: Float64Array,
): void {
  const [r0, r1, r2, r3] = [from, from + p, from + 2 * p, from + 3 * p];
  const n = p + 1;
  for (let i = 0; i <= p; i++) {
    const last = i === p;
    const a = d[0] * (last ? 1 : values[r0 + i]);
    const b = d[1] * (last ? 1 : values[r1 + i]);
    const c = d[2] * (last ? 1 : values[r2 + i]);
    const e = d[3] * (last ? 1 : values[r3 + i]);
    const width = last ? p : i + 1;
    const row = i * n;
    for (let j = 0; j < width; j++) {
      gram[row + j] += a * values[r0 + j] + b * values[r1 + j] + (c * values[r2 + j] + e * values[r3 + j]);
    }
    if (last) gram[row + p] += a + b + (c + e);
  }
}

/**
 * The lower triangle of X' D X. O(rows * features^2 / 2).
 * @param weightOf D's entry of a row
 * @returns [(nFeatures + 1)^2] row-major; the constant stands last
 */
export function weightedGram(x: DenseRows, weightOf: (row: number) => number): Float64Array {
  const { nRows, nFeatures: p, values } = x;
  const gram = new Float64Array((p + 1) * (p + 1));
  const d = new Float64Array(4);
  const inFours = nRows - (nRows % 4);
  for (let row = 0; row < inFours; row += 4) {
    for (let k = 0; k < 4; k++) d[k] = weightOf(row + k);
    addFourRows(values, p, row * p, d, gram);
  }
  for (let row = inFours; row < nRows; row++) {
    const weight = weightOf(row);
    for (let i = 0; i <= p; i++) {
      const a = weight * (i === p ? 1 : values[row * p + i]);
      for (let j = 0; j <= i; j++) gram[i * (p + 1) + j] += a * (j === p ? 1 : values[row * p + j]);
    }
  }
  return gram;
}

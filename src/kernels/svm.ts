/** Naive twins of wasm/svm.ts. For tests. */

/** e^(-gamma d^2) of the squared distance of two rows. */
export const naiveRadial = (gamma: number, squared: number): number =>
  Math.fround(Math.exp(-gamma * squared));

/** The last place of the largest u that may go up; -1 when none may. */
export function naiveUpmost(u: Float64Array, mayRise: readonly boolean[]): number {
  let best = -1;
  u.forEach((x, i) => {
    if (mayRise[i] && (best < 0 || x >= u[best])) best = i;
  });
  return best;
}

/** The last place of the largest gain among those that may go down; -1 when none is below `upmost` by the tolerance. @param k a kernel row */
export function naiveChoice(
  u: Float64Array,
  maySink: readonly boolean[],
  k: Float32Array,
  upmost: number,
  tolerance: number,
  least: number,
): number {
  const violations = [...u].map((x, i) => (maySink[i] ? upmost - x : Number.NEGATIVE_INFINITY));
  if (Math.max(...violations) < tolerance) return -1;
  const gains = violations.map((x, i) => (x > 0 ? (x * x) / Math.max(2 - 2 * k[i], least) : -1));
  return gains.lastIndexOf(Math.max(...gains));
}

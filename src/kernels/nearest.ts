/** The naive twins of wasm/nearest.ts and wasm/manhattan.ts: every distance in doubles, then a full sort. For tests. */

/** Rows of `dn` numbers followed by `dc` codes, row-major; a differing code adds `m2` to the squared distance. */
export interface MixedRows {
  /** A missing number is NaN. */
  readonly values: Float64Array;
  readonly dn: number;
  readonly dc: number;
  readonly m2: number;
  /** The squared distance of the numbers of rows that have none in common. */
  readonly apart: number;
}

function squaredDistance({ values, dn, dc, m2, apart }: MixedRows, a: number, b: number): number {
  const width = dn + dc;
  let sum = 0;
  let seen = 0;
  for (let k = 0; k < dn; k++) {
    const difference = values[a * width + k] - values[b * width + k];
    if (Number.isNaN(difference)) continue;
    sum += difference * difference;
    seen++;
  }
  let differing = 0;
  for (let k = dn; k < width; k++) if (values[a * width + k] !== values[b * width + k]) differing++;
  if (seen < dn) sum = seen === 0 ? apart : (sum / seen) * dn;
  return sum + m2 * differing;
}

/** The k others nearest to `query` among the first n rows, nearest first, ties to the lower row. O(n d + n log n). */
export function naiveNearest(
  rows: MixedRows,
  query: number,
  k: number,
  n: number = rows.values.length / (rows.dn + rows.dc),
): { row: number; squared: number }[] {
  return Array.from({ length: n }, (_, row) => ({ row, squared: squaredDistance(rows, query, row) }))
    .filter(({ row }) => row !== query)
    .sort((a, b) => a.squared - b.squared || a.row - b.row)
    .slice(0, k);
}

/** The k rows of X [n * d] nearest to `query` [d] by Manhattan distance, ties to the lower row. O(n d + n log n). */
export function naiveManhattan(
  X: Float64Array,
  query: Float64Array,
  k: number,
): { row: number; distance: number }[] {
  const d = query.length;
  return Array.from({ length: X.length / d }, (_, row) => {
    const distance = query.reduce((sum, value, j) => sum + Math.abs(value - X[row * d + j]), 0);
    return { row, distance };
  })
    .sort((a, b) => a.distance - b.distance || a.row - b.row)
    .slice(0, k);
}

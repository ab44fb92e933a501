/** Naive twins of wasm/new-rows.ts; that of `drawNew` is core's generator. */

/** Least and greatest of the values at some rows, and how many are missing. */
export function naiveRange(values: Float64Array, rows: Uint32Array): [number, number, number] {
  const cells = [...rows].map((row) => values[row]);
  const present = cells.filter((cell) => !Number.isNaN(cell));
  const extremes = [Math.min(...present), Math.max(...present)] as const;
  return [...extremes, cells.length - present.length];
}

/** From one row towards another; the first where the second is missing. */
export function naiveBetween(values: Float64Array, base: number, toward: number, gap: number): number {
  const [from, to] = [values[base], values[toward]];
  return Number.isNaN(to) ? from : from + gap * (to - from);
}

/** In the range, whole if it is to be. */
export function naiveSettled(x: number, low: number, high: number, isWhole: boolean): number {
  const inside = Math.min(high, Math.max(low, x));
  return isWhole ? Math.round(inside) : inside;
}

/** Naive twins of wasm/table-rows.ts. */

/** The rows of each class, in their order. */
export const naiveDealt = (y: Float64Array, rows: Uint32Array, nClasses: number): number[][] =>
  Array.from({ length: nClasses }, (_, label) => [...rows].filter((row) => y[row] === label));

/** In units. */
const naiveInUnits = (x: number, centre: number, size: number): number => (x - centre) / size;

/** The largest in units without its sign, 0 when there is none, and 1 when some is missing. */
export function naiveLargest(values: Float64Array, centre: number, size: number): [number, number] {
  const cells = [...values].map((x) => Math.abs(naiveInUnits(x, centre, size)));
  const present = cells.filter((cell) => !Number.isNaN(cell));
  return [Math.max(0, ...present), present.length < cells.length ? 1 : 0];
}

/** Columns by row, in units, scaled. @param places which row comes first, second, … @param units centre and size of each column */
export function naiveLaid(
  columns: readonly Float64Array[],
  places: Uint32Array,
  units: readonly (readonly [number, number])[],
  scale: number,
): number[] {
  return [...places].flatMap((row) =>
    columns.map((values, j) => naiveInUnits(values[row], units[j][0], units[j][1]) * scale),
  );
}

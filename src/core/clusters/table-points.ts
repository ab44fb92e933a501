/**
 * Rows of a table as points in a space of numbers, for methods that need means of rows: squared distances between points
 * are those of the mixed distance where nothing is missing.
 *
 * A category is a number for each of its levels, so scaled that differing levels add the category's cost; a missing one is
 * a level of its own. Of more than 32 levels the less frequent ones have none, and lie between those that have. A missing
 * number is the mean of the rows.
 */
import { type DistanceSpace, meanAndStd, type Unit } from '../neighbours/space.js';
import { type CodedColumn, isNumeric, type NumericColumn } from '../table.js';

const MOST_LEVELS = 32;

export interface TablePoints {
  /** [nPoints * nDims] row-major. */
  readonly points: Float64Array;
  readonly nPoints: number;
  readonly nDims: number;
}

const numberCells = ({ values }: NumericColumn, { centre, size }: Unit, rows: Uint32Array): Float64Array => {
  const { mean } = meanAndStd(values, rows);
  return Float64Array.from(rows, (row) => ((Number.isNaN(values[row]) ? mean : values[row]) - centre) / size);
};

/** A number for each of the most frequent levels. @returns by level */
function levelCells({ codes }: CodedColumn, cost: number, rows: Uint32Array): Float64Array[] {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(codes[row], (counts.get(codes[row]) ?? 0) + 1);
  const kept = [...counts].sort(([a, n], [b, m]) => m - n || a - b).slice(0, MOST_LEVELS);
  const size = Math.sqrt(cost / 2);
  return kept.map(([code]) => Float64Array.from(rows, (row) => (codes[row] === code ? size : 0)));
}

/** @param rows rows of the table: the points, in that order; at least one */
export function tablePoints(space: DistanceSpace, rows: Uint32Array): TablePoints {
  const dims = space.columns.flatMap((column, i) =>
    isNumeric(column)
      ? [numberCells(column, space.units[i] as Unit, rows)]
      : levelCells(column, space.categoryCost, rows),
  );
  const points = new Float64Array(rows.length * dims.length);
  dims.forEach((cells, d) => {
    for (let i = 0; i < cells.length; i++) points[i * dims.length + d] = cells[i];
  });
  return { points, nPoints: rows.length, nDims: dims.length };
}

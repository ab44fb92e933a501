/** Features as one dense matrix, for models that take numbers alone. */
import { isNumeric } from '../table.js';
import type { Block } from './model.js';

/** Row-major features. */
export interface DenseRows {
  readonly nRows: number;
  readonly nFeatures: number;
  /** [nRows * nFeatures] */
  readonly values: Float64Array;
}

/** Copies the columns into rows. @throws Error for a coded column: the pipeline should have encoded it. */
export function denseRows({ nRows, columns }: Block): DenseRows {
  const nFeatures = columns.length;
  const values = new Float64Array(nRows * nFeatures);
  columns.forEach((column, feature) => {
    if (!isNumeric(column)) throw new Error(`column ${column.name} is not numeric`);
    for (let row = 0; row < nRows; row++) values[row * nFeatures + feature] = column.values[row];
  });
  return { nRows, nFeatures, values };
}

/** The same as one array a row: what the libraries take. */
export function arrayRows(block: Block): number[][] {
  const { nRows, nFeatures, values } = denseRows(block);
  return Array.from({ length: nRows }, (_, row) =>
    Array.from(values.subarray(row * nFeatures, (row + 1) * nFeatures)),
  );
}

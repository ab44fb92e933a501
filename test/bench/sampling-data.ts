/** Tables of numbers for benchmarks of samplers, as both sides take them. */
import { writeFileSync } from 'node:fs';
import { log } from '../../src/core/numeric.js';
import { stream } from '../../src/core/rng.js';
import { isNumeric, type NumericColumn, sharedFloats } from '../../src/core/table.js';
import { readData } from '../../src/data/read.js';
import { referenceFile } from '../helpers/reference-sets.js';

/** Numbers without a hole, and the class of each row. */
export interface Work {
  readonly columns: readonly NumericColumn[];
  readonly labels: readonly number[];
}

/** Normal columns; the first rows are the minority, whose means lie `shift` standard deviations apart. */
export function normalWork(nRows: number, nColumns: number, nMinority: number, shift = 0): Work {
  const columns = Array.from({ length: nColumns }, (_, j): NumericColumn => {
    const rng = stream(1, 'bench neighbours', nRows, j);
    const values = sharedFloats(nRows);
    for (let row = 0; row < nRows; row++) {
      values[row] = rng.normal(log) + (row < nMinority ? shift : 0);
    }
    return { name: `c${j}`, type: 'number', integer: false, values };
  });
  return { columns, labels: Array.from({ length: nRows }, (_, row) => (row < nMinority ? 1 : 0)) };
}

/** What is missing becomes the median: imbalanced-learn takes no holes. */
function filled(column: NumericColumn): NumericColumn {
  const present = column.values.filter((value) => !Number.isNaN(value)).sort();
  const values = sharedFloats(column.values.length);
  values.set(column.values.map((value) => (Number.isNaN(value) ? present[present.length >> 1] : value)));
  return { ...column, values };
}

/** A real set of two classes: its columns of numbers but for the target, which is 1 where it is above 0 (-1/1, or codes 0/1). */
async function realWork(name: string, target: string, header: boolean | null): Promise<Work> {
  const { table } = await readData({ path: referenceFile(name), delimiter: null, header, na: [], types: [] });
  const column = table.column(target);
  const columns = table.columns.filter((one) => isNumeric(one) && one !== column) as NumericColumn[];
  const cells = isNumeric(column) ? column.values : column.codes;
  const labels = Array.from(cells, (cell) => (cell > 0 ? 1 : 0));
  return { columns: columns.map(filled), labels };
}

export const creditWork = (): Promise<Work> => realWork('give-me-some-credit', 'SeriousDlqin2yrs', null);
export const mammographyWork = (): Promise<Work> => realWork('mammography', 'c7', false);

export const defaultWork = (): Promise<Work> =>
  realWork('credit-default', 'default.payment.next.month', null);

/** Doubles row by row, the class behind the columns. */
export function writeCells(path: string, { columns, labels }: Work): void {
  const width = columns.length + 1;
  const cells = new Float64Array(labels.length * width);
  labels.forEach((label, row) => {
    columns.forEach(({ values }, j) => {
      cells[row * width + j] = values[row];
    });
    cells[row * width + columns.length] = label;
  });
  writeFileSync(path, cells);
}

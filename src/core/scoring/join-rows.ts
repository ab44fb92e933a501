/** Rows of one table found in another by a key: predictions beside the data that they are of. */
import { dataError } from '../errors.js';
import { noneMissing } from '../roles.js';
import { type Column, isNumeric } from '../table.js';

const allRows = (nRows: number) => Uint32Array.from({ length: nRows }, (_, row) => row);

const lengthOf = (column: Column) => (isNumeric(column) ? column.values.length : column.codes.length);

/** A number and a text that spells it are one key. */
const keyAt = (column: Column, row: number): string =>
  isNumeric(column) ? String(column.values[row]) : column.levels[column.codes[row]];

function rowsByKey(column: Column): Map<string, number> {
  const rows = new Map<string, number>();
  for (let row = 0; row < lengthOf(column); row++) {
    const key = keyAt(column, row);
    const known = rows.get(key);
    if (known !== undefined) {
      throw dataError(
        'ASSAY_SCORE_KEY',
        `--on ${column.name}: rows ${known} and ${row} of the data are both ${key}`,
        'name a column that is different in every row of the data',
      );
    }
    rows.set(key, row);
  }
  return rows;
}

/**
 * @param own of the predictions  @param data of the data, without a key twice
 * @returns [rows of own] the row of the data that has its key
 * @throws AssayError (exit 3) for a missing key, one that stands twice in the data, one that the data has not
 */
export function joinRows(own: Column, data: Column): Uint32Array {
  noneMissing('--on', own, allRows(lengthOf(own)));
  noneMissing('--on', data, allRows(lengthOf(data)));
  const rowOf = rowsByKey(data);
  return allRows(lengthOf(own)).map((row) => {
    const found = rowOf.get(keyAt(own, row));
    if (found !== undefined) return found;
    throw dataError(
      'ASSAY_SCORE_KEY',
      `--on ${own.name}: ${keyAt(own, row)}, in row ${row} of the predictions, is in no row of the data`,
      'is it the data that was predicted?',
    );
  });
}

/**
 * Columns in a role: the time that orders rows, until when they reach, the groups that folds keep together, the folds
 * themselves, the weights that rows are fitted with. Only folds may have gaps.
 */
import { argsort } from './argsort.js';
import { dataError, usageError } from './errors.js';
import { type Column, gather, isMissing, isNumeric, sharedFloats, sharedInts } from './table.js';

/** @throws AssayError exit 3 when one of the rows has no such cell, naming the first */
export function noneMissing(option: string, column: Column, rows: Uint32Array): void {
  let missing = 0;
  let first = -1;
  for (const row of rows) {
    if (!isMissing(column, row)) continue;
    if (missing++ === 0) first = row;
  }
  if (missing === 0) return;
  throw dataError(
    'ASSAY_ROLE_MISSING',
    `${option} ${column.name} is missing in ${missing} row${missing === 1 ? '' : 's'}, the first is row ${first}`,
    'fill these cells or remove these rows first',
  );
}

/**
 * The rows by time, equal times in file order.
 * @throws AssayError exit 2: neither dates nor numbers; exit 3: missing cells
 */
export function sortByTime(column: Column, rows: Uint32Array): Uint32Array {
  if (!isNumeric(column)) {
    throw usageError(
      'ASSAY_TIME_TYPE',
      `--time ${column.name} needs dates or numbers; the column is ${column.type}`,
      `--types ${column.name}=date, or another column`,
    );
  }
  noneMissing('--time', column, rows);
  const times = Float64Array.from(rows, (row) => column.values[row]);
  return argsort(times).map((position) => rows[position]);
}

/**
 * Groups numbered by first appearance in `rows`. @returns [rows], shared memory
 * @throws AssayError (exit 3) for missing cells
 */
export function numberGroups(column: Column, rows: Uint32Array): Int32Array {
  noneMissing('--groups', column, rows);
  const cells = isNumeric(column) ? column.values : column.codes;
  const numberOf = new Map<number, number>();
  const groups = sharedInts(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const cell = cells[rows[i]];
    const known = numberOf.get(cell);
    groups[i] = known ?? numberOf.size;
    if (known === undefined) numberOf.set(cell, groups[i]);
  }
  return groups;
}

/** Sums of doubles that hold the larger weight keep four digits of the smaller one, or more. */
const MOST_RATIO = 1e12;

/** @param weights [rows] from 0, one at least above @throws AssayError exit 3 */
function checkRatio(weights: Float64Array, rows: Uint32Array, column: string): void {
  const largest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  const lost = weights.findIndex((weight) => weight > 0 && weight < largest / MOST_RATIO);
  if (lost < 0) return;
  throw dataError(
    'ASSAY_WEIGHTS_RATIO',
    `--weights ${column} is ${weights[lost]} in row ${rows[lost]} and up to ${largest} in others: sums of both lose its digits`,
    'weights may differ 1e12 times at most: set such small ones to 0, or mend the large ones',
  );
}

/**
 * The weights of the rows: numbers from 0. @returns [rows], shared memory
 * @throws AssayError exit 2: no numbers; exit 3: missing or negative cells, naming the first, nothing above 0, or weights
 *   too unlike to be summed
 */
export function readWeights(column: Column, rows: Uint32Array): Float64Array {
  if (!isNumeric(column) || column.type !== 'number') {
    throw usageError(
      'ASSAY_WEIGHTS_TYPE',
      `--weights ${column.name} needs numbers; the column is ${column.type}`,
      `--types ${column.name}=number, or another column`,
    );
  }
  noneMissing('--weights', column, rows);
  const weights = sharedFloats(rows.length);
  for (let i = 0; i < rows.length; i++) weights[i] = column.values[rows[i]];
  const negative = weights.findIndex((weight) => weight < 0);
  if (negative >= 0) {
    throw dataError(
      'ASSAY_WEIGHTS_NEGATIVE',
      `--weights ${column.name} is ${weights[negative]} in row ${rows[negative]}`,
      'a weight is 0 (the row is not fitted on) or more',
    );
  }
  if (weights.every((weight) => weight === 0)) {
    throw dataError(
      'ASSAY_WEIGHTS_ZERO',
      `--weights ${column.name} is 0 in every row`,
      'name another column',
    );
  }
  checkRatio(weights, rows, column.name);
  return weights;
}

/**
 * Until when each row reaches. @param time the column of --time, its rows in the order of `rows`  @returns [rows]
 * @throws AssayError exit 2: no --time, or of another kind; exit 3: missing cells, or an end before its beginning
 */
export function readUntil(column: Column, time: Column | null, rows: Uint32Array): Float64Array {
  if (time === null) {
    throw usageError('ASSAY_NEEDS_TIME', `until=${column.name} needs a time to begin at`, 'add --time COL');
  }
  if (!isNumeric(column) || !isNumeric(time) || column.type !== time.type) {
    throw usageError(
      'ASSAY_TIME_TYPE',
      `until=${column.name} is ${column.type}, --time ${time.name} is ${time.type}`,
      'both need dates, or both numbers',
    );
  }
  noneMissing('until', column, rows);
  const until = gather(column.values, rows);
  const backwards = until.findIndex((end, i) => end < time.values[i]);
  if (backwards < 0) return until;
  throw dataError(
    'ASSAY_UNTIL_ORDER',
    `${column.name} is before ${time.name} in row ${rows[backwards]}`,
    'a row reaches from its time to its end: is it another column?',
  );
}

/**
 * Folds from a column: each value is one, numbers in order, else labels; missing cells and numbers below 0 are -1.
 * @returns [rows]
 */
export function numberFolds(column: Column, rows: Uint32Array): Int32Array {
  const cells = isNumeric(column) ? column.values : column.codes;
  const values = Array.from(rows, (row) => cells[row]);
  const known = [...new Set(values.filter((value) => value >= 0))].sort((a, b) => a - b);
  const foldOf = new Map(known.map((value, fold) => [value, fold]));
  return Int32Array.from(values, (value) => foldOf.get(value) ?? -1);
}

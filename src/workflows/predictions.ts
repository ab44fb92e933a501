/** predictions.csv of new rows, written and read back; and the cells that every predictions.csv is made of. */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import type { Regions } from '../core/conformal/regions.js';
import { isClassification, type Task } from '../core/task.js';
import { csvRecords } from '../data/csv-records.js';
import { csvCell } from '../data/write-csv.js';
import { isSetColumn, regionCells, regionNames } from './region-cells.js';

const ROWS_PER_CHUNK = 2048;
/** Of a file whose first rows are shown. */
const HEAD_BYTES = 1 << 20;

/** Turns a class index, or the value, into a cell. */
export function answerCells(task: Task): (y: number) => string {
  if (!isClassification(task)) return String;
  const labels = task.classes.map(csvCell);
  return (y) => labels[y];
}

/** A column for each class. */
export const probaNames = ({ classes }: Task): string[] => classes.map((label) => csvCell(`p_${label}`));

/** The probabilities of a row, each after a comma. @param width classes, or 0 for none */
export function probaCells(proba: Float64Array, row: number, width: number): string {
  let cells = '';
  for (let k = 0; k < width; k++) cells += `,${proba[row * width + k]}`;
  return cells;
}

/** The header of predictions of new rows: row, prediction, p_<class>, then intervals or sets. @param levels of these */
export function newRowHeader(task: Task, hasProba: boolean, levels: readonly number[]): string {
  const names = [...(hasProba ? probaNames(task) : []), ...regionNames(task, levels)];
  return `${['row', 'prediction', ...names].join(',')}\n`;
}

/** What is predicted of rows. */
export interface PredictedCells {
  /** [nRows] class index, or the value. */
  readonly predicted: Float64Array;
  /** [nRows * classes], or null when there is none. */
  readonly proba: Float64Array | null;
  /** By level. */
  readonly regions: readonly Regions[];
}

/**
 * Lines of new rows, in order of the file.
 * @param firstRow the number of the first of them
 */
export function* newRowLines(
  task: Task,
  firstRow: number,
  { predicted, proba, regions }: PredictedCells,
): Generator<string> {
  const cellOf = answerCells(task);
  const width = task.classes.length;
  for (let first = 0; first < predicted.length; first += ROWS_PER_CHUNK) {
    let chunk = '';
    for (let row = first; row < Math.min(predicted.length, first + ROWS_PER_CHUNK); row++) {
      const given = proba ? probaCells(proba, row, width) : '';
      chunk += `${firstRow + row},${cellOf(predicted[row])}${given}${regionCells(task, regions, row)}\n`;
    }
    yield chunk;
  }
}

export type PredictedRow = Readonly<Record<string, string | number>>;

/** The whole lines that a file begins with. */
function firstLines(path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const nBytes = readSync(file, head, 0, HEAD_BYTES, 0);
    return head.subarray(0, nBytes < HEAD_BYTES ? nBytes : head.lastIndexOf('\n') + 1);
  } finally {
    closeSync(file);
  }
}

/** The first rows that `readPredictions` gives. @param limit at most so many, and no more than stand in a megabyte */
export const firstPredictions = (path: string, isLabel: boolean, limit: number): PredictedRow[] =>
  predictedRows(firstLines(path), isLabel, limit);

/** The rows of a file that `newRowLines` wrote: labels and sets as text, all else as numbers. */
export const readPredictions = (path: string, isLabel: boolean): PredictedRow[] =>
  predictedRows(readFileSync(path), isLabel, Number.POSITIVE_INFINITY);

function predictedRows(bytes: Uint8Array, isLabel: boolean, limit: number): PredictedRow[] {
  const rows: PredictedRow[] = [];
  let names: string[] | undefined;
  for (const cells of csvRecords(bytes)) {
    if (rows.length >= limit) break;
    const head = names;
    if (head === undefined) names = cells;
    else {
      const isText = (at: number) => isLabel && (at === 1 || isSetColumn(head[at]));
      const cellValue = (cell: string, at: number) => (isText(at) ? cell : Number(cell));
      rows.push(Object.fromEntries(cells.map((cell, at) => [head[at], cellValue(cell, at)])));
    }
  }
  return rows;
}

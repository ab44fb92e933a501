/** predictions.csv of new rows, written and read back; and the cells that every predictions.csv is made of. */
import { readFileSync } from 'node:fs';
import { isClassification, type Task } from '../core/task.js';
import { csvRecords } from '../data/csv-records.js';
import { csvCell } from '../data/write-csv.js';

const ROWS_PER_CHUNK = 2048;

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

/**
 * New rows: row, prediction, p_<class>, in order of the file.
 * @param predicted [nRows] class index, or the value  @param proba [nRows * classes], or null when there is none
 */
export function* newRowLines(
  task: Task,
  predicted: Float64Array,
  proba: Float64Array | null,
): Generator<string> {
  const cellOf = answerCells(task);
  yield `${['row', 'prediction', ...(proba ? probaNames(task) : [])].join(',')}\n`;
  const width = task.classes.length;
  for (let first = 0; first < predicted.length; first += ROWS_PER_CHUNK) {
    let chunk = '';
    for (let row = first; row < Math.min(predicted.length, first + ROWS_PER_CHUNK); row++) {
      chunk += `${row},${cellOf(predicted[row])}${proba ? probaCells(proba, row, width) : ''}\n`;
    }
    yield chunk;
  }
}

export type PredictedRow = Readonly<Record<string, string | number>>;

/**
 * The rows of a file that `newRowLines` wrote: `row` and probabilities as numbers, `prediction` too for regression.
 * @param limit at most so many
 */
export function readPredictions(
  path: string,
  isLabel: boolean,
  limit = Number.POSITIVE_INFINITY,
): PredictedRow[] {
  const rows: PredictedRow[] = [];
  let names: string[] | undefined;
  for (const cells of csvRecords(readFileSync(path))) {
    if (rows.length >= limit) break;
    const head = names;
    if (head === undefined) names = cells;
    else {
      const cellValue = (cell: string, at: number) => (at === 1 && isLabel ? cell : Number(cell));
      rows.push(Object.fromEntries(cells.map((cell, at) => [head[at], cellValue(cell, at)])));
    }
  }
  return rows;
}

/** predictions.csv of a scored version, read back as what its metrics looked at. */
import { readFileSync } from 'node:fs';
import type { OutOfFold } from '../core/comparing/paired-rows.js';
import { runtimeError } from '../core/errors.js';
import type { EvaluationResults } from '../core/schemas/evaluation.js';
import { isClassification, type Task } from '../core/task.js';
import { csvRecords } from '../data/csv-records.js';
import type { Version } from '../store/version.js';

const FILE = 'predictions.csv';
/** Columns before the probabilities: row, repeat, fold, truth, prediction. */
const [ROW, REPEAT, TRUTH, PREDICTION, FIRST_PROBA] = [0, 1, 3, 4, 5];

const taskOf = ({ task, target, classes, positive }: EvaluationResults): Task => ({
  kind: task,
  target,
  classes,
  positive: positive === null ? null : classes.indexOf(positive),
});

/** The records of the first repeat, by row. */
function firstRepeat(bytes: Uint8Array): string[][] {
  const records: string[][] = [];
  let isHeader = true;
  for (const cells of csvRecords(bytes)) {
    if (!isHeader && cells[REPEAT] === '0') records.push(cells);
    isHeader = false;
  }
  return records.sort((a, b) => Number(a[ROW]) - Number(b[ROW]));
}

function bytesOf(version: Version): Uint8Array {
  try {
    return readFileSync(version.file(FILE));
  } catch {
    throw runtimeError(
      'ASSAY_NO_PREDICTIONS',
      `${version.id} has no ${FILE}: its rows cannot be compared`,
      'run it again with assay rerun, or compare without --explain',
    );
  }
}

/**
 * The answers of the first repeat, in order of the file's rows.
 * @returns null when a row was answered several times in it (bootstrap folds)
 * @throws AssayError exit 1 when there is no such file
 */
export function readOutOfFold(version: Version): OutOfFold | null {
  const task = taskOf(version.results());
  const records = firstRepeat(bytesOf(version));
  const rowIds = Uint32Array.from(records, (cells) => Number(cells[ROW]));
  if (rowIds.some((row, i) => i > 0 && row === rowIds[i - 1])) return null;
  const indexOf = new Map(task.classes.map((label, k) => [label, k]));
  const answerOf = isClassification(task) ? (cell: string) => indexOf.get(cell) ?? Number.NaN : Number;
  const width = task.classes.length;
  const hasProba = width > 0 && (records[0]?.length ?? 0) >= FIRST_PROBA + width;
  const proba = hasProba ? new Float64Array(records.length * width) : null;
  if (proba) {
    records.forEach((cells, row) => {
      for (let k = 0; k < width; k++) proba[row * width + k] = Number(cells[FIRST_PROBA + k]);
    });
  }
  const truth = Float64Array.from(records, (cells) => answerOf(cells[TRUTH]));
  const predicted = Float64Array.from(records, (cells) => answerOf(cells[PREDICTION]));
  return { rowIds, scored: { task, nRows: records.length, truth, predicted, proba } };
}

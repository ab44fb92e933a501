/** Probabilities that another tool wrote: one column for the positive class, or one for each class. */
import { type AssayError, dataError, usageError } from '../errors.js';
import { noneMissing } from '../roles.js';
import type { Warning } from '../schemas/metric-value.js';
import type { NumericColumn, Table } from '../table.js';
import type { Task } from '../task.js';

/** What rounding may leave a row's sum away from 1: square root of the smallest step of a double, as scikit-learn. */
const EXACT = Math.sqrt(Number.EPSILON);
/** What few written digits may leave: said, not refused. */
const ROUNDED = 0.01;

const PREFIX = /^(p|proba|prob)[_.\s]/i;

/** `p_yes,p_no` for classes no, yes: probabilities read the wrong way round would look like a bad model. */
function checkOrder(names: readonly string[], classes: readonly string[]): void {
  const named = names.map((name) => (classes.includes(name) ? name : name.replace(PREFIX, '')));
  const isAll = named.every((label) => classes.includes(label)) && new Set(named).size === classes.length;
  if (!isAll || named.every((label, k) => label === classes[k])) return;
  const inOrder = classes.map((label) => names[named.indexOf(label)]);
  throw usageError(
    'ASSAY_SCORE_PROBA',
    `--proba ${names.join(',')} is not in class order, which is ${classes.join(', ')}`,
    `--proba ${inOrder.join(',')}, or the order of the columns: --classes ${named.join(',')}`,
  );
}

function checkCount(names: readonly string[], { classes, kind }: Task): void {
  if (names.length === classes.length || (names.length === 1 && kind === 'binary')) return;
  const needed =
    kind === 'binary' ? 'one column (of the positive class) or two' : `${classes.length} columns`;
  throw usageError(
    'ASSAY_SCORE_PROBA',
    `--proba names ${names.length} column${names.length === 1 ? '' : 's'}; classes ${classes.join(', ')} need ${needed}`,
    'one a class, in class order; --classes names classes that do not occur',
  );
}

function numbersOf(name: string, table: Table, rows: Uint32Array): NumericColumn {
  const column = table.column(name);
  if (column.type !== 'number') {
    throw usageError(
      'ASSAY_SCORE_PROBA',
      `--proba ${name} needs numbers; the column is ${column.type}`,
      `--types ${name}=number, or another column`,
    );
  }
  noneMissing('--proba', column, rows);
  return column;
}

const outside = (name: string, row: number, value: number): AssayError =>
  dataError(
    'ASSAY_SCORE_PROBA_RANGE',
    `--proba ${name} is ${value} in row ${row}: a probability is from 0 to 1`,
    'give probabilities, not scores or percentages',
  );

function checkRange({ name, values }: NumericColumn, rows: Uint32Array): void {
  for (const row of rows) {
    if (!(values[row] >= 0 && values[row] <= 1)) throw outside(name, row, values[row]);
  }
}

/** @throws AssayError exit 3 naming the first row far from 1 @returns a warning when rows are off by rounding */
function checkSums(proba: Float64Array, width: number, rows: Uint32Array): Warning[] {
  let nOff = 0;
  let widest = 0;
  for (let i = 0; i < rows.length; i++) {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += proba[i * width + k];
    const gap = Math.abs(sum - 1);
    if (gap > ROUNDED) {
      throw dataError(
        'ASSAY_SCORE_PROBA_SUM',
        `the probabilities of row ${rows[i]} sum to ${Number(sum.toPrecision(6))}, not to 1`,
        '--proba takes one column for each class',
      );
    }
    if (gap > EXACT) nOff++;
    widest = Math.max(widest, gap);
  }
  if (nOff === 0) return [];
  const far = Number(widest.toPrecision(2));
  const message = `the probabilities of ${nOff} rows do not sum to 1 (up to ${far} off): taken as they are`;
  return [{ id: 'probability-sums', columns: [], message }];
}

/**
 * @param names of columns: one for the positive class, or one a class in class order  @param rows that are scored
 * @returns [rows * classes] row-major
 * @throws AssayError exit 2: their number, type or order; exit 3: a cell that is missing or no probability, a row that
 *   does not sum to 1, each with its row
 */
export function outsideProba(
  names: readonly string[],
  table: Table,
  rows: Uint32Array,
  task: Task,
): { proba: Float64Array; warnings: readonly Warning[] } {
  checkCount(names, task);
  const columns = names.map((name) => numbersOf(name, table, rows));
  for (const column of columns) checkRange(column, rows);
  const width = task.classes.length;
  const proba = new Float64Array(rows.length * width);
  if (columns.length === 1 && task.positive !== null) {
    const { positive } = task;
    rows.forEach((row, i) => {
      proba[2 * i + positive] = columns[0].values[row];
      proba[2 * i + 1 - positive] = 1 - columns[0].values[row];
    });
    return { proba, warnings: [] };
  }
  checkOrder(names, task.classes);
  rows.forEach((row, i) => {
    for (let k = 0; k < width; k++) proba[i * width + k] = columns[k].values[row];
  });
  return { proba, warnings: checkSums(proba, width, rows) };
}

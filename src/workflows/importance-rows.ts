/** The rows that `importance` scores a model on: its hold-out, those it was fitted on, or those of a named file. */
import { dataError, usageError } from '../core/errors.js';
import type { SavedPipeline } from '../core/saved-pipeline.js';
import type { ImportanceResults } from '../core/schemas/importance.js';
import type { Warning } from '../core/schemas/metric-value.js';
import { shownNames } from '../core/shown-names.js';
import { closest } from '../core/suggest.js';
import { gather, type Table } from '../core/table.js';
import { readTarget } from '../core/target.js';
import type { Context } from './context.js';
import { dealFolds } from './folds.js';
import { loadProblem, type ReadTable, type Source } from './load-problem.js';
import { readNewRows } from './new-rows.js';
import type { SavedModel } from './saved-model.js';

export interface ImportanceRows extends ReadTable {
  readonly from: ImportanceResults['scored_on'];
  /** The model's features. */
  readonly table: Table;
  /** [rows] index of the model's class, or the value. */
  readonly truth: Float64Array;
}

const warningOf = (id: string, message: string): Warning => ({ id, columns: [], message });

const upTo = (n: number) => Uint32Array.from({ length: n }, (_, row) => row);

/**
 * The rows of the data that the model came from: those held out, else all that it was fitted on.
 * @param path where that data is now
 * @throws AssayError exit 2 or 3, as loading the problem has it
 */
export async function ownRows(
  { version }: SavedModel,
  path: string,
  context: Context,
): Promise<ImportanceRows> {
  const { modelling, ...options } = version.options();
  if (!modelling) throw usageError('ASSAY_NO_MODEL', `${version.id} fitted no model`, 'name a train or tune');
  const loaded = await loadProblem({ ...options, data: path }, modelling, context);
  const { problem, file, readSeconds } = loaded;
  const [fold] = options.step === 'train' ? dealFolds(problem, modelling, file.table.nRows).folds : [];
  const rows = fold?.test ?? upTo(problem.y.length);
  const learntBy = `${version.id} was fitted on these rows: columns that it learnt by heart look important`;
  const warnings = fold ? [] : [warningOf('training-rows', `${learntBy}; name a DATA that it has not seen`)];
  for (const warning of warnings) context.listener.warn(warning);
  return {
    file,
    readSeconds,
    warnings: [...loaded.warnings, ...warnings],
    from: fold ? 'hold-out' : 'training',
    table: problem.table.take(rows),
    truth: gather(problem.y, rows),
  };
}

/** @throws AssayError exit 2: no target; exit 3: a class that the model does not know */
function readTruth(table: Table, { task }: SavedPipeline, { file }: ReadTable): Float64Array {
  if (!table.has(task.target)) {
    const near = closest(task.target, table.names);
    throw usageError(
      'ASSAY_NO_TRUTH',
      `${file.path} has no column "${task.target}", which the model predicts`,
      near === undefined ? `its columns are ${shownNames(table.names)}` : `did you mean "${near}"?`,
    );
  }
  const options = { target: task.target, positive: null, task: task.kind };
  const column = table.column(task.target);
  const { task: found, answers } = readTarget(column, file.spellings.get(task.target), options);
  if (task.kind === 'regression') return answers;
  const indexOf = found.classes.map((label) => task.classes.indexOf(label));
  const unknown = found.classes.filter((_, k) => indexOf[k] < 0);
  if (unknown.length === 0) return answers.map((label) => (Number.isNaN(label) ? label : indexOf[label]));
  throw dataError(
    'ASSAY_UNKNOWN_CLASS',
    `${task.target} is "${unknown[0]}" in ${file.path}, a class that the model does not know`,
    `its classes are ${shownNames(task.classes)}`,
  );
}

/** All rows of a file that have a target. @throws AssayError exit 2 or 3, as `readNewRows` and `readTarget` have it */
export async function namedRows(
  { version, saved }: SavedModel,
  source: Source,
  context: Context,
): Promise<ImportanceRows> {
  const read = await readNewRows(source, saved, context, true);
  const { file, table } = read;
  const truth = readTruth(file.table, saved, read);
  const rows = upTo(truth.length).filter((row) => !Number.isNaN(truth[row]));
  const isOwn = file.sha256 === version.manifest?.data?.sha256;
  const message = `${file.path} is the data that ${version.id} was fitted from: leave it out to score its hold-out alone`;
  const warnings = isOwn ? [warningOf('training-rows', message)] : [];
  for (const warning of warnings) context.listener.warn(warning);
  return {
    ...read,
    warnings: [...read.warnings, ...warnings],
    from: 'data',
    table: table.take(rows),
    truth: gather(truth, rows),
  };
}

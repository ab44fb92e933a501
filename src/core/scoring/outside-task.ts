/** Of which task predictions are that another tool made: their kind, their classes, and each row's answers. */
import { type AssayError, dataError, usageError } from '../errors.js';
import { choosePositive, labelNumber, sortLabels } from '../labels.js';
import { type Column, isNumeric } from '../table.js';
import { classOptionError, guessKind, type Labelled, labelsOf } from '../target.js';
import type { Task, TaskKind } from '../task.js';

/** A column with the text of its numbers, as `ProblemData` has it. */
export interface SpelledColumn {
  readonly column: Column;
  readonly spelling: ReadonlyMap<number, string> | undefined;
}

export interface OutsideOptions {
  /** What the answers are called. */
  readonly target: string;
  readonly positive: string | null;
  readonly task: TaskKind | null;
  /** All classes in their order; null: the labels of truth and predictions, sorted. */
  readonly classes: readonly string[] | null;
  /** Columns of probabilities. */
  readonly nProba: number;
}

export interface OutsideTask {
  readonly task: Task;
  /** [nRows] class index or value; NaN where missing. */
  readonly truth: Float64Array;
  /** As `truth`; null without a column of predictions. */
  readonly predicted: Float64Array | null;
  /** Labels that are predicted and never true. */
  readonly onlyPredicted: readonly string[];
}

const hasFractions = (column: Column) =>
  column.type === 'number' && column.values.some((value) => !Number.isNaN(value) && !Number.isInteger(value));

const nPresent = ({ counts }: Labelled) => counts.filter((count) => count > 0).length;

/** Whole numbers that are predicted with fractions are quantities, unless there are but two of them. */
function kindOf(truth: SpelledColumn, predicted: SpelledColumn | null, options: OutsideOptions) {
  const { task, classes, nProba } = options;
  if (task !== null) return task === 'regression' ? 'values' : 'classes';
  if (classes !== null || nProba > 0 || guessKind(truth.column) === 'classes') {
    const asked = classes !== null || nProba > 0;
    const quantities = predicted !== null && isNumeric(truth.column) && hasFractions(predicted.column);
    const nLabels = nPresent(labelsOf(truth.column, truth.spelling));
    return !asked && quantities && nLabels > 2 ? 'values' : 'classes';
  }
  return 'values';
}

const notNumbers = (option: string, { name, type }: Column): AssayError =>
  usageError(
    'ASSAY_TASK_REGRESSION',
    `${option} ${name} is ${type}, and a regression is scored on numbers`,
    `--types ${name}=number, or --task multiclass`,
  );

function valuesOf(option: string, column: Column): Float64Array {
  if (column.type !== 'number') throw notNumbers(option, column);
  return column.values;
}

function valueTask(truth: Column, predicted: Column | null, options: OutsideOptions): OutsideTask {
  const wrong = classOptionError(options.target, 'regression', 0, options.positive);
  if (wrong) throw wrong;
  if (options.nProba > 0 || options.classes !== null) {
    const given = options.nProba > 0 ? '--proba' : '--classes';
    throw usageError(
      'ASSAY_SCORE_TASK',
      `${given} is of classes, and "${options.target}" is scored as numbers`,
      'leave it out, or --task binary',
    );
  }
  return {
    task: { kind: 'regression', target: options.target, classes: [], positive: null },
    truth: valuesOf('--truth', truth),
    predicted: predicted && valuesOf('--pred', predicted),
    onlyPredicted: [],
  };
}

/** Labels that mean the same in columns that hold numbers both: `1` and `1.0`. */
const keyFor = (both: boolean) => (label: string) => {
  const value = both ? labelNumber(label) : Number.NaN;
  return Number.isNaN(value) ? label : String(value);
};

const presentLabels = ({ labels, counts }: Labelled) => labels.filter((_, at) => counts[at] > 0);

function probabilitiesAsLabels(column: Column): AssayError {
  return usageError(
    'ASSAY_SCORE_PRED',
    `--pred ${column.name} holds numbers with fractions, which are no labels`,
    `probabilities go to --proba ${column.name}; of quantities say --task regression`,
  );
}

const strangers = (truth: readonly string[], predicted: readonly string[]): AssayError =>
  dataError(
    'ASSAY_SCORE_LABELS',
    `no label that is predicted (${predicted.slice(0, 5).join(', ')}) is a label of the truth (${truth.slice(0, 5).join(', ')})`,
    'write both in the same words, or name other columns',
  );

/** @throws AssayError exit 2 for a label that `--classes` leaves out, exit 3 for a single one */
function classesOf(found: readonly string[], { classes, target }: OutsideOptions): readonly string[] {
  if (classes === null) {
    if (found.length > 1) return sortLabels(found);
    throw dataError(
      'ASSAY_ONE_CLASS',
      `"${target}" has one label in all its rows: ${found[0]}`,
      'name the classes that do not occur too: --classes no,yes',
    );
  }
  const extra = found.find((label) => !classes.includes(label));
  if (extra === undefined && classes.length > 1 && new Set(classes).size === classes.length) return classes;
  const why = extra === undefined ? 'needs two or more, each once' : `lacks the label "${extra}"`;
  throw usageError(
    'ASSAY_SCORE_CLASSES',
    `--classes ${classes.join(',')} ${why}`,
    `found: ${found.join(', ')}`,
  );
}

/** Labels → class indices. @param key as `keyFor` has it */
function answersOf(labelled: Labelled, classes: readonly string[], key: (label: string) => string) {
  const indexOf = new Map(classes.map((label, at) => [key(label), at]));
  const classOfLabel = labelled.labels.map((label) => indexOf.get(key(label)) ?? Number.NaN);
  return Float64Array.from(labelled.indexOfRow, (index) => (index < 0 ? Number.NaN : classOfLabel[index]));
}

function countAnswers(answers: Float64Array, nClasses: number): number[] {
  const counts = new Array<number>(nClasses).fill(0);
  for (const answer of answers) if (!Number.isNaN(answer)) counts[answer]++;
  return counts;
}

function classTask(
  truth: SpelledColumn,
  predicted: SpelledColumn | null,
  options: OutsideOptions,
): OutsideTask {
  const key = keyFor(isNumeric(truth.column) && predicted !== null && isNumeric(predicted.column));
  if (predicted && isNumeric(truth.column) && hasFractions(predicted.column) && !hasFractions(truth.column)) {
    throw probabilitiesAsLabels(predicted.column);
  }
  const trueLabels = labelsOf(truth.column, truth.spelling);
  const itsLabels = predicted && labelsOf(predicted.column, predicted.spelling);
  const known = presentLabels(trueLabels);
  const answered = itsLabels ? presentLabels(itsLabels) : [];
  const knownKeys = new Set(known.map(key));
  const onlyPredicted = answered.filter((label) => !knownKeys.has(key(label)));
  if (answered.length > 0 && onlyPredicted.length === answered.length) throw strangers(known, answered);
  const classes = classesOf([...known, ...onlyPredicted], options);
  const kind = options.task ?? (classes.length === 2 ? 'binary' : 'multiclass');
  const wrong = classOptionError(options.target, kind, classes.length, options.positive);
  if (wrong) throw wrong;
  const answers = answersOf(trueLabels, classes, key);
  const counts = countAnswers(answers, classes.length);
  const positive = kind === 'binary' ? choosePositive(classes, counts, options.positive) : null;
  return {
    task: { kind, target: options.target, classes, positive },
    truth: answers,
    predicted: itsLabels && answersOf(itsLabels, classes, key),
    onlyPredicted,
  };
}

/**
 * Decides the task from what is true and what is predicted. Labels that are predicted alone are classes too.
 * @throws AssayError exit 2: options that do not fit, probabilities given as labels, dates; exit 3: one class, no true
 *   label at all, truth and predictions without a common label
 */
export function outsideTask(
  truth: SpelledColumn,
  predicted: SpelledColumn | null,
  options: OutsideOptions,
): OutsideTask {
  const { column } = truth;
  if (nPresent(labelsOf(column, truth.spelling)) === 0) {
    throw dataError(
      'ASSAY_TARGET_MISSING',
      `the truth "${column.name}" is missing in every row`,
      'check --na',
    );
  }
  if (column.type === 'date') {
    throw dataError(
      'ASSAY_TARGET_DATE',
      `the truth "${column.name}" holds dates, which assay does not score`,
      `name another column, or --types ${column.name}=category`,
    );
  }
  if (kindOf(truth, predicted, options) === 'values')
    return valueTask(column, predicted?.column ?? null, options);
  return classTask(truth, predicted, options);
}

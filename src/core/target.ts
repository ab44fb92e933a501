/** From a target column to a task: classification or regression, the classes in order, the positive one. */
import { dataError, usageError } from './errors.js';
import { choosePositive, sortLabels } from './labels.js';
import type { Warning } from './schemas/metric-value.js';
import { type Column, isNumeric } from './table.js';
import type { Task, TaskKind } from './task.js';

/** Whole numbers with more values than this are quantities. */
const MAX_NUMBER_CLASSES = 20;

export interface TargetOptions {
  readonly positive: string | null;
  readonly task: TaskKind | null;
}

interface Target {
  readonly task: Task;
  /** [nRows of the file] class index or value; NaN where the target is missing. */
  readonly answers: Float64Array;
  readonly notes: readonly Warning[];
}

/** Labels as found, and which of them each row has: the same for texts and numbers. */
export interface Labelled {
  readonly labels: readonly string[];
  /** [nRows] index into labels, -1 = missing. */
  readonly indexOfRow: Int32Array;
  readonly counts: readonly number[];
}

function labelNumbers(values: Float64Array, spelling: ReadonlyMap<number, string> | undefined): Labelled {
  const indexOf = new Map<number, number>();
  const labels: string[] = [];
  const counts: number[] = [];
  const indexOfRow = new Int32Array(values.length).fill(-1);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (Number.isNaN(value)) continue;
    let index = indexOf.get(value);
    if (index === undefined) {
      index = labels.length;
      indexOf.set(value, index);
      labels.push(spelling?.get(value) ?? String(value));
      counts.push(0);
    }
    counts[index]++;
    indexOfRow[row] = index;
  }
  return { labels, indexOfRow, counts };
}

function labelCodes(codes: Int32Array, levels: readonly string[]): Labelled {
  const counts = levels.map(() => 0);
  for (const code of codes) if (code >= 0) counts[code]++;
  return { labels: levels, indexOfRow: codes, counts };
}

/** @param spelling as of `readTarget` */
export const labelsOf = (column: Column, spelling: ReadonlyMap<number, string> | undefined): Labelled =>
  isNumeric(column) ? labelNumbers(column.values, spelling) : labelCodes(column.codes, column.levels);

/** Distinct values present, at most `most` + 1 of them. */
function fewDistinct(values: Float64Array, most: number): number {
  const seen = new Set<number>();
  for (const value of values) {
    if (!Number.isNaN(value)) seen.add(value);
    if (seen.size > most) break;
  }
  return seen.size;
}

/** Classes or quantities, by the values alone. */
export function guessKind(column: Column): 'classes' | 'values' {
  if (!isNumeric(column)) return 'classes';
  const distinct = fewDistinct(column.values, MAX_NUMBER_CLASSES);
  return distinct <= 2 || (column.integer && distinct <= MAX_NUMBER_CLASSES) ? 'classes' : 'values';
}

/** What is wrong with `--task` or `--positive` for that many classes; null when nothing is. */
export function classOptionError(target: string, kind: TaskKind, nClasses: number, positive: string | null) {
  if (kind === 'binary' && nClasses !== 2) {
    return usageError(
      'ASSAY_TASK_BINARY',
      `--task binary needs two classes; "${target}" has ${nClasses}`,
      'use --task multiclass, or another target',
    );
  }
  if (kind !== 'binary' && positive !== null) {
    return usageError(
      'ASSAY_POSITIVE',
      `--positive "${positive}" needs a binary task; "${target}" is ${kind}`,
      'leave --positive out',
    );
  }
  return null;
}

function oneValueError(target: string, label: string | undefined) {
  if (label === undefined) {
    const hint = 'name another target, or check --na';
    return dataError('ASSAY_TARGET_MISSING', `the target "${target}" is missing in every row`, hint);
  }
  return dataError(
    'ASSAY_ONE_CLASS',
    `the target "${target}" has one value in all its rows: ${label}`,
    'nothing can be learnt from it: name another target',
  );
}

function classTarget(name: string, found: Labelled, options: TargetOptions): Omit<Target, 'notes'> {
  const presentLabels = found.labels.filter((_, index) => found.counts[index] > 0);
  if (presentLabels.length < 2) throw oneValueError(name, presentLabels[0]);
  const classes = sortLabels(presentLabels);
  const kind = options.task ?? (classes.length === 2 ? 'binary' : 'multiclass');
  const wrong = classOptionError(name, kind, classes.length, options.positive);
  if (wrong) throw wrong;
  const classOf = new Map(classes.map((label, index) => [label, index]));
  const classOfIndex = found.labels.map((label) => classOf.get(label) ?? -1);
  const answers = Float64Array.from(found.indexOfRow, (index) =>
    index < 0 ? Number.NaN : classOfIndex[index],
  );
  const counts = classes.map(() => 0);
  found.counts.forEach((count, index) => {
    if (count > 0) counts[classOfIndex[index]] += count;
  });
  const positive = kind === 'binary' ? choosePositive(classes, counts, options.positive) : null;
  return { task: { kind, target: name, classes, positive }, answers };
}

function valueTarget(column: Column, options: TargetOptions): Target {
  const { name } = column;
  if (!isNumeric(column)) {
    throw usageError(
      'ASSAY_TASK_REGRESSION',
      `--task regression needs numbers; "${name}" is ${column.type}`,
      `leave --task out, or --types ${name}=number`,
    );
  }
  if (fewDistinct(column.values, 1) < 2) {
    const value = column.values.find((cell) => !Number.isNaN(cell));
    throw oneValueError(name, value === undefined ? undefined : String(value));
  }
  const wrong = classOptionError(name, 'regression', 0, options.positive);
  if (wrong) throw wrong;
  return {
    task: { kind: 'regression', target: name, classes: [], positive: null },
    answers: column.values,
    notes: [],
  };
}

function manyNumbersNote(column: Column, task: Task, options: TargetOptions): Warning[] {
  if (!isNumeric(column) || options.task !== null || task.kind !== 'multiclass') return [];
  const message =
    `"${task.target}" holds whole numbers with ${task.classes.length} values: taken as classes; ` +
    '--task regression takes them as quantities';
  return [{ id: 'numbers-as-classes', columns: [task.target], message }];
}

/**
 * Decides the task from the target column (design, "Task").
 * @param spelling the cells' text of a number column with few values: `1.0` stays `1.0`
 * @throws AssayError exit 2: a task or positive class that does not fit; exit 3: dates, one class, all missing
 */
export function readTarget(
  column: Column,
  spelling: ReadonlyMap<number, string> | undefined,
  options: TargetOptions,
): Target {
  if (column.type === 'date') {
    throw dataError(
      'ASSAY_TARGET_DATE',
      `the target "${column.name}" holds dates, which assay does not predict`,
      `name another target, or --types ${column.name}=category`,
    );
  }
  const kind =
    options.task === null ? guessKind(column) : options.task === 'regression' ? 'values' : 'classes';
  if (kind === 'values') return valueTarget(column, options);
  const { task, answers } = classTarget(column.name, labelsOf(column, spelling), options);
  return { task, answers, notes: manyNumbersNote(column, task, options) };
}

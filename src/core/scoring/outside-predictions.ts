/**
 * Predictions that another tool made, as folds to be scored: from here on they are what out-of-fold predictions of a
 * model are, so the same code scores them, hashes their folds and writes them down.
 */
import { resolveColumn, resolveColumns } from '../columns.js';
import { readCosts } from '../costs.js';
import { decide } from '../decide.js';
import { type AssayError, dataError, usageError } from '../errors.js';
import { freeAnswerWarnings } from '../free-answer.js';
import type { Scored } from '../metrics/metric.js';
import { takeRows } from '../metrics/take-rows.js';
import { noneMissing, numberGroups, readWeights } from '../roles.js';
import type { Warning } from '../schemas/metric-value.js';
import { gather, sharedFloats, sharedInts, Table } from '../table.js';
import type { Problem, Task, TaskKind } from '../task.js';
import { type DealtFold, distinctRows, foldsOf, type Places, readPlaces } from './outside-places.js';
import { outsideProba } from './outside-proba.js';
import { type OutsideTask, outsideTask, type SpelledColumn } from './outside-task.js';

/** Columns of the file of predictions, as typed. */
export interface OutsideColumns {
  readonly pred: string | null;
  /** Empty: none. */
  readonly proba: readonly string[];
  readonly weights: string | null;
  readonly groups: string | null;
  readonly row: string | null;
  readonly fold: string | null;
  readonly repeat: string | null;
}

export interface OutsideSpec extends OutsideColumns {
  readonly positive: string | null;
  readonly task: TaskKind | null;
  readonly classes: readonly string[] | null;
  /** A row is positive from here on, where there are no predictions but probabilities of two classes. */
  readonly threshold: number;
  /** As of `readCosts`; null: answers have no cost. */
  readonly cost: readonly string[] | null;
}

/** A file of predictions, with the truth beside them. */
export interface OutsideFile {
  readonly table: Table;
  readonly spellings: ReadonlyMap<string, ReadonlyMap<number, string>>;
  /** [rows of the file]; its name is the target's. */
  readonly truth: SpelledColumn;
  /** [rows of the file] row of the data that each is; null when no data was joined. */
  readonly joined: Uint32Array | null;
}

export interface OutsidePredictions {
  /** The rows of the data that are predicted, each once, without features. */
  readonly problem: Problem;
  /** Every row that is scored, in order of the file. */
  readonly scored: Scored;
  /** [nScored] row of the file that each is. */
  readonly fileRows: Uint32Array;
  readonly folds: readonly DealtFold[];
  readonly warnings: readonly Warning[];
  /** Rows of the file without a truth. */
  readonly missingTruth: number;
}

/** Each column by its name. @throws AssayError (exit 2) for an unknown column */
function resolveOutside(columns: OutsideColumns, names: readonly string[]): OutsideColumns {
  const one = (option: string, typed: string | null) =>
    typed === null ? null : resolveColumn(typed, names, option);
  return {
    pred: one('--pred', columns.pred),
    proba: resolveColumns(columns.proba, names, '--proba'),
    weights: one('--weights', columns.weights),
    groups: one('--groups', columns.groups),
    row: one('--row', columns.row),
    fold: one('--fold', columns.fold),
    repeat: one('--repeat', columns.repeat),
  };
}

function rowsWithTruth({ truth }: OutsideTask): Uint32Array {
  const rows: number[] = [];
  truth.forEach((value, row) => {
    if (!Number.isNaN(value)) rows.push(row);
  });
  return Uint32Array.from(rows);
}

function notes({ task, onlyPredicted }: OutsideTask, missing: number): Warning[] {
  const found: Warning[] = [];
  if (missing > 0) {
    const message = `${missing} row${missing === 1 ? '' : 's'} without a truth left out`;
    found.push({ id: 'missing-target', columns: [task.target], message });
  }
  if (onlyPredicted.length > 0) {
    const labels = onlyPredicted.slice(0, 5).join(', ');
    const message = `predicted and never true: ${labels}. They count as classes`;
    found.push({ id: 'only-predicted', columns: [], message });
  }
  return found;
}

/** What is answered for each row: as predicted, else by the probabilities. */
function answers(
  outside: OutsideTask,
  proba: Float64Array | null,
  { table }: OutsideFile,
  spec: OutsideSpec,
  rows: Uint32Array,
): Float64Array {
  if (outside.predicted !== null && spec.pred !== null) {
    noneMissing('--pred', table.column(spec.pred), rows);
    return gather(outside.predicted, rows);
  }
  if (proba !== null) return decide(outside.task, proba, spec.threshold);
  throw usageError('ASSAY_SCORE_NOTHING', 'nothing is predicted', 'name --pred COL, --proba COL, or both');
}

/**
 * @param groups [nScored] or null
 * @throws AssayError (exit 3) when a row of the data has two truths, or two groups
 */
function problemOf(task: Task, truth: Float64Array, groups: Int32Array | null, places: Places): Problem {
  const rowIds = distinctRows(places);
  const positionOf = new Map(Array.from(rowIds, (row, position) => [row, position]));
  const y = sharedFloats(rowIds.length).fill(Number.NaN);
  const groupOf = groups && sharedInts(rowIds.length);
  places.dataRows.forEach((row, i) => {
    const position = positionOf.get(row) as number;
    const isNew = Number.isNaN(y[position]);
    if (!isNew && y[position] !== truth[i]) throw unlikeItself(row, 'truth');
    if (!isNew && groups && groupOf && groupOf[position] !== groups[i]) throw unlikeItself(row, 'group');
    y[position] = truth[i];
    if (groups && groupOf) groupOf[position] = groups[i];
  });
  const table = new Table(rowIds.length, []);
  return { task, table, y, rowIds, leftOut: [], groups: groupOf, time: null, weights: null };
}

const unlikeItself = (row: number, what: string): AssayError =>
  dataError(
    'ASSAY_SCORE_TRUTH',
    `row ${row} of the data has another ${what} in another repeat`,
    'is --row the right column?',
  );

/**
 * @param typed columns as `resolveOutside` has them
 * @throws AssayError exit 2: options that do not fit the file or each other; exit 3: cells that are missing or cannot be,
 *   each with its row
 */
export function outsidePredictions(file: OutsideFile, typed: OutsideSpec): OutsidePredictions {
  const { table, spellings, truth, joined } = file;
  const spec = { ...typed, ...resolveOutside(typed, table.names) };
  const spelled =
    spec.pred === null ? null : { column: table.column(spec.pred), spelling: spellings.get(spec.pred) };
  const outside = outsideTask(truth, spelled, {
    target: truth.column.name,
    positive: spec.positive,
    task: spec.task,
    classes: spec.classes,
    nProba: spec.proba.length,
  });
  const { task } = outside;
  const rows = rowsWithTruth(outside);
  const given = spec.proba.length > 0 ? outsideProba(spec.proba, table, rows, task) : null;
  const proba = given?.proba ?? null;
  const trueAnswers = gather(outside.truth, rows);
  const scored: Scored = {
    task,
    nRows: rows.length,
    truth: trueAnswers,
    predicted: answers(outside, proba, file, spec, rows),
    proba,
    weights: spec.weights === null ? undefined : readWeights(table.column(spec.weights), rows),
    costs: spec.cost ? readCosts(spec.cost, task, trueAnswers, table, rows) : undefined,
  };
  const places = readPlaces(spec, table, rows, joined && rows.map((row) => joined[row]));
  const groups = spec.groups === null ? null : numberGroups(table.column(spec.groups), rows);
  const problem = problemOf(task, trueAnswers, groups, places);
  const missingTruth = table.nRows - rows.length;
  return {
    problem,
    scored,
    fileRows: rows,
    folds: foldsOf(places, problem.rowIds),
    warnings: [
      ...notes(outside, missingTruth),
      ...(given?.warnings ?? []),
      ...freeAnswerWarnings(task, scored.costs),
    ],
    missingTruth,
  };
}

/** The rows of one fold. */
export const scoredOf = ({ scored }: OutsidePredictions, fold: DealtFold): Scored =>
  takeRows(scored, fold.scored);

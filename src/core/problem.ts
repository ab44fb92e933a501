/**
 * From a table to a problem: the target read, rows without it left out, features chosen, roles taken out.
 *
 * Left-out columns are decided on the whole table without looking at the target. `rowIds` are always rows of the file,
 * also when `--time` has put the problem's rows in another order.
 */
import { readCosts } from './costs.js';
import { dataError } from './errors.js';
import { whyUseless } from './left-out.js';
import { type Chosen, type ProblemOptions, resolveOptions } from './problem-options.js';
import { numberFolds, numberGroups, readUntil, readWeights, sortByTime } from './roles.js';
import type { Warning } from './schemas/metric-value.js';
import { type Column, isNumeric, sharedFloats, sharedUints, type Table } from './table.js';
import { readTarget } from './target.js';
import type { LeftOut, Problem, Task } from './task.js';

/** The part of a data file that a problem is made from. */
export interface ProblemData {
  readonly table: Table;
  readonly spellings: ReadonlyMap<string, ReadonlyMap<number, string>>;
}

export interface MadeProblem {
  readonly problem: Problem;
  /** All columns but the target, usable rows, in the problem's order. */
  readonly everything: Table;
  readonly notes: readonly Warning[];
  /** Rows of the file without a target. */
  readonly missingTarget: number;
}

/** Why a column is no feature; null when it is one. */
function whyLeftOut(column: Column, nRows: number, chosen: Chosen): string | null {
  const { name } = column;
  if (column.type === 'text') return 'text';
  if (chosen.keep.has(name)) return null;
  if (name === chosen.groups) return 'groups';
  if (name === chosen.time) return 'time';
  if (name === chosen.weights) return 'weights';
  if (name === chosen.until) return 'until';
  if (name === chosen.foldColumn) return 'folds';
  if (chosen.drop.has(name)) return '--drop';
  if (chosen.features !== null && !chosen.features.has(name)) return 'not in --features';
  return whyUseless(column, nRows);
}

function keptTextNotes(table: Table, chosen: Chosen): Warning[] {
  return [...chosen.keep]
    .filter((name) => table.column(name).type === 'text')
    .map((name) => ({
      id: 'text-not-kept',
      columns: [name],
      message: `--keep ${name}: a text column is never a feature; --types ${name}=category makes it one`,
    }));
}

function chooseFeatures(table: Table, chosen: Chosen): { features: string[]; leftOut: LeftOut[] } {
  const features: string[] = [];
  const leftOut: LeftOut[] = [];
  for (const column of table.columns) {
    if (column.name === chosen.target) continue;
    const why = whyLeftOut(column, table.nRows, chosen);
    if (why === null) features.push(column.name);
    else leftOut.push({ column: column.name, why });
  }
  if (features.length > 0) return { features, leftOut };
  const reasons = leftOut.slice(0, 8).map(({ column, why }) => `${column} (${why})`);
  throw dataError(
    'ASSAY_NO_FEATURES',
    `no usable column is left beside the target "${chosen.target}"`,
    leftOut.length === 0
      ? 'the file has no other column'
      : `left out: ${reasons.join(', ')}${leftOut.length > 8 ? ', …' : ''}; --keep COL uses one all the same`,
  );
}

/** Rows of the file whose target is present, ascending. */
function answeredRows(answers: Float64Array): Uint32Array {
  const rows = new Uint32Array(answers.length);
  let n = 0;
  for (let row = 0; row < answers.length; row++) if (!Number.isNaN(answers[row])) rows[n++] = row;
  return rows.subarray(0, n);
}

function gather(values: Float64Array, rows: Uint32Array): Float64Array {
  const gathered = sharedFloats(rows.length);
  for (let i = 0; i < rows.length; i++) gathered[i] = values[rows[i]];
  return gathered;
}

const inFileOrder = (rows: Uint32Array, nRows: number) =>
  rows.length === nRows && rows.every((row, i) => row === i);

function missingTargetNote(target: string, missing: number): Warning[] {
  if (missing === 0) return [];
  const message = `${missing} row${missing === 1 ? '' : 's'} without a target left out`;
  return [{ id: 'missing-target', columns: [target], message }];
}

/** @throws AssayError exit 3 when all rows that weigh anything have one answer */
function checkWeighed({ kind, target, classes }: Task, y: Float64Array, weights: Float64Array): void {
  const first = y[weights.findIndex((weight) => weight > 0)];
  if (y.some((answer, row) => weights[row] > 0 && answer !== first)) return;
  throw dataError(
    'ASSAY_ONE_CLASS',
    kind === 'regression'
      ? `--weights is 0 in every row of the target "${target}" but where it is ${first}`
      : `only class ${classes[first]} of the target "${target}" has weight: --weights is 0 in all other rows`,
    'nothing can be learnt from it: name another column, or leave --weights out',
  );
}

/**
 * Makes the problem that the modelling steps work on.
 * @throws AssayError exit 2: an unknown column, a task, positive class or role that does not fit; exit 3: no rows, one
 * class, a target of dates, weight in one class alone, a role with missing cells, no usable column left
 */
export function makeProblem({ table, spellings }: ProblemData, options: ProblemOptions): MadeProblem {
  const chosen = resolveOptions(table.names, options);
  if (table.nRows === 0)
    throw dataError('ASSAY_NO_ROWS', 'the data has a header and no rows', 'add rows to it');
  const { target } = chosen;
  const { task, answers, notes } = readTarget(table.column(target), spellings.get(target), options);
  const { features, leftOut } = chooseFeatures(table, chosen);
  const answered = answeredRows(answers);
  const rows = chosen.time === null ? answered : sortByTime(table.column(chosen.time), answered);
  const others = table.select(table.names.filter((name) => name !== target));
  const everything = inFileOrder(rows, table.nRows) ? others : others.take(rows);
  const rowIds = sharedUints(rows.length);
  rowIds.set(rows);
  const missingTarget = table.nRows - rows.length;
  const y = gather(answers, rows);
  const weights = chosen.weights === null ? null : readWeights(table.column(chosen.weights), rows);
  if (weights) checkWeighed(task, y, weights);
  const time = chosen.time === null ? null : everything.column(chosen.time);
  const until = chosen.until === null ? null : readUntil(table.column(chosen.until), time, rows);
  const folds = chosen.foldColumn === null ? null : numberFolds(table.column(chosen.foldColumn), rows);
  return {
    problem: {
      task,
      table: everything.select(features),
      y,
      rowIds,
      leftOut,
      groups: chosen.groups === null ? null : numberGroups(table.column(chosen.groups), rows),
      time: time !== null && isNumeric(time) ? time.values : null,
      ...(time?.type === 'date' ? { timeIsDate: true } : {}),
      ...(until ? { until } : {}),
      ...(options.inTime ? { inTime: options.inTime } : {}),
      ...(folds ? { foldOfRow: folds } : {}),
      weights,
      costs: options.cost ? readCosts(options.cost, task, y, table, rows) : null,
    },
    everything,
    notes: [...notes, ...missingTargetNote(target, missingTarget), ...keptTextNotes(table, chosen)],
    missingTarget,
  };
}

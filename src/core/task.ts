/**
 * What is to be predicted: the kind of task, the classes in order, and the answer for every usable row.
 *
 * A Problem is the whole of what evaluation sees: features, answers, the file's row numbers. Rows whose target is
 * missing are no longer in it.
 */
import { type ColumnType, fromHandle, type Table, type TableHandle, toHandle } from './table.js';

export type TaskKind = 'binary' | 'multiclass' | 'regression';

export interface Task {
  readonly kind: TaskKind;
  readonly target: string;
  /** The labels in their order (numbers by value, else by code unit); empty for regression. */
  readonly classes: readonly string[];
  /** Index of the positive class in `classes`; null unless binary. */
  readonly positive: number | null;
}

export const isClassification = (task: Task) => task.kind !== 'regression';

/** How many columns a prediction has: one p for each class, or the value. */
export const nOutputs = (task: Task) => (task.kind === 'regression' ? 1 : task.classes.length);

export interface LeftOut {
  readonly column: string;
  /** `constant`, `all missing`, `id-like`, `too many levels`, `text`, `--drop`, `groups`, … as shown to people. */
  readonly why: string;
}

/** Rows that run in time, by its column or in their order; what folds leave out around tested rows. */
export interface InTime {
  readonly splitter: 'time' | 'purged';
  /** `24` rows or `7d`, as the splitters have them. */
  readonly gap: string;
  readonly embargo: string;
}

export interface Problem {
  readonly task: Task;
  /** The features alone, usable rows only. */
  readonly table: Table;
  /** [nRows] class index, or the value for regression. Shared memory. */
  readonly y: Float64Array;
  /** [nRows] 0-based data row in the file. Shared memory. */
  readonly rowIds: Uint32Array;
  readonly leftOut: readonly LeftOut[];
  /** [nRows] group of each row when `--groups` is given, numbered by first appearance. Shared memory. */
  readonly groups: Int32Array | null;
  /** [nRows] time of each row when `--time` is given. Shared memory. */
  readonly time: Float64Array | null;
  /** Does `time` hold dates, in days? */
  readonly timeIsDate?: boolean;
  /** [nRows] until when each row reaches, from its `time` on, when `-p time.until=COL` is given. */
  readonly until?: Float64Array | null;
  /** When the folds that are scored are dealt in time. */
  readonly inTime?: InTime | null;
  /** [nRows] fold of each row, -1 for rows that always train, when `-p predefined.column=COL` is given. */
  readonly foldOfRow?: Int32Array | null;
  /** [nRows] weight of each row in fits, from 0, when `--weights` is given. Shared memory. */
  readonly weights: Float64Array | null;
  /** [nRows * classes] what answering each class costs for each row, when `--cost` is given. Shared memory. */
  readonly costs?: Float64Array | null;
}

/** What travels to a worker instead of a problem. Equal ids mean equal contents: a worker keeps what it has unpacked. */
export interface ProblemHandle {
  readonly id: string;
  readonly task: Task;
  readonly table: TableHandle;
  readonly y: SharedArrayBuffer;
  readonly weights: SharedArrayBuffer | null;
  readonly costs: SharedArrayBuffer | null;
  readonly groups: SharedArrayBuffer | null;
  readonly time: SharedArrayBuffer | null;
  readonly timeIsDate: boolean;
  readonly until: SharedArrayBuffer | null;
  readonly inTime: InTime | null;
}

/** The part of a problem that fitting and predicting may see. */
export interface TaskData {
  readonly task: Task;
  readonly table: Table;
  readonly y: Float64Array;
  /** [nRows] from 0; null or absent: all 1. */
  readonly weights?: Float64Array | null;
  /** As of a problem: for scores, and for a cut that is chosen by them. */
  readonly costs?: Float64Array | null;
  /** As of a problem: for folds inside training rows. */
  readonly groups?: Int32Array | null;
  /** As of a problem: for folds inside training rows. */
  readonly time?: Float64Array | null;
  readonly timeIsDate?: boolean;
  readonly until?: Float64Array | null;
  readonly inTime?: InTime | null;
}

let nextHandle = 0;
const handles = new WeakMap<TaskData, ProblemHandle>();

const shared = (values: Float64Array | Int32Array | null | undefined): SharedArrayBuffer | null =>
  values ? (values.buffer as SharedArrayBuffer) : null;

/** A problem's handle is always the same. */
export function problemToHandle(data: TaskData): ProblemHandle {
  const known = handles.get(data);
  if (known) return known;
  const { task, table, y, weights, costs, groups, time, until } = data;
  const handle = {
    id: `problem-${nextHandle++}`,
    task,
    table: toHandle(table),
    y: y.buffer as SharedArrayBuffer,
    weights: shared(weights),
    costs: shared(costs),
    groups: shared(groups),
    time: shared(time),
    timeIsDate: data.timeIsDate === true,
    until: shared(until),
    inTime: data.inTime ?? null,
  };
  handles.set(data, handle);
  return handle;
}

const floats = (buffer: SharedArrayBuffer | null) => buffer && new Float64Array(buffer);

export function problemFromHandle(handle: ProblemHandle): TaskData {
  const { task, table, y, weights, costs, groups, time, timeIsDate, until, inTime } = handle;
  return {
    task,
    table: fromHandle(table),
    y: new Float64Array(y),
    weights: floats(weights),
    costs: floats(costs),
    groups: groups && new Int32Array(groups),
    time: floats(time),
    timeIsDate,
    until: floats(until),
    inTime,
  };
}

/** A feature as a saved model remembers it: what a new file must hold for it. */
export interface FeatureSchema {
  readonly name: string;
  readonly type: ColumnType;
  readonly levels?: readonly string[];
}

/** Folds inside training rows: a pipeline makes its choices by predictions of rows that a fit did not see. */
import { AssayError, dataError } from './errors.js';
import { resolveParams } from './params.js';
import type { Rng } from './rng.js';
import { group } from './splitters/group.js';
import { holdOut } from './splitters/hold-out.js';
import { type Splitter, someTrainRows, type TrainRows } from './splitters/splitter.js';
import { stratified } from './splitters/stratified.js';
import { time } from './splitters/time.js';
import { gather, Table } from './table.js';
import type { Problem, TaskData } from './task.js';
import { drawHeldOut } from './trees/early-stopping.js';

/** Folds inside, where the rows allow as many. */
export const INNER_FOLDS = 5;
const LEAST_FOLDS = 2;

export interface InnerFold {
  readonly train: TrainRows;
  /** Positions in the rows that were dealt, ascending. */
  readonly tested: Uint32Array;
}

/** Numbered from 0 by first appearance. */
function numbered(ids: ArrayLike<number>): Int32Array {
  const numberOf = new Map<number, number>();
  return Int32Array.from(ids, (id) => {
    const number = numberOf.get(id) ?? numberOf.size;
    numberOf.set(id, number);
    return number;
  });
}

/** Rows that no fold may part: of one group, or one row that stands there several times. */
function groupsOf({ groups }: TaskData, rows: TrainRows): Int32Array | null {
  if (groups) return numbered(Array.from(rows, (row) => groups[row]));
  const repeats = rows.some((row, position) => position > 0 && row === rows[position - 1]);
  return repeats ? numbered(rows) : null;
}

/** The training rows as a problem of their own, as far as splitters look: of the classes that they have. */
function partOf(data: TaskData, rows: TrainRows): Problem {
  const { task, y, time: times } = data;
  const labels = gather(y, rows);
  const present = task.classes.map((_, label) => label).filter((label) => labels.includes(label));
  return {
    task: { ...task, classes: present.map((label) => task.classes[label]) },
    table: new Table(rows.length, []),
    y: labels.map((label) => present.indexOf(label)),
    rowIds: rows,
    leftOut: [],
    groups: groupsOf(data, rows),
    time: times ? gather(times, rows) : null,
    weights: null,
  };
}

/**
 * Rows of which a fit learns nothing but when to stop: the newest where the data has a time, whole groups where it has
 * groups, else the same share of each class.
 * @param rows ascending
 * @returns positions in `rows`, ascending; empty where the rows cannot be parted
 */
export function holdOutRows(data: TaskData, rows: TrainRows, share: number, rng: Rng): Uint32Array {
  const part = partOf(data, rows);
  if (!part.time && !part.groups) return drawHeldOut(data.task, gather(data.y, rows), share, rng);
  try {
    const [{ test }] = holdOut.split(part, { test_size: share }, rng, 0);
    return test;
  } catch (error) {
    if (error instanceof AssayError) return new Uint32Array(0);
    throw error;
  }
}

function splitterOf(part: Problem): Splitter {
  if (part.time) return time;
  return part.groups ? group : stratified;
}

/**
 * Five folds, fewer where the rows do not go round: in time where the data has a time, whole groups where it has groups,
 * else stratified.
 * @param rows ascending, of a classification
 * @param rngOf the stream of a number of folds
 * @throws AssayError exit 3 when not even two folds can be dealt
 */
export function innerFolds(data: TaskData, rows: TrainRows, rngOf: (folds: number) => Rng): InnerFold[] {
  const part = partOf(data, rows);
  const splitter = splitterOf(part);
  let why = '';
  for (let folds = INNER_FOLDS; folds >= LEAST_FOLDS; folds--) {
    try {
      const params = resolveParams(splitter.id, splitter.params, { folds });
      const dealt = splitter.split(part, params, rngOf(folds), 0);
      return dealt.map(({ train, test }) => ({ train: someTrainRows(rows, [...train]), tested: test }));
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
      why = error.message;
    }
  }
  throw dataError(
    'ASSAY_INNER_FOLDS',
    `a cut or a calibration is chosen on folds inside the training rows, and these cannot be dealt: ${why}`,
    'use fewer folds, or a number for --threshold and no --calibrate',
  );
}

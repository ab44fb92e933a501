/** Folds inside training rows: a pipeline makes its choices by predictions of rows that a fit did not see. */
import { AssayError, dataError } from './errors.js';
import { resolveParams } from './params.js';
import type { Rng } from './rng.js';
import { group } from './splitters/group.js';
import { holdOut } from './splitters/hold-out.js';
import { kfold } from './splitters/kfold.js';
import { numbered, partOf } from './splitters/part-of.js';
import { purged } from './splitters/purged.js';
import { type Splitter, someTrainRows, type TrainRows } from './splitters/splitter.js';
import { stratified } from './splitters/stratified.js';
import { time } from './splitters/time.js';
import { gather } from './table.js';
import { type InTime, isClassification, type Problem, type TaskData } from './task.js';
import { drawHeldOut } from './trees/early-stopping.js';

/** Folds inside, where the rows allow as many. */
export const INNER_FOLDS = 5;
const LEAST_FOLDS = 2;

export interface InnerFold {
  readonly train: TrainRows;
  /** Positions in the rows that were dealt, ascending. */
  readonly tested: Uint32Array;
}

/** Of rows that stand there several times no fold may part the copies. */
function copiesOf(rows: TrainRows): Int32Array | null {
  return rows.some((row, position) => position > 0 && row === rows[position - 1]) ? numbered(rows) : null;
}

/** The training rows as a problem of their own, as far as splitters look: of the classes that they have. */
export function trainingPart(data: TaskData, rows: TrainRows): Problem {
  const plain = partOf(data, rows);
  // Without a column of time its order is that of the rows.
  const times = plain.time ?? (data.inTime ? Float64Array.from(rows) : null);
  const part = { ...plain, time: times, groups: plain.groups ?? copiesOf(rows) };
  if (!isClassification(data.task)) return part;
  const { classes } = data.task;
  const present = classes.map((_, label) => label).filter((label) => part.y.includes(label));
  return {
    ...part,
    task: { ...data.task, classes: present.map((label) => classes[label]) },
    y: part.y.map((label) => present.indexOf(label)),
  };
}

/**
 * Rows of which a fit learns nothing but when to stop: the newest where the data has a time, whole groups where it has
 * groups, else the same share of each class.
 * @param rows ascending
 * @returns positions in `rows`, ascending; empty where the rows cannot be parted
 */
export function holdOutRows(data: TaskData, rows: TrainRows, share: number, rng: Rng): Uint32Array {
  const part = trainingPart(data, rows);
  if (!part.time && !part.groups) return drawHeldOut(data.task, gather(data.y, rows), share, rng);
  try {
    const [{ test }] = holdOut.split(part, { test_size: share }, rng, 0);
    return test;
  } catch (error) {
    if (error instanceof AssayError) return new Uint32Array(0);
    throw error;
  }
}

function splitterOf(part: Problem, inTime: InTime | null): Splitter {
  if (part.time) return inTime?.splitter === 'purged' ? purged : time;
  if (part.groups) return group;
  return isClassification(part.task) ? stratified : kfold;
}

/**
 * Five folds, fewer where the rows do not go round: in time where the data has a time or its folds are dealt in it, with
 * the same room around what is tested; whole groups where it has groups; else stratified by class.
 * @param rows ascending
 * @param rngOf the stream of a number of folds
 * @throws AssayError exit 3 when not even two folds can be dealt
 */
export function innerFolds(data: TaskData, rows: TrainRows, rngOf: (folds: number) => Rng): InnerFold[] {
  const part = trainingPart(data, rows);
  const inTime = data.inTime ?? null;
  const splitter = splitterOf(part, inTime);
  const own = Object.entries(inTime ?? {}).filter(([name]) => name in splitter.params);
  let why = '';
  for (let folds = INNER_FOLDS; folds >= LEAST_FOLDS; folds--) {
    try {
      const params = resolveParams(splitter.id, splitter.params, { folds, ...Object.fromEntries(own) });
      const dealt = splitter.split(part, params, rngOf(folds), 0);
      return dealt.map(({ train, test }) => ({ train: someTrainRows(rows, [...train]), tested: test }));
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
      why = error.message;
    }
  }
  throw dataError(
    'ASSAY_INNER_FOLDS',
    `a cut, a calibration or --conformal cv+ needs folds inside the training rows, and these cannot be dealt: ${why}`,
    `${inTime || part.time ? 'fewer' : 'more'} folds (-k) leave more rows to train on; else give a number for --threshold, no --calibrate and no --conformal`,
  );
}

/** Folds in files: a CSV with a column `fold` (and `repeat`), a line per data row, in order. Both are 0-based. */

import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { runtimeError, usageError } from '../core/errors.js';
import type { Options } from '../core/schemas/options.js';
import { shownNames } from '../core/shown-names.js';
import type { Fold } from '../core/splitters/splitter.js';
import { whyFailed } from '../core/system-words.js';
import { isNumeric } from '../core/table.js';
import { readData } from '../data/read.js';
import type { Context } from './context.js';
import type { PreparedModelling } from './modelling.js';

const NO_FOLD = -1;

/** Folds that a version was given, out of its options.json. @throws AssayError exit 2 when it holds none */
function keptSplits(path: string): number[][] {
  let kept: Options | null = null;
  try {
    kept = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // As a file of another kind: it holds no folds.
  }
  const splits = kept?.schema === 'assay/options/1' ? kept.modelling?.splits : null;
  if (splits) return splits;
  throw usageError(
    'ASSAY_SPLITS_FORM',
    `--splits ${path}: no version's options with folds in them`,
    'options.json holds folds when the version was given some: name a CSV with a column fold',
  );
}

/**
 * @param path a CSV, or the options.json of a version that was given folds
 * @returns [repeat][data row] fold; -1 (or a blank cell): the row takes no part; a file of one column needs no header
 * @throws AssayError exit 2 when the file has no such columns or holds something else
 */
export async function readSplits(path: string): Promise<number[][]> {
  if (basename(path) === 'options.json') return keptSplits(path);
  const { table, format } = await readData({ path, delimiter: null, header: null, na: [], types: [] });
  const lonely = table.columns.length === 1 && format.kind === 'csv' && !format.header;
  const whole = (name: string): number[] | null => {
    const column =
      lonely && name === 'fold' ? table.columns[0] : table.columns.find((one) => one.name === name);
    if (!column) return null;
    if (!isNumeric(column) || !column.integer) {
      throw usageError(
        'ASSAY_SPLITS_FORM',
        `--splits ${path}: the column ${name} holds more than whole numbers`,
        'number the folds 0, 1, 2, …',
      );
    }
    return Array.from(column.values, (value) => (Number.isNaN(value) ? NO_FOLD : value));
  };
  const folds = whole('fold');
  if (!folds)
    throw usageError(
      'ASSAY_SPLITS_FORM',
      `--splits ${path} has no column fold`,
      `its columns are ${shownNames(table.names)}`,
    );
  const repeatOf = whole('repeat') ?? folds.map(() => 0);
  const broken = folds.findIndex((fold, line) => fold < NO_FOLD || repeatOf[line] < 0);
  if (broken >= 0) {
    throw usageError(
      'ASSAY_SPLITS_FORM',
      `--splits ${path}: data row ${broken} has fold ${folds[broken]} and repeat ${repeatOf[broken] < 0 ? 'blank or below 0' : repeatOf[broken]}`,
      'number repeats 0, 1, 2, … in every line, folds too (-1 or blank: the row takes no part)',
    );
  }
  const repeats: number[][] = [];
  folds.forEach((fold, line) => {
    repeats[repeatOf[line]] ??= [];
    repeats[repeatOf[line]].push(fold);
  });
  if (repeats.length === 0 || repeats.includes(undefined as never)) {
    throw usageError(
      'ASSAY_SPLITS_FORM',
      `--splits ${path}: the repeats are not numbered 0, 1, 2, …`,
      'number them from 0',
    );
  }
  return repeats;
}

type SaveTarget = NonNullable<Context['saveSplits']>;

/** The fold that tests each row of a repeat, -1 for none; null when a row is tested twice. */
function assignmentOf(folds: readonly Fold[], nRows: number): Int32Array | null {
  const assignment = new Int32Array(nRows).fill(NO_FOLD);
  for (const { fold, test } of folds) {
    for (const row of test) {
      if (assignment[row] !== NO_FOLD) return null;
      assignment[row] = fold;
    }
  }
  return assignment;
}

/** Does each repeat part its rows, every fold training on the rows of all others? Then one number a row tells it all. */
function arePartitions(folds: readonly Fold[], nRows: number): boolean {
  const repeats = [...new Set(folds.map(({ repeat }) => repeat))];
  return repeats.every((repeat) => {
    const own = folds.filter((fold) => fold.repeat === repeat);
    const assignment = assignmentOf(own, nRows);
    if (assignment === null || own.length < 2) return false;
    const nTested = assignment.reduce((sum, fold) => sum + (fold === NO_FOLD ? 0 : 1), 0);
    return own.every(
      ({ train, test }) =>
        new Set(train).size === train.length &&
        train.length + test.length === nTested &&
        train.every((row) => assignment[row] !== NO_FOLD),
    );
  });
}

/** @throws AssayError exit 2 when the folds are no partition, the file exists, or its folder does not */
export function checkSaveSplits(
  { path, overwrite }: SaveTarget,
  folds: readonly Fold[],
  nRows: number,
): void {
  if (!arePartitions(folds, nRows)) {
    throw usageError(
      'ASSAY_SPLITS_PROTOCOL',
      '--save-splits: these folds are no partition of the rows, so that one number a row cannot tell them',
      'the same options deal them again, and results.json has their hash; stratified, kfold and group can be saved',
    );
  }
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory()) {
    throw usageError('ASSAY_OUTPUT_FOLDER', `--save-splits ${path}: that is a folder`, 'name a file in it');
  }
  if (stat && !overwrite) {
    throw usageError(
      'ASSAY_OUTPUT_EXISTS',
      `--save-splits ${path}: the file exists`,
      'add -y to overwrite it',
    );
  }
  const folder = dirname(resolve(path));
  if (existsSync(folder)) return;
  throw usageError(
    'ASSAY_OUTPUT_FOLDER',
    `--save-splits ${path}: there is no folder ${folder}`,
    'make it first',
  );
}

/** Writes the folds of a prepared step; gzipped when the name ends in `.gz`. @throws AssayError exit 1 */
export function saveSplits(
  { path }: SaveTarget,
  prepared: Pick<PreparedModelling, 'loaded' | 'folds'>,
): void {
  const { loaded, folds } = prepared;
  const repeats = folds.reduce((most, { repeat }) => Math.max(most, repeat + 1), 0);
  const lines = Array.from({ length: repeats }, () =>
    new Array<string>(loaded.file.table.nRows).fill(String(NO_FOLD)),
  );
  for (const { repeat, fold, test } of folds) {
    for (const row of test) lines[repeat][loaded.problem.rowIds[row]] = String(fold);
  }
  const text =
    repeats === 1
      ? `fold\n${lines[0].join('\n')}\n`
      : `repeat,fold\n${lines.flatMap((rows, repeat) => rows.map((fold) => `${repeat},${fold}`)).join('\n')}\n`;
  try {
    writeFileSync(path, path.endsWith('.gz') ? gzipSync(text) : text);
  } catch (cause) {
    throw runtimeError(
      'ASSAY_SPLITS_WRITE',
      `cannot write ${path}: ${whyFailed(cause)}`,
      'is there room, and may you write?',
      cause,
    );
  }
}

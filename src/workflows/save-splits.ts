/** `--save-splits`: the folds of a step as a file that `--splits` reads (read-splits.ts). */
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { runtimeError, usageError } from '../core/errors.js';
import type { Fold } from '../core/splitters/splitter.js';
import { whyFailed } from '../core/system-words.js';
import type { Context } from './context.js';
import type { PreparedModelling } from './modelling.js';

const NO_FOLD = -1;

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

/** @throws AssayError exit 2 when the file exists, or its folder does not */
export function checkSaveSplits({ path, overwrite }: SaveTarget): void {
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

type Dealt = Pick<PreparedModelling, 'loaded' | 'folds'>;

/** One number a data row: the fold that tests it. */
function assignedText({ loaded, folds }: Dealt): string {
  const repeats = folds.reduce((most, { repeat }) => Math.max(most, repeat + 1), 0);
  const lines = Array.from({ length: repeats }, () =>
    new Array<string>(loaded.file.table.nRows).fill(String(NO_FOLD)),
  );
  for (const { repeat, fold, test } of folds) {
    for (const row of test) lines[repeat][loaded.problem.rowIds[row]] = String(fold);
  }
  if (repeats === 1) return `fold\n${lines[0].join('\n')}\n`;
  const all = lines.flatMap((rows, repeat) => rows.map((fold) => `${repeat},${fold}`));
  return `repeat,fold\n${all.join('\n')}\n`;
}

/** A line for each row of each fold. */
function listedText({ loaded, folds }: Dealt): string {
  const { rowIds } = loaded.problem;
  const listed = folds.flatMap(({ repeat, fold, train, test }) => {
    const linesOf = (rows: Uint32Array, part: string) =>
      Array.from(rows, (row) => `${repeat},${fold},${rowIds[row]},${part}`);
    return [...linesOf(train, 'train'), ...linesOf(test, 'test')];
  });
  return `repeat,fold,row,part\n${listed.join('\n')}\n`;
}

/** Writes the folds of a prepared step; gzipped when the name ends in `.gz`. @throws AssayError exit 1 */
export function saveSplits({ path }: SaveTarget, dealt: Dealt): void {
  const isAssigned = arePartitions(dealt.folds, dealt.loaded.problem.y.length);
  const text = isAssigned ? assignedText(dealt) : listedText(dealt);
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

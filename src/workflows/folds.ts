/** Which splitter deals the folds of a step, the folds themselves, and their hash. */
import { createHash } from 'node:crypto';
import { usageError } from '../core/errors.js';
import { stream } from '../core/rng.js';
import { rowOrder } from '../core/row-order.js';
import type { ModellingOptions, Options } from '../core/schemas/options.js';
import { givenFolds } from '../core/splitters/given.js';
import { splitters } from '../core/splitters/list.js';
import type { Fold, Splitter } from '../core/splitters/splitter.js';
import { gatherUints } from '../core/table.js';
import { isClassification, type Problem, type Task } from '../core/task.js';

type SplitChoice = Pick<ModellingOptions, 'splits' | 'time' | 'groups'> & {
  readonly splitter: string | null;
};

/** @throws AssayError exit 2 for a splitter that would deal rows against what else is asked for */
function checkSplitter(id: string, task: Task, { time }: SplitChoice): void {
  if (time && id !== 'time' && id !== 'hold-out') {
    throw usageError(
      'ASSAY_SPLITTER',
      `--splitter ${id} does not keep to --time`,
      'leave --splitter out: --time implies --splitter time',
    );
  }
  if (id === 'stratified' && !isClassification(task)) {
    throw usageError(
      'ASSAY_SPLITTER_TASK',
      `--splitter stratified needs classes; ${task.target} is a number`,
      'leave --splitter out: kfold is the default then',
    );
  }
}

/** The id of the splitter: as typed, else by the step and the task. @throws AssayError exit 2 for an unknown id */
export function chooseSplitter(step: Options['step'], task: Task, draft: SplitChoice): string {
  if (draft.splits) return 'given';
  if (draft.splitter === 'given') return 'given';
  if (draft.splitter) {
    const { id } = splitters.get(draft.splitter);
    checkSplitter(id, task, draft);
    return id;
  }
  if (step === 'train') return 'hold-out';
  if (draft.time) return 'time';
  if (draft.groups) return 'group';
  return isClassification(task) ? 'stratified' : 'kfold';
}

/** The folds of all repeats. They depend on (split seed, splitter, repeat) and the data alone. */
export function dealFolds(
  problem: Problem,
  options: ModellingOptions,
  nDataRows: number,
): { folds: Fold[]; protocol: Splitter['protocol'] } {
  if (options.splits) {
    return {
      folds: options.splits.flatMap((lines, repeat) => givenFolds(problem, lines, nDataRows, repeat)),
      protocol: 'given',
    };
  }
  const splitter = splitters.get(options.splitter);
  if (splitter.id === 'hold-out' && options.test_size === 0)
    return { folds: [], protocol: splitter.protocol };
  const params = {
    ...options.splitter_params,
    folds: options.folds,
    ...(options.test_size === null ? {} : { test_size: options.test_size }),
  };
  const folds = Array.from({ length: options.repeats }, (_, repeat) =>
    splitter.split(problem, params, stream(options.split_seed, `folds/${splitter.id}`, repeat), repeat),
  );
  return { folds: folds.flat(), protocol: splitter.protocol };
}

/**
 * Equal folds of equal rows, equal hash: over all folds repeat, fold, the number of test rows, those, the number of
 * training rows, those; rows as the file numbers them, ascending, all as little-endian 32-bit words.
 */
export function hashFolds({ rowIds }: Problem, folds: readonly Fold[]): string {
  const hash = createHash('sha256');
  const add = (words: Uint32Array) =>
    hash.update(new Uint8Array(words.buffer, words.byteOffset, words.byteLength));
  for (const { repeat, fold, train, test } of folds) {
    add(Uint32Array.of(repeat, fold));
    for (const rows of [test, train]) {
      add(Uint32Array.of(rows.length));
      const numbers = gatherUints(rowIds, rows);
      add(gatherUints(numbers, rowOrder(numbers)));
    }
  }
  return hash.digest('hex');
}

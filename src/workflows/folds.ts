/** Which splitter deals the folds of a step, the folds themselves, and their hash. */
import { createHash } from 'node:crypto';
import { usageError } from '../core/errors.js';
import { checkParam, type Params } from '../core/params.js';
import { stream } from '../core/rng.js';
import { rowOrder } from '../core/row-order.js';
import type { ModellingOptions, Options } from '../core/schemas/options.js';
import { givenFolds } from '../core/splitters/given.js';
import { splitterFor, splitters } from '../core/splitters/list.js';
import { areListed, listedFolds } from '../core/splitters/listed.js';
import type { Fold, Protocol, Splitter } from '../core/splitters/splitter.js';
import { gatherUints } from '../core/table.js';
import { isClassification, type Problem, type Task } from '../core/task.js';

type SplitChoice = Pick<ModellingOptions, 'splits' | 'time' | 'groups'> & {
  readonly splitter: string | null;
};

const KEEPS_TO_TIME: readonly Protocol[] = ['time', 'purged', 'hold-out', 'given'];

/** @throws AssayError exit 2 for a splitter that would deal rows against what else is asked for */
function checkSplitter({ id, protocol, needsClasses }: Splitter, task: Task, { time }: SplitChoice): void {
  if (time && !KEEPS_TO_TIME.includes(protocol)) {
    throw usageError(
      'ASSAY_SPLITTER',
      `--splitter ${id} does not keep to --time`,
      'leave --splitter out: --time implies --splitter time',
    );
  }
  if (needsClasses && !isClassification(task)) {
    const other = id.replace('stratified-', '');
    throw usageError(
      'ASSAY_SPLITTER_TASK',
      `--splitter ${id} needs classes; ${task.target} is a number`,
      `use --splitter ${other}`,
    );
  }
}

/** @throws AssayError exit 2 where folds are scored one by one, or many times */
function checkEstimate({ id, estimate }: Splitter, step: Options['step']): void {
  if (!estimate || step === 'cv' || (estimate === 'pooled' && step === 'tune')) return;
  throw usageError(
    'ASSAY_SPLITTER_STEP',
    `--splitter ${id} is not for ${step}: ${estimate === 'pooled' ? 'its folds have no score of their own' : 'its score needs a fit on all rows'}`,
    'leave --splitter out, or use it with cv',
  );
}

/** @throws AssayError exit 2 for repeats that would all be the same */
function checkRepeats({ id, isRandom }: Splitter, repeats: number): void {
  if (isRandom || repeats === 1) return;
  throw usageError(
    'ASSAY_SAME_REPEATS',
    `--splitter ${id} deals the same folds in every repeat`,
    'leave --repeats out',
  );
}

/** @throws AssayError exit 2 for a size that the splitter takes no notice of */
function checkTestSize({ id, params }: Splitter, testSize: number | null): void {
  if (testSize === null) return;
  if (params.test_size) {
    checkParam(id, 'test_size', params.test_size, testSize);
    return;
  }
  throw usageError(
    'ASSAY_TEST_SIZE',
    `--splitter ${id} takes no --test-size: its folds say what is tested`,
    'leave it out, or use --splitter shuffle',
  );
}

/** The id of the splitter: as typed, else by the step and the task. @throws AssayError exit 2 for an unknown id */
export function chooseSplitter(step: Options['step'], task: Task, draft: SplitChoice): string {
  if (draft.splits) return 'given';
  if (draft.splitter === 'given') return 'given';
  if (draft.splitter) {
    const splitter = splitterFor(draft.splitter);
    checkSplitter(splitter, task, draft);
    checkEstimate(splitter, step);
    return splitter.id;
  }
  if (step === 'train') return 'hold-out';
  if (draft.time) return 'time';
  if (draft.groups) return 'group';
  return isClassification(task) ? 'stratified' : 'kfold';
}

/** What a splitter is given: its own parameters, and the options that are parameters of most. */
export function splitParams({ params }: Splitter, options: ModellingOptions): Params {
  const defaults = Object.entries(params).map(([name, spec]) => [name, spec.default]);
  return {
    ...Object.fromEntries(defaults),
    ...options.splitter_params,
    folds: options.folds,
    ...(options.test_size === null ? {} : { test_size: options.test_size }),
  };
}

/** The folds of all repeats. They depend on (split seed, splitter, repeat) and the data alone. */
export function dealFolds(
  problem: Problem,
  options: ModellingOptions,
  nDataRows: number,
): { folds: Fold[]; protocol: Protocol } {
  const { splits } = options;
  if (splits) {
    const folds = areListed(splits)
      ? listedFolds(problem, splits, nDataRows)
      : splits.flatMap((lines, repeat) => givenFolds(problem, lines, nDataRows, repeat));
    return { folds, protocol: 'given' };
  }
  const splitter = splitters.get(options.splitter);
  if (splitter.id === 'hold-out' && options.test_size === 0)
    return { folds: [], protocol: splitter.protocol };
  checkRepeats(splitter, options.repeats);
  checkTestSize(splitter, options.test_size);
  const params = splitParams(splitter, options);
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

/**
 * Folds inside the training rows of a fold, dealt as the fold itself was: where `--nested` searches. They are of rows of the
 * whole problem: so the table crosses to the workers once, and the bins of an inner fold are shelved like
 * those of an outer one.
 */
import { AssayError, usageError } from '../core/errors.js';
import { stream } from '../core/rng.js';
import type { ModellingOptions } from '../core/schemas/options.js';
import { splitters } from '../core/splitters/list.js';
import { partOf } from '../core/splitters/part-of.js';
import { type Fold, foldWithin } from '../core/splitters/splitter.js';
import type { Problem } from '../core/task.js';
import { splitParams } from './folds.js';

/** @throws AssayError exit 2 for folds that cannot be dealt again inside themselves */
export function checkNestable({ splitter, splits }: ModellingOptions): void {
  const known = splits === null && splitters.has(splitter) ? splitters.get(splitter) : null;
  if (known && 'folds' in known.params && known.estimate === undefined) return;
  throw usageError(
    'ASSAY_NESTED_SPLITTER',
    `--nested deals folds inside folds, which ${splits ? '--splits' : `--splitter ${splitter}`} cannot`,
    'use a splitter with -k folds, such as stratified, group or time',
  );
}

/**
 * @param outer its training rows are dealt; its number places the folds among those of others
 * @throws AssayError as the splitter, saying where
 */
export function nestedFolds(problem: Problem, options: ModellingOptions, outer: Fold, folds: number): Fold[] {
  const { repeat, fold, train } = outer;
  const splitter = splitters.get(options.splitter);
  const params = { ...splitParams(splitter, options), folds };
  const rng = stream(options.split_seed, `nested/${splitter.id}`, repeat, fold);
  try {
    const inside = splitter.split(partOf(problem, train), params, rng, repeat);
    return inside.map((one) => foldWithin(train, { ...one, fold: fold * folds + one.fold }));
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    const { exitCode, code, message } = error;
    throw new AssayError(exitCode, code, `inside fold ${fold + 1}: ${message}`, '--nested with fewer folds');
  }
}

/** `--slices` of the steps that fit: which columns, and the rows that their folds tested. */
import { usageError } from '../core/errors.js';
import type { ScoredFold } from '../core/evaluation.js';
import { poolFolds } from '../core/intervals/pool-folds.js';
import type { ModellingOptions } from '../core/schemas/options.js';
import type { Slices } from '../core/schemas/slices.js';
import { chooseSlices, chooseSlicesBut, slicesText } from '../core/slices/choose-slices.js';
import type { Task } from '../core/task.js';
import type { DataFile } from '../data/data-file.js';
import type { Context } from './context.js';
import type { PreparedModelling } from './modelling.js';
import { scoreSlices } from './slices.js';

type Typed = Pick<ModellingOptions, 'slices'>;

/**
 * `--slices` of a step that fits, resolved.
 * @param isScored whether anything is
 * @throws AssayError exit 2 for an unknown column, the target, or nothing to score
 */
export function resolveSlices(
  { slices }: Typed,
  { table }: DataFile,
  { target }: Task,
  isScored: boolean,
): Typed {
  if (slices === undefined) return {};
  if (!isScored) {
    throw usageError(
      'ASSAY_NOT_SCORED',
      '--slices parts what is scored, and nothing is with --test-size 0',
      'leave one of the two out',
    );
  }
  return { slices: slicesText(chooseSlicesBut(target, slices, table.names)) };
}

/** The slices of a step over the out-of-fold rows of its first repeat; nothing when none are asked for. */
export async function sliceFolded(
  { loaded, options, by, spec }: PreparedModelling,
  folds: readonly ScoredFold[],
  context: Context,
): Promise<{ slices?: Slices }> {
  if (options.slices === undefined || folds.length === 0) return {};
  const { problem, everything } = loaded;
  const { columns, isSearched } = chooseSlices(options.slices, everything.names);
  const first = folds.filter(({ fold }) => fold.repeat === 0);
  const request = {
    table: everything,
    tableRows: Uint32Array.from(first.flatMap(({ fold }) => [...fold.test])),
    columns,
    searched: isSearched ? problem.table.names : null,
  };
  return { slices: await scoreSlices(request, poolFolds(problem, folds), by, spec.seed, context) };
}

/** Folds from a file: `--splits`. The assignment is an option of the run, one number a data row of the file. */
import { dataError, usageError } from '../errors.js';
import { counted } from '../shown-numbers.js';
import type { Problem } from '../task.js';
import { type Fold, foldFromAssignment } from './splitter.js';

/** The file skips a number, or the data lacks the target of all rows of a fold. */
const emptyFold = (fold: number, foldOfDataRow: readonly number[]) =>
  foldOfDataRow.includes(fold)
    ? dataError(
        'ASSAY_EMPTY_FOLD',
        `fold ${fold} of --splits has no usable row`,
        'rows without a target are left out',
      )
    : usageError('ASSAY_EMPTY_FOLD', `fold ${fold} of --splits has no row`, 'number the folds 0, 1, 2, …');

/**
 * The folds of one repeat.
 * @param foldOfDataRow [data rows of the file] fold, 0-based; -1: the row takes no part
 * @throws AssayError exit 2 when the length is not the file's, for fewer than two folds or a number that is skipped; exit 3 when
 *   no row of a fold is usable
 */
export function givenFolds(
  problem: Problem,
  foldOfDataRow: readonly number[],
  nDataRows: number,
  repeat: number,
): Fold[] {
  if (foldOfDataRow.length !== nDataRows) {
    throw usageError(
      'ASSAY_SPLITS_LENGTH',
      `--splits has ${foldOfDataRow.length} lines for repeat ${repeat}, the data has ${nDataRows} rows`,
      'it needs a line per data row, in order',
    );
  }
  const assignment = Int32Array.from(problem.rowIds, (row) => foldOfDataRow[row]);
  const folds = assignment.reduce((most, fold) => Math.max(most, fold + 1), 0);
  const present = new Set(assignment);
  for (let fold = 0; fold < folds; fold++) if (!present.has(fold)) throw emptyFold(fold, foldOfDataRow);
  if (folds < 2) {
    const found = counted(folds, 'fold');
    throw usageError('ASSAY_FEW_FOLDS', `--splits has ${found}`, 'it needs two or more');
  }
  return Array.from({ length: folds }, (_, fold) => foldFromAssignment(assignment, repeat, fold));
}

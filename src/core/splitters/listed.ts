/** Folds from a file that names the rows of each: what one number a row cannot tell. */
import { dataError, usageError } from '../errors.js';
import type { GivenSplits, ListedFold } from '../schemas/options.js';
import type { Problem } from '../task.js';
import { type Fold, makeFold } from './splitter.js';

/** Is every fold named with its rows? */
export const areListed = (splits: GivenSplits): splits is ListedFold[] =>
  splits.length > 0 && !Array.isArray(splits[0]);

const nameOf = ({ repeat, fold }: ListedFold) => `fold ${fold} of repeat ${repeat}`;

/** @throws AssayError exit 2 for a row that the data lacks, or that is tested twice or trained on too */
function checkListed(listed: ListedFold, nDataRows: number): void {
  const { train, test } = listed;
  const stray = [...train, ...test].find((row) => row < 0 || row >= nDataRows);
  if (stray !== undefined) {
    throw usageError(
      'ASSAY_SPLITS_LENGTH',
      `--splits: ${nameOf(listed)} names row ${stray}, the data has rows 0 to ${nDataRows - 1}`,
      'rows are numbered as in the data file, from 0',
    );
  }
  const tested = new Set(test);
  const both = train.find((row) => tested.has(row));
  if (both === undefined && tested.size === test.length) return;
  throw usageError(
    'ASSAY_SPLITS_FORM',
    both === undefined
      ? `--splits: ${nameOf(listed)} tests a row twice`
      : `--splits: ${nameOf(listed)} trains on row ${both} and tests it`,
    'a tested row stands once in its fold; a training row may stand there again',
  );
}

/**
 * @param listed rows as the file numbers them; those without a target, or otherwise unusable, are left out
 * @throws AssayError exit 2 for rows that the data lacks or that stand on both sides, exit 3 when a side has no usable row
 */
export function listedFolds({ rowIds }: Problem, listed: readonly ListedFold[], nDataRows: number): Fold[] {
  const positionOf = new Map(Array.from(rowIds, (row, position) => [row, position]));
  const usable = (rows: readonly number[]) =>
    rows.map((row) => positionOf.get(row)).filter((position) => position !== undefined);
  return listed.map((one) => {
    checkListed(one, nDataRows);
    const [train, test] = [usable(one.train), usable(one.test)];
    if (train.length > 0 && test.length > 0) return makeFold(one.repeat, one.fold, train, test);
    throw dataError(
      'ASSAY_EMPTY_FOLD',
      `${nameOf(one)} of --splits has no usable row to ${test.length === 0 ? 'test' : 'train on'}`,
      'rows without a target are left out',
    );
  });
}

/**
 * Rows that are tested although an equal row trains: a model that remembers them scores better than it will on new rows.
 */
import { equalRowSets } from '../row-hash.js';
import type { Check, CheckInput, Finding } from './check.js';
import { countTested, shareText, testedWithTwin } from './tested-rows.js';

function find({ problem, folds }: CheckInput): Finding[] {
  const { table } = problem;
  if (folds.length === 0) return [];
  const rows = testedWithTwin(folds, equalRowSets(table.columns, table.nRows));
  if (rows.length === 0) return [];
  const share = shareText(rows.length, countTested(folds, table.nRows));
  const message = `${share} equal a training row of their fold in every feature`;
  return [{ id: 'duplicates-across-folds', columns: [], message, rows }];
}

export const duplicatesAcrossFolds: Check = {
  id: 'duplicates-across-folds',
  summary: 'test rows that equal a training row of their fold',
  find,
};

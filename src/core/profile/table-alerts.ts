/** Alerts about rows and the target: repeated rows, imbalance, rare classes, columns that give the target away. */
import { targetCopy } from '../checks/target-copy.js';
import { targetSum } from '../checks/target-sum.js';
import { equalRows } from '../duplicates.js';
import { idClause } from '../left-out.js';
import type { MadeProblem } from '../problem.js';
import type { Alert, EdaResults, TargetProfile } from '../schemas/eda.js';
import type { Table } from '../table.js';
import { makeAlert, percent } from './column-alerts.js';

const IMBALANCED = 0.2;
const RARE_ROWS = 10;
const LEAK_CHECKS = [targetCopy, targetSum];

type Duplicates = EdaResults['duplicates'];

/** Repeats of the whole table, id-like columns aside. */
function tableDuplicates(table: Table): Duplicates {
  const columns = table.columns.filter((column) => idClause(column, table.nRows) === null);
  const sets = equalRows(columns, table.nRows);
  return { repeated_rows: sets.reduce((sum, set) => sum + set.length - 1, 0), conflicting_sets: null };
}

/** Sets equal but for the target: how many rows repeat an earlier one, and how many sets disagree. */
function problemDuplicates({ problem, everything }: MadeProblem): Duplicates {
  const columns = everything.columns.filter((column) => idClause(column, everything.nRows) === null);
  let repeated = 0;
  let conflicting = 0;
  for (const set of equalRows(columns, everything.nRows)) {
    const answers = new Set(Array.from(set, (row) => problem.y[row]));
    repeated += set.length - answers.size;
    if (answers.size > 1) conflicting++;
  }
  return { repeated_rows: repeated, conflicting_sets: conflicting };
}

export const countDuplicates = (table: Table, made: MadeProblem | null): Duplicates =>
  made === null ? tableDuplicates(table) : problemDuplicates(made);

export function duplicateAlerts({ repeated_rows, conflicting_sets }: Duplicates): Alert[] {
  if (repeated_rows === 0 && !conflicting_sets) return [];
  const repeated = `${repeated_rows} repeated row${repeated_rows === 1 ? '' : 's'}`;
  const sets =
    conflicting_sets === 1
      ? '1 set of equal rows disagrees'
      : `${conflicting_sets} sets of equal rows disagree`;
  const message = conflicting_sets ? `${repeated}; ${sets} on the target` : repeated;
  return [makeAlert('duplicates', 'warning', [], message)];
}

/** Imbalance (the smallest of two classes under 20 %) and classes too small to split. */
export function targetAlerts(target: TargetProfile): Alert[] {
  const alerts: Alert[] = [];
  const smallest = target.classes.reduce<TargetProfile['classes'][number] | null>(
    (least, one) => (least === null || one.rows < least.rows ? one : least),
    null,
  );
  if (smallest === null) return [];
  const fair = target.task === 'binary' ? IMBALANCED : (IMBALANCED * 2) / target.classes.length;
  if (smallest.share < fair) {
    const message = `"${smallest.label}" has ${percent(smallest.share)} of the rows; accuracy says little: assay imbalance`;
    alerts.push(makeAlert('imbalance', 'warning', [target.column], message));
  }
  for (const { label, rows } of target.classes) {
    if (rows >= RARE_ROWS) continue;
    const message = `class "${label}" has ${rows} row${rows === 1 ? '' : 's'}: too few for many folds`;
    alerts.push(makeAlert('rare-class', 'warning', [target.column], message));
  }
  return alerts;
}

/** Columns that give the target away. */
export function leakAlerts({ problem, everything }: MadeProblem): Alert[] {
  return LEAK_CHECKS.flatMap((check) =>
    check
      .find({ problem, everything, folds: [], protocol: 'none' })
      .map((finding) => makeAlert(finding.id, 'error', finding.columns, finding.message)),
  );
}

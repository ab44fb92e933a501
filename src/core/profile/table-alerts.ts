/** Alerts about rows and the target: repeated rows, imbalance, rare classes, columns that give the target away. */
import { targetCopy } from '../checks/target-copy.js';
import { targetSum } from '../checks/target-sum.js';
import { timeOrdered } from '../checks/time-ordered.js';
import { idClause } from '../left-out.js';
import type { MadeProblem } from '../problem.js';
import { equalRowSets, repeatedRows } from '../row-hash.js';
import type { Alert, EdaResults, TargetProfile } from '../schemas/eda.js';
import { count, counted, percent } from '../shown-numbers.js';
import type { Column, Table } from '../table.js';
import { makeAlert } from './column-alerts.js';

const IMBALANCED = 0.2;
const RARE_ROWS = 10;
/** What would inflate a score, as far as it shows before any split, and how grave it is. */
const LEAK_CHECKS = [
  { check: targetCopy, severity: 'error' },
  { check: targetSum, severity: 'error' },
  { check: timeOrdered, severity: 'warning' },
] as const;

type Duplicates = EdaResults['duplicates'];

const withoutIds = ({ columns, nRows }: Table) =>
  columns.filter((column) => idClause(column, nRows) === null);

/** Repeats of the whole table, id-like columns aside. */
function tableDuplicates(table: Table): Duplicates {
  const repeated = repeatedRows(equalRowSets(withoutIds(table), table.nRows));
  return { repeated_rows: repeated.length, conflicting_sets: null };
}

/** How many sets hold rows of different answers. */
function countConflicts(setOf: Int32Array, y: Float64Array): number {
  const answerOf = new Float64Array(setOf.length).fill(Number.NaN);
  const conflicting = new Set<number>();
  setOf.forEach((set, row) => {
    if (Number.isNaN(answerOf[set])) answerOf[set] = y[row];
    else if (answerOf[set] !== y[row]) conflicting.add(set);
  });
  return conflicting.size;
}

/** Rows that equal an earlier one, target included, and sets that are equal but for the target. */
function problemDuplicates({ problem, everything }: MadeProblem): Duplicates {
  const { y } = problem;
  const setOf = equalRowSets(withoutIds(everything), everything.nRows);
  const pairs = [Float64Array.from(setOf), y].map(
    (values): Column => ({ name: '', type: 'number', values, integer: false }),
  );
  const repeated = repeatedRows(equalRowSets(pairs, y.length));
  return { repeated_rows: repeated.length, conflicting_sets: countConflicts(setOf, y) };
}

export const countDuplicates = (table: Table, made: MadeProblem | null): Duplicates =>
  made === null ? tableDuplicates(table) : problemDuplicates(made);

export function duplicateAlerts({ repeated_rows, conflicting_sets }: Duplicates): Alert[] {
  if (repeated_rows === 0 && !conflicting_sets) return [];
  const repeated = counted(repeated_rows, 'repeated row');
  const sets =
    conflicting_sets === 1
      ? '1 set of equal rows disagrees'
      : `${count(conflicting_sets ?? 0)} sets of equal rows disagree`;
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
    const message = `"${smallest.label}" has ${percent(smallest.share)} of the rows; accuracy says little`;
    alerts.push(makeAlert('imbalance', 'warning', [target.column], message));
  }
  for (const { label, rows } of target.classes) {
    if (rows >= RARE_ROWS) continue;
    const message = `class "${label}" has ${counted(rows, 'row')}: too few for many folds`;
    alerts.push(makeAlert('rare-class', 'warning', [target.column], message));
  }
  return alerts;
}

/** Columns that give the target away, and rows that run in time. */
export function leakAlerts({ problem, everything }: MadeProblem): Alert[] {
  return LEAK_CHECKS.flatMap(({ check, severity }) =>
    check
      .find({ problem, everything, folds: [], protocol: 'none' })
      .map((finding) => makeAlert(finding.id, severity, finding.columns, finding.message)),
  );
}

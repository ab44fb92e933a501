/** `eda`: the profile of a table, alone or against a target. Pure: equal input gives equal results. */
import { argsort } from '../argsort.js';
import { whyUseless } from '../left-out.js';
import type { MadeProblem } from '../problem.js';
import type { Alert, ColumnProfile, EdaResults, TargetProfile } from '../schemas/eda.js';
import type { Warning } from '../schemas/metric-value.js';
import type { Table } from '../table.js';
import { associate } from './associate.js';
import { columnAlerts, neighbourAlerts } from './column-alerts.js';
import { describeColumn } from './describe-column.js';
import { countDuplicates, duplicateAlerts, leakAlerts, targetAlerts } from './table-alerts.js';

const GRAVITY: Readonly<Record<Alert['severity'], number>> = { error: 0, warning: 1, note: 2 };

type OrderOf = (values: Float64Array) => Uint32Array;

/** Sorts each column once. */
function rememberOrders(): OrderOf {
  const known = new Map<Float64Array, Uint32Array>();
  return (values) => {
    let order = known.get(values);
    if (!order) {
      order = argsort(values);
      known.set(values, order);
    }
    return order;
  };
}

function profileColumns(table: Table, made: MadeProblem | null, orderOf: OrderOf): ColumnProfile[] {
  const reasons = new Map(made?.problem.leftOut.map(({ column, why }) => [column, why]));
  return table.columns.map((column) => {
    const isTarget = column.name === made?.problem.task.target;
    const why = made === null ? whyUseless(column, table.nRows) : (reasons.get(column.name) ?? null);
    return {
      ...describeColumn(column, orderOf),
      role: isTarget ? 'target' : why === null ? 'feature' : 'left-out',
      left_out: why,
    };
  });
}

function profileTarget({ problem, missingTarget }: MadeProblem): TargetProfile {
  const { task, y } = problem;
  const counts = task.classes.map(() => 0);
  if (counts.length > 0) for (const label of y) counts[label]++;
  return {
    column: task.target,
    task: task.kind,
    rows: y.length,
    missing: missingTarget,
    classes: task.classes.map((label, i) => ({ label, rows: counts[i], share: counts[i] / y.length })),
    positive: task.positive === null ? null : task.classes[task.positive],
  };
}

/**
 * @param table every column and row of the file
 * @param made the problem made from it, or null when no target is given
 * @param context what else results.json holds
 */
export function profile(
  table: Table,
  made: MadeProblem | null,
  context: { readonly seed: number; readonly warnings: readonly Warning[] },
): EdaResults {
  const orderOf = rememberOrders();
  const columns = profileColumns(table, made, orderOf);
  const target = made === null ? null : profileTarget(made);
  const duplicates = countDuplicates(table, made);
  const alerts = [
    ...(made === null ? [] : leakAlerts(made)),
    ...columnAlerts(table, columns),
    ...duplicateAlerts(duplicates),
    ...(target === null ? [] : targetAlerts(target)),
    ...neighbourAlerts(table, columns, orderOf),
  ];
  return {
    schema: 'assay/results-eda/1',
    step: 'eda',
    seed: context.seed,
    warnings: [...context.warnings],
    rows: table.nRows,
    columns,
    target,
    duplicates,
    alerts: alerts.sort((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity]),
    associations: made === null ? [] : associate(made.problem, orderOf),
  };
}

/**
 * Two columns whose sum is the target on all rows, as `casual` + `registered` = `cnt`. All pairs are tried; a few rows
 * spread over the table refuse nearly all of them at once.
 */
import { isNumeric, type NumericColumn } from '../table.js';
import type { Check, Finding } from './check.js';
import { numbersOfTarget } from './target-copy.js';

const PROBES = 16;
/** Rounding of decimals that were added before they were written. */
const RELATIVE_ERROR = 1e-9;

function addsUp(a: number, b: number, target: number): boolean {
  const size = Math.max(Math.abs(a), Math.abs(b), Math.abs(target));
  return Math.abs(a + b - target) <= RELATIVE_ERROR * size;
}

/** Up to 16 rows spread over the table: where the target is 0, many columns are, so other rows come first. */
function probeRows(target: Float64Array): number[] {
  const rows: number[] = [];
  const step = Math.max(1, Math.floor(target.length / PROBES));
  for (let row = 0; row < target.length; row += step) rows.push(row);
  return rows.sort((a, b) => Number(target[a] === 0) - Number(target[b] === 0) || a - b);
}

function sumsToTarget(a: Float64Array, b: Float64Array, target: Float64Array, probes: readonly number[]) {
  for (const row of probes) if (!addsUp(a[row], b[row], target[row])) return false;
  for (let row = 0; row < target.length; row++) if (!addsUp(a[row], b[row], target[row])) return false;
  return true;
}

/** A column of zeros adds nothing: the other one is a copy, which is another finding. */
const holdsValues = (column: NumericColumn) => column.values.some((value) => value !== 0);

/** O(columns^2), and O(rows) for each pair found. */
export const targetSum: Check = {
  id: 'target-sum',
  summary: 'two columns whose sum equals the target on all rows',
  find({ problem }): Finding[] {
    const target = numbersOfTarget(problem);
    if (target.length === 0) return [];
    const name = problem.task.target;
    const probes = probeRows(target);
    const columns = problem.table.columns.filter(
      (column): column is NumericColumn =>
        isNumeric(column) && column.type === 'number' && holdsValues(column),
    );
    const findings: Finding[] = [];
    for (let i = 0; i < columns.length; i++) {
      for (let j = i + 1; j < columns.length; j++) {
        if (!sumsToTarget(columns[i].values, columns[j].values, target, probes)) continue;
        const pair = [columns[i].name, columns[j].name];
        const message = `"${pair[0]}" + "${pair[1]}" equals the target "${name}" on all rows: --drop ${pair.join(',')}`;
        findings.push({ id: 'target-sum', columns: pair, message });
      }
    }
    return findings;
  },
};

/** Alerts about one column, or about neighbours: read off its description. */
import { idClause } from '../left-out.js';
import type { Alert, ColumnProfile } from '../schemas/eda.js';
import { percent } from '../shown-numbers.js';
import { type Column, isNumeric, type Table } from '../table.js';
import { alertAdvice } from './alert-advice.js';
import { spearman } from './rank-association.js';

const MANY_MISSING = 0.5;
const SKEWED = 5;
const MAX_CODES = 10;
const ROWS_PER_CODE = 20;
const CORRELATED = 0.9;

/** An alert about columns; none: about the whole table. */
export const makeAlert = (
  id: string,
  severity: Alert['severity'],
  columns: readonly string[],
  message: string,
): Alert => ({ id, column: columns[0] ?? null, columns: [...columns], severity, message });

/** An alert about one column: what was found, and what to do about it. */
const columnAlert = (id: string, severity: Alert['severity'], name: string, finding: string): Alert =>
  makeAlert(id, severity, [name], finding + alertAdvice(id, [name]));

/** The alert for a column left out because it looks useless. */
function uselessAlert(
  column: Column,
  { left_out, distinct, name }: ColumnProfile,
  nRows: number,
): Alert | null {
  const alert = (id: string, finding: string) => columnAlert(id, 'warning', name, finding);
  if (left_out === 'constant') return alert('constant', 'one value in all rows');
  if (left_out === 'all missing') return alert('all-missing', 'no cell is filled');
  if (left_out === 'id-like') return alert('id-like', idClause(column, nRows) ?? '');
  return left_out === 'too many levels' ? alert('many-levels', `${distinct} levels of text`) : null;
}

/** Few whole numbers from 0 or more, many rows each, are often codes. */
function looksCoded(column: Column, { distinct, quantiles }: ColumnProfile, nRows: number): boolean {
  if (column.type !== 'number' || !column.integer || distinct < 3 || distinct > MAX_CODES) return false;
  return Number(quantiles?.min) >= 0 && nRows >= ROWS_PER_CODE * distinct;
}

function contentAlerts(column: Column, profile: ColumnProfile, nRows: number): Alert[] {
  const { name, missing, skewness, distinct } = profile;
  const alerts: Alert[] = [];
  if (missing > MANY_MISSING * nRows && missing < nRows) {
    const finding = `${percent(missing / nRows)} of the cells are missing`;
    alerts.push(columnAlert('mostly-missing', 'warning', name, finding));
  }
  if (profile.role === 'left-out') return alerts;
  if (looksCoded(column, profile, nRows)) {
    alerts.push(columnAlert('code-like', 'note', name, `${distinct} whole numbers`));
  }
  if (skewness !== null && Math.abs(skewness) > SKEWED && distinct > 2) {
    alerts.push(columnAlert('skewed', 'note', name, `skewness ${skewness.toFixed(1)}`));
  }
  return alerts;
}

/** Alerts of each column by itself, in file order; the target's usefulness is not in question. */
export function columnAlerts(table: Table, profiles: readonly ColumnProfile[]): Alert[] {
  return table.columns.flatMap((column, i) => {
    const profile = profiles[i];
    if (profile.role === 'target') return [];
    const useless = uselessAlert(column, profile, table.nRows);
    return [...(useless ? [useless] : []), ...contentAlerts(column, profile, table.nRows)];
  });
}

/** Number features that stand side by side and tell nearly the same. O(rows) a pair. */
export function neighbourAlerts(
  table: Table,
  profiles: readonly ColumnProfile[],
  orderOf: (values: Float64Array) => Uint32Array,
): Alert[] {
  const alerts: Alert[] = [];
  for (let i = 1; i < table.columns.length; i++) {
    const [a, b] = [table.columns[i - 1], table.columns[i]];
    if (!isNumeric(a) || !isNumeric(b)) continue;
    if (profiles[i - 1].role !== 'feature' || profiles[i].role !== 'feature') continue;
    const rho = spearman(a.values, orderOf(a.values), b.values, orderOf(b.values));
    if (rho === null || Math.abs(rho) < CORRELATED) continue;
    const message = `${a.name} and ${b.name} tell nearly the same: Spearman ${rho.toFixed(2)}`;
    alerts.push(makeAlert('correlated', 'note', [a.name, b.name], message));
  }
  return alerts;
}

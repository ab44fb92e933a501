/**
 * Random folds on rows that run in time: a model is then fitted on rows from after those it is scored on. Two signs: a
 * date column that never falls through the file, and, weaker, any date column with many distinct times.
 */
import { isNumeric, type NumericColumn } from '../table.js';
import type { Check, CheckInput, Finding } from './check.js';

const MIN_ROWS = 20;
const MIN_SHARE_PRESENT = 0.9;

interface Times {
  readonly column: string;
  readonly runs: boolean;
}

/** null when the column does not date the rows: too few cells, or too few distinct times. */
function timesOf({ name, values }: NumericColumn): Times | null {
  const present = values.filter((value) => !Number.isNaN(value));
  if (present.length < Math.max(MIN_ROWS, MIN_SHARE_PRESENT * values.length)) return null;
  if (new Set(present).size < MIN_ROWS) return null;
  return { column: name, runs: present.every((value, i) => i === 0 || value >= present[i - 1]) };
}

function find({ problem, everything, protocol }: CheckInput): Finding[] {
  if (problem.time || (protocol !== 'random' && protocol !== 'hold-out')) return [];
  const dates = everything.columns.filter((column) => isNumeric(column) && column.type === 'date');
  const times = dates.map((column) => timesOf(column as NumericColumn)).filter((found) => found !== null);
  if (times.length === 0) return [];
  const running = times.filter(({ runs }) => runs);
  const [{ column }] = running.length ? running : times;
  const sign = running.length
    ? `the rows run in time by ${column}, and random folds train on rows from after those they test`
    : `the rows are dated by ${column}, and random folds may train on rows from after those they test`;
  const message = `${sign}; if new rows will be later ones, use --time ${column}`;
  return [{ id: 'time-ordered', columns: (running.length ? running : times).map((t) => t.column), message }];
}

export const timeOrdered: Check = {
  id: 'time-ordered',
  summary: 'random folds on rows that run in time',
  find,
};

/**
 * Random folds on rows that run in time: a model is then fitted on rows from after those it is scored on. The sign is a
 * date column that never falls (or never rises) through the file; a date in any other order, say of birth, is none.
 */
import { isNumeric, type NumericColumn } from '../table.js';
import type { Check, CheckInput, Finding } from './check.js';

const MIN_ROWS = 20;
const MIN_SHARE_PRESENT = 0.9;
/** `none`: nothing is split yet, and the advice comes in time. */
const FORGETS_TIME = new Set<CheckInput['protocol']>([
  'random',
  'leave-out',
  'bootstrap',
  'hold-out',
  'none',
]);

/** Does the column date the rows in their order: enough cells, enough distinct times, one direction? */
function runsInTime({ values }: NumericColumn): boolean {
  const present = values.filter((value) => !Number.isNaN(value));
  if (present.length < Math.max(MIN_ROWS, MIN_SHARE_PRESENT * values.length)) return false;
  if (new Set(present).size < MIN_ROWS) return false;
  const never = (wrong: (a: number, b: number) => boolean) =>
    present.every((value, i) => i === 0 || !wrong(present[i - 1], value));
  return never((before, after) => after < before) || never((before, after) => after > before);
}

function find({ problem, everything, protocol }: CheckInput): Finding[] {
  if (problem.time || !FORGETS_TIME.has(protocol)) return [];
  const columns = everything.columns
    .filter(
      (column): column is NumericColumn => isNumeric(column) && column.type === 'date' && runsInTime(column),
    )
    .map(({ name }) => name);
  if (columns.length === 0) return [];
  const [column] = columns;
  const message = `the rows run in time by ${column}, and random folds train on rows from after those they test; if new rows will be later ones, use --time ${column}`;
  return [{ id: 'time-ordered', columns, message }];
}

export const timeOrdered: Check = {
  id: 'time-ordered',
  summary: 'random folds on rows that run in time',
  find,
};

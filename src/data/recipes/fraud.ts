/** Recipe `fraud`: card payments, one in two hundred a fraud. */
import { stream } from '../../core/rng.js';
import type { Table } from '../../core/table.js';
import { type ColumnSpec, columnsOf, fillTable } from './fill-table.js';
import { type Payment, paymentsOf } from './payment.js';
import type { Recipe, RecipeOptions } from './recipe.js';

const FIRST_PAYMENT = 7000001;

const { number, date, word } = columnsOf<Payment>();

const COLUMNS: readonly ColumnSpec<Payment>[] = [
  number('payment_id', (_, row) => FIRST_PAYMENT + row),
  date('day', ({ day }) => day),
  number('hour', ({ hour }) => hour),
  number('amount', ({ amount }) => amount),
  number('times_usual', ({ ratio }) => ratio),
  word('shop', ({ shop }) => shop),
  word('entry', ({ entry }) => entry),
  word('abroad', ({ abroad }) => abroad),
  word('device', ({ device }) => device),
  number('account_days', ({ accountDays }) => accountDays),
  number('minutes_since_last', ({ minutesSince }) => minutesSince),
  number('attempts', ({ attempts }) => attempts),
  number('km_from_last', ({ kilometres }) => kilometres),
  number('fraud', ({ isFraud }) => Number(isFraud)),
];

/**
 * The table: 14 columns, 0.5 % frauds; rows run in time.
 * @param options rows >= 1; seed any whole number
 */
function generate({ rows, seed }: RecipeOptions): Table {
  return fillTable(COLUMNS, rows, paymentsOf(stream(seed, 'recipe/fraud')));
}

export const fraud: Recipe = {
  id: 'fraud',
  summary: 'card payments in order of time: 0.5 % frauds, some of which leave no trace',
  target: 'fraud',
  defaults: { rows: 20000, seed: 42 },
  generate,
};

/** Recipe `customers`: four segments that overlap, and outliers among them. See datasets/customers.md. */
import { stream } from '../../core/rng.js';
import type { Table } from '../../core/table.js';
import { type Customer, drawCustomer } from './customer.js';
import { type ColumnSpec, columnsOf, fillTable } from './fill-table.js';
import type { Recipe, RecipeOptions } from './recipe.js';

const FIRST_CUSTOMER = 200001;

const { number, word } = columnsOf<Customer>();

const COLUMNS: readonly ColumnSpec<Customer>[] = [
  number('customer_id', (_, row) => FIRST_CUSTOMER + row),
  number('age', ({ age }) => age),
  word('region', ({ region }) => region),
  word('came_by', ({ channel }) => channel),
  word('newsletter', ({ newsletter }) => newsletter),
  number('tenure_months', ({ tenure }) => tenure),
  number('days_since_last', ({ recency }) => recency),
  number('visits', ({ visits }) => visits),
  number('basket', ({ basket }) => basket),
  number('spend', ({ spend }) => spend),
  number('discount_percent', ({ discount }) => discount),
  number('online_percent', ({ online }) => online),
  number('returned_percent', ({ returned }) => returned),
  word('segment', ({ segment }) => segment),
  number('outlier', ({ isOutlier }) => Number(isOutlier)),
];

/**
 * The table: 15 columns, four segments, 1 % outliers.
 * @param options rows >= 1; seed any whole number
 */
function generate({ rows, seed }: RecipeOptions): Table {
  const rng = stream(seed, 'recipe/customers');
  return fillTable(COLUMNS, rows, () => drawCustomer(rng));
}

export const customers: Recipe = {
  id: 'customers',
  summary: 'how customers buy: four overlapping segments, and 1 % outliers marked in a column of their own',
  target: 'segment',
  defaults: { rows: 2000, seed: 42 },
  generate,
};

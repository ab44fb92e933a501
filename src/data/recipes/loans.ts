/** Recipe `loans`: will a borrower default next month, given six months of payments? See datasets/loans.md. */
import { stream } from '../../core/rng.js';
import type { Table } from '../../core/table.js';
import { type Borrower, drawBorrower, MONTHS } from './borrower.js';
import { type ColumnSpec, columnsOf, fillTable } from './fill-table.js';
import type { Recipe, RecipeOptions } from './recipe.js';

const FIRST_CUSTOMER = 1001;

const { number, date, word } = columnsOf<Borrower>();

/** `name_1` (the newest month) … `name_6`. */
const monthly = (name: string, of: (borrower: Borrower) => readonly number[]): ColumnSpec<Borrower>[] =>
  Array.from({ length: MONTHS }, (_, month) =>
    number(`${name}_${month + 1}`, (borrower) => of(borrower)[month]),
  );

const COLUMNS: readonly ColumnSpec<Borrower>[] = [
  number('customer_id', (_, row) => FIRST_CUSTOMER + row),
  date('opened', ({ opened }) => opened),
  number('credit_limit', ({ limit }) => limit),
  number('age', ({ age }) => age),
  number('income', ({ income }) => income),
  word('employment', ({ employment }) => employment),
  word('education', ({ education }) => education),
  word('marital', ({ marital }) => marital),
  word('region', ({ region }) => region),
  word('purpose', ({ purpose }) => purpose),
  number('utilisation', ({ bills, limit }) => Math.round((100 * bills[0]) / limit)),
  ...monthly('pay_status', ({ late }) => late),
  ...monthly('bill', ({ bills }) => bills),
  ...monthly('paid', ({ paid }) => paid),
  number('default', ({ defaulted }) => (defaulted ? 1 : 0)),
];

/**
 * The table: 30 columns, about 22 % defaults.
 * @param options rows >= 1; seed any whole number
 */
function generate({ rows, seed }: RecipeOptions): Table {
  const rng = stream(seed, 'recipe/loans');
  return fillTable(COLUMNS, rows, () => drawBorrower(rng));
}

export const loans: Recipe = {
  id: 'loans',
  summary: 'credit default with six months of payments: 22 % positives, mixed types, missing cells',
  target: 'default',
  defaults: { rows: 3000, seed: 42 },
  generate,
};

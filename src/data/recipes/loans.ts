/** Recipe `loans`: will a borrower default next month, given six months of payments? See datasets/loans.md. */
import { codedColumn, numericColumn } from '../../core/make-column.js';
import { stream } from '../../core/rng.js';
import { type Column, Table } from '../../core/table.js';
import { type Borrower, drawBorrower, MONTHS } from './borrower.js';
import type { Recipe, RecipeOptions } from './recipe.js';

const FIRST_CUSTOMER = 1001;

interface NumberSpec {
  readonly name: string;
  readonly type: 'number' | 'date';
  readonly of: (borrower: Borrower, row: number) => number | null;
}

interface WordSpec {
  readonly name: string;
  readonly type: 'category';
  readonly of: (borrower: Borrower) => string | null;
}

const number = (name: string, of: NumberSpec['of']): NumberSpec => ({ name, type: 'number', of });
const word = (name: string, of: WordSpec['of']): WordSpec => ({ name, type: 'category', of });

/** `name_1` (the newest month) … `name_6`. */
const monthly = (name: string, of: (borrower: Borrower) => readonly number[]): NumberSpec[] =>
  Array.from({ length: MONTHS }, (_, month) =>
    number(`${name}_${month + 1}`, (borrower) => of(borrower)[month]),
  );

const COLUMNS: readonly (NumberSpec | WordSpec)[] = [
  number('customer_id', (_, row) => FIRST_CUSTOMER + row),
  { name: 'opened', type: 'date', of: ({ opened }) => opened },
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

/** A column that fills row by row, so that the borrowers themselves need not be kept. */
function startColumn(spec: NumberSpec | WordSpec, rows: number) {
  if (spec.type === 'category') {
    const cells: (string | null)[] = new Array(rows);
    return {
      put: (borrower: Borrower, row: number) => {
        cells[row] = spec.of(borrower);
      },
      finish: (): Column => codedColumn(spec.name, cells),
    };
  }
  const cells = new Float64Array(rows);
  return {
    put: (borrower: Borrower, row: number) => {
      cells[row] = spec.of(borrower, row) ?? Number.NaN;
    },
    finish: (): Column => numericColumn(spec.name, cells, spec.type),
  };
}

/**
 * The table: 30 columns, about 22 % defaults.
 * @param options rows >= 1; seed any whole number
 */
function generate({ rows, seed }: RecipeOptions): Table {
  const rng = stream(seed, 'recipe/loans');
  const started = COLUMNS.map((spec) => startColumn(spec, rows));
  for (let row = 0; row < rows; row++) {
    const borrower = drawBorrower(rng);
    for (const column of started) column.put(borrower, row);
  }
  return new Table(
    rows,
    started.map((column) => column.finish()),
  );
}

export const loans: Recipe = {
  id: 'loans',
  summary: 'credit default with six months of payments: 22 % positives, mixed types, missing cells',
  target: 'default',
  defaults: { rows: 3000, seed: 42 },
  generate,
};

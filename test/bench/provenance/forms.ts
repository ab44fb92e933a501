/** Forms in which a table may come back: those that are to be recognised, those that are not, and those known to be missed. */
import { stream } from '../../../src/core/rng.js';
import { type Column, isNumeric, type NumericColumn, Table } from '../../../src/core/table.js';

/** What is to come of a form: an alarm, none, or none although a sampler made its rows. */
export type Wanted = 'alarm' | 'silence' | 'known miss';

/** What a form is made from: the written table, its source, rows like the source's, or the source with them. */
export type Origin = 'written' | 'source' | 'others' | 'grown';

export interface Form {
  readonly name: string;
  readonly of: Origin;
  readonly wanted: Wanted;
  readonly parquet?: true;
  make(table: Table): Table;
}

const SEED = 5;

const rowsOf = ({ nRows }: Table) => Uint32Array.from({ length: nRows }, (_, row) => row);

const shuffled = (table: Table) => table.take(stream(SEED, 'bench provenance').shuffle(rowsOf(table)));

/** Every so many rows of the shuffled table. */
const partOf = (share: number) => (table: Table) =>
  table.take(
    stream(SEED, 'bench provenance')
      .shuffle(rowsOf(table))
      .subarray(0, Math.ceil(share * table.nRows)),
  );

const withColumns = (table: Table, change: (column: Column, i: number) => Column) =>
  new Table(table.nRows, table.columns.map(change));

const renamed = (table: Table) =>
  new Table(table.nRows, table.columns.map((column, i) => ({ ...column, name: `column_${i}` })).reverse());

function roundedColumn(column: Column): Column {
  if (!isNumeric(column)) return column;
  const values = column.values.map((value) => Number(value.toPrecision(2)));
  return { ...column, values, integer: false };
}

/** Levels as numbers, as encoders write them. */
function encodedColumn(column: Column): Column {
  if (isNumeric(column)) return column;
  const values = Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : code + 1000));
  return { name: column.name, type: 'number', values, integer: true };
}

const numbered = (table: Table): Table => {
  const values = Float64Array.from(rowsOf(table), (row) => row + 1);
  const added: NumericColumn = { name: 'row_number', type: 'number', values, integer: true };
  return new Table(table.nRows, [...table.columns, added]);
};

const withoutFirst = ({ nRows, columns }: Table) => new Table(nRows, columns.slice(1));

const asItIs = (table: Table) => table;

export const FORMS: readonly Form[] = [
  { name: 'as written', of: 'written', wanted: 'alarm', make: asItIs },
  { name: 'shuffled', of: 'written', wanted: 'alarm', make: shuffled },
  { name: 'columns renamed and turned round', of: 'written', wanted: 'alarm', make: renamed },
  { name: 'as Parquet', of: 'written', wanted: 'alarm', parquet: true, make: asItIs },
  { name: 'shuffled, as Parquet', of: 'written', wanted: 'alarm', parquet: true, make: shuffled },
  { name: '80 % of the rows', of: 'written', wanted: 'alarm', make: partOf(0.8) },
  { name: 'half of the rows', of: 'written', wanted: 'alarm', make: partOf(0.5) },
  { name: '30 % of the rows', of: 'written', wanted: 'alarm', make: partOf(0.3) },
  { name: 'the source', of: 'source', wanted: 'silence', make: asItIs },
  { name: 'the source, shuffled', of: 'source', wanted: 'silence', make: shuffled },
  { name: 'the source, as Parquet', of: 'source', wanted: 'silence', parquet: true, make: asItIs },
  { name: '80 % of the source', of: 'source', wanted: 'silence', make: partOf(0.8) },
  { name: 'half of the source', of: 'source', wanted: 'silence', make: partOf(0.5) },
  { name: 'as many other rows of its file', of: 'others', wanted: 'silence', make: asItIs },
  { name: 'a tenth of those', of: 'others', wanted: 'silence', make: partOf(0.1) },
  { name: 'the source and as many other rows', of: 'grown', wanted: 'silence', make: asItIs },
  {
    name: 'numbers rounded to two digits',
    of: 'written',
    wanted: 'known miss',
    make: (table) => withColumns(table, roundedColumn),
  },
  {
    name: 'categories as numbers',
    of: 'written',
    wanted: 'known miss',
    make: (table) => withColumns(table, encodedColumn),
  },
  { name: 'a column added', of: 'written', wanted: 'known miss', make: numbered },
  { name: 'a column left out', of: 'written', wanted: 'known miss', make: withoutFirst },
];

/** From records, drawn one after the other, to a table: a column says what it takes of each record. */
import { codedColumn, numericColumn } from '../../core/make-column.js';
import { type Column, Table } from '../../core/table.js';

interface NumberSpec<T> {
  readonly name: string;
  readonly type: 'number' | 'date';
  readonly of: (record: T, row: number) => number | null;
}

interface WordSpec<T> {
  readonly name: string;
  readonly type: 'category';
  readonly of: (record: T) => string | null;
}

export type ColumnSpec<T> = NumberSpec<T> | WordSpec<T>;

/** The ways to say what a column takes; null is a missing cell. */
export const columnsOf = <T>() => ({
  number: (name: string, of: NumberSpec<T>['of']): ColumnSpec<T> => ({ name, type: 'number', of }),
  /** Days since 1970. */
  date: (name: string, of: NumberSpec<T>['of']): ColumnSpec<T> => ({ name, type: 'date', of }),
  word: (name: string, of: WordSpec<T>['of']): ColumnSpec<T> => ({ name, type: 'category', of }),
});

/** A column that fills row by row, so that the records themselves need not be kept. */
function startColumn<T>(spec: ColumnSpec<T>, rows: number) {
  if (spec.type === 'category') {
    const cells: (string | null)[] = new Array(rows);
    return {
      put: (record: T, row: number) => {
        cells[row] = spec.of(record);
      },
      finish: (): Column => codedColumn(spec.name, cells),
    };
  }
  const cells = new Float64Array(rows);
  return {
    put: (record: T, row: number) => {
      cells[row] = spec.of(record, row) ?? Number.NaN;
    },
    finish: (): Column => numericColumn(spec.name, cells, spec.type),
  };
}

/** @param rows at least 1  @param draw the next record */
export function fillTable<T>(columns: readonly ColumnSpec<T>[], rows: number, draw: () => T): Table {
  const started = columns.map((spec) => startColumn(spec, rows));
  for (let row = 0; row < rows; row++) {
    const record = draw();
    for (const column of started) column.put(record, row);
  }
  return new Table(
    rows,
    started.map((column) => column.finish()),
  );
}

/** `validate`: a table against a schema or the built-in checks. */
import type { TableSchema, ValidationFailure } from './schemas/validate.js';
import { closest } from './suggest.js';
import type { Table } from './table.js';
import { checkWithoutSchema } from './validation/built-in.js';
import { checkColumn } from './validation/column-rules.js';
import { columnFailure, type Failure, rowsWhere } from './validation/failure.js';

export interface Validation {
  /** No failure is an error. */
  readonly valid: boolean;
  /** Errors first, then in order of columns: what results.json holds. */
  readonly failures: ValidationFailure[];
  /** For each failure, every row concerned, ascending: `validate` writes them to files. */
  readonly badRows: readonly Uint32Array[];
}

/** The rows that any failure names, ascending. */
export function namedRows({ badRows }: Pick<Validation, 'badRows'>, nRows: number): Uint32Array {
  const isNamed = new Uint8Array(nRows);
  for (const rows of badRows) for (const row of rows) isNamed[row] = 1;
  return rowsWhere(nRows, (row) => isNamed[row] === 1);
}

function absentColumn(name: string, names: readonly string[]): Failure {
  const near = closest(name, names);
  const message = `the column is not there${near === undefined ? '' : `; is it "${near}"?`}`;
  return columnFailure({ rule: 'required', severity: 'error', message }, name);
}

function checkRowCount(
  { nRows }: Table,
  { min_rows: least = 0, max_rows: most = nRows }: TableSchema,
): Failure[] {
  const fail = (rule: string, message: string) => columnFailure({ rule, severity: 'error', message }, null);
  if (nRows < least) return [fail('min_rows', `${nRows} rows, at least ${least} are wanted`)];
  return nRows > most ? [fail('max_rows', `${nRows} rows, at most ${most} are wanted`)] : [];
}

function checkWithSchema(table: Table, schema: TableSchema): Failure[] {
  const failures = checkRowCount(table, schema);
  for (const [name, rule] of Object.entries(schema.columns)) {
    if (table.has(name)) failures.push(...checkColumn(table.column(name), table.nRows, rule));
    else if (rule.required) failures.push(absentColumn(name, table.names));
  }
  if (schema.other_columns) return failures;
  const message = 'the schema does not name this column';
  for (const name of table.names) {
    if (Object.hasOwn(schema.columns, name)) continue;
    failures.push(columnFailure({ rule: 'other_columns', severity: 'error', message }, name));
  }
  return failures;
}

/**
 * Checks a table.
 * @param schema its rules, or null for the built-in checks
 */
export function checkTable(table: Table, schema: TableSchema | null): Validation {
  const found = schema === null ? checkWithoutSchema(table) : checkWithSchema(table, schema);
  const failures = [
    ...found.filter(({ severity }) => severity === 'error'),
    ...found.filter(({ severity }) => severity === 'warning'),
  ];
  return {
    valid: failures.every(({ severity }) => severity !== 'error'),
    failures: failures.map(({ badRows: _, ...failure }) => failure),
    badRows: failures.map(({ badRows }) => badRows),
  };
}

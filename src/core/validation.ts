/** `validate`: a table against a schema or the built-in checks, and a schema inferred from a table. */

import { idClause } from './left-out.js';
import type { ColumnRule, TableSchema, ValidationFailure } from './schemas/validate.js';
import { closest } from './suggest.js';
import { type Column, countMissing, type Table } from './table.js';
import { checkWithoutSchema } from './validation/built-in.js';
import { checkColumn } from './validation/column-rules.js';
import { columnFailure, type Failure } from './validation/failure.js';

export interface Validation {
  /** No failure is an error. */
  readonly valid: boolean;
  /** Errors first, then in order of columns: what results.json holds. */
  readonly failures: ValidationFailure[];
  /** For each failure, every row concerned, ascending: `validate` writes them to files. */
  readonly badRows: readonly Uint32Array[];
}

function absentColumn(name: string, names: readonly string[]): Failure {
  const near = closest(name, names);
  const message = `the column is not there${near === undefined ? '' : `; is it "${near}"?`}`;
  return columnFailure({ rule: 'required', severity: 'error', message }, name);
}

function checkWithSchema(table: Table, schema: TableSchema): Failure[] {
  const failures: Failure[] = [];
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

/** The missing share allowed: none stays none, else the next whole percent. */
function allowedMissing(column: Column, nRows: number): number {
  return nRows === 0 ? 1 : Math.ceil((100 * countMissing(column)) / nRows) / 100;
}

/** A schema that this table meets: types, missing shares, and uniqueness of id-like columns. */
export function inferRules(table: Table): TableSchema {
  const ruleOf = (column: Column): ColumnRule => ({
    type: column.type,
    required: true,
    max_missing: allowedMissing(column, table.nRows),
    unique: idClause(column, table.nRows) !== null,
  });
  return {
    schema: 'assay/table-schema/1',
    columns: Object.fromEntries(table.columns.map((column) => [column.name, ruleOf(column)])),
    other_columns: true,
  };
}

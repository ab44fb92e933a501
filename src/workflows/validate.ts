/** `validate`: the built-in checks, or a table schema's rules. */
import { cellValue } from '../core/cell-value.js';
import { runtimeError } from '../core/errors.js';
import { numericColumn } from '../core/make-column.js';
import type { Options } from '../core/schemas/options.js';
import type { TableSchema, ValidateResults } from '../core/schemas/validate.js';
import { Table } from '../core/table.js';
import { inferRules } from '../core/validation/infer.js';
import { checkTable, namedRows, type Validation } from '../core/validation.js';
import type { DataFile } from '../data/data-file.js';
import { csvCell, csvChunks } from '../data/write-csv.js';
import type { Context } from './context.js';
import { dataRecord, readTable } from './load-problem.js';
import type { PreparedStep } from './step.js';

/** The rows that failed, as they stand in the data, with their number before them. */
function badTable({ table }: DataFile, rows: Uint32Array): Table {
  const taken = table.take(rows);
  const number = numericColumn(table.has('row') ? 'data_row' : 'row', Float64Array.from(rows));
  return new Table(rows.length, [number, ...taken.columns]);
}

/** bad_rows.csv: a line for each row of each failure. */
function* badRowLines({ table }: DataFile, { failures, badRows }: Validation): Generator<string> {
  yield 'row,rule,severity,column,value\n';
  for (const [i, { rule, severity, column: name }] of failures.entries()) {
    const column = name === null || !table.has(name) ? null : table.column(name);
    const between = `${rule},${severity},${name === null ? '' : csvCell(name)}`;
    for (const row of badRows[i]) {
      const value = column === null ? null : cellValue(column, row);
      yield `${row},${between},${value === null ? '' : csvCell(String(value))}\n`;
    }
  }
}

export interface PreparedValidate extends PreparedStep<ValidateResults> {
  /** What -o FILE gets: the rows that failed, as they stand in the data. */
  badRows(): Iterable<string>;
}

/** @throws AssayError exit 2 or 3 before anything is written */
export async function prepareValidate(options: Options, context: Context): Promise<PreparedValidate> {
  const { file, readSeconds, warnings } = await readTable(options, context);
  const rules = (options.validate?.rules ?? null) as TableSchema | null;
  const checked = checkTable(file.table, rules);
  const bad = namedRows(checked, file.table.nRows);
  const { valid, failures } = checked;
  return {
    step: 'validate',
    suffix: '',
    stem: file.stem,
    seed: options.seed,
    options: { ...options, format: file.format },
    data: dataRecord(file),
    parents: [],
    warnings,
    badRows: () => csvChunks(badTable(file, bad)),
    async run(sink) {
      if (bad.length > 0) await sink.write('bad_rows.csv', badRowLines(file, checked));
      return {
        results: {
          schema: 'assay/results-validate/1',
          step: 'validate',
          seed: options.seed,
          warnings: [...warnings],
          valid,
          rows: file.table.nRows,
          bad_rows: bad.length,
          failures: [...failures],
        },
        timings: { read: readSeconds },
      };
    },
  };
}

/** The schema that a data set meets as it is. */
export async function inferSchema(options: Options, context: Context): Promise<TableSchema> {
  const { file } = await readTable(options, context);
  if (file.table.nRows === 0)
    throw runtimeError('ASSAY_EMPTY', `${options.data} has no rows`, 'infer from a file that has some');
  return inferRules(file.table);
}

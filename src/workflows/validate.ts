/** `validate`: the built-in checks, or a table schema's rules. */
import { readFileSync } from 'node:fs';
import { runtimeError, usageError } from '../core/errors.js';
import type { Options } from '../core/schemas/options.js';
import type { TableSchema, ValidateResults } from '../core/schemas/validate.js';
import { checkTable, inferRules } from '../core/validation.js';
import type { Context } from './context.js';
import { dataRecord, readTable } from './load-problem.js';
import type { PreparedStep } from './step.js';

/** @throws AssayError exit 2 when the file is no table schema, naming the first key that is wrong */
export async function readTableSchema(path: string): Promise<TableSchema> {
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT')
      throw usageError(
        'ASSAY_NO_FILE',
        `no schema file "${path}"`,
        'write one: assay validate DATA --infer -o schema.json',
      );
    throw usageError(
      'ASSAY_SCHEMA_JSON',
      `${path} is no JSON: ${message}`,
      'compare: assay schema table-schema',
      cause,
    );
  }
  const { tableSchema } = await import('../core/schemas/validate.js');
  const parsed = tableSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw usageError(
    'ASSAY_SCHEMA_FORM',
    `${path}: ${issue.path.join('.') || 'the document'}: ${issue.message}`,
    'compare: assay schema table-schema',
  );
}

/** @throws AssayError exit 2 or 3 before anything is written */
export async function prepareValidate(
  options: Options,
  context: Context,
): Promise<PreparedStep<ValidateResults>> {
  const { file, readSeconds, warnings } = await readTable(options.data, options.reading, context);
  const rules = (options.validate?.rules ?? null) as TableSchema | null;
  return {
    step: 'validate',
    suffix: '',
    stem: file.stem,
    seed: options.seed,
    options,
    data: dataRecord(file),
    parents: [],
    warnings,
    async run() {
      const { valid, failures } = checkTable(file.table, rules);
      return {
        results: {
          schema: 'assay/results-validate/1',
          step: 'validate',
          seed: options.seed,
          warnings: [...warnings],
          valid,
          rows: file.table.nRows,
          failures: [...failures],
        },
        timings: { read: readSeconds },
      };
    },
  };
}

/** The schema that a data set meets as it is. */
export async function inferSchema(options: Options, context: Context): Promise<TableSchema> {
  const { file } = await readTable(options.data, options.reading, context);
  if (file.table.nRows === 0)
    throw runtimeError('ASSAY_EMPTY', `${options.data} has no rows`, 'infer from a file that has some');
  return inferRules(file.table);
}

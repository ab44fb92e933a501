/** results.json of `validate`, and the table schema that `validate --infer` writes and `--schema` reads. */
import { z } from 'zod';
import { warning } from './metric-value.js';
import { columnType } from './pieces.js';

const columnRule = z.strictObject({
  type: columnType.optional(),
  required: z.boolean().default(true).describe('the column must be there'),
  max_missing: z.number().min(0).max(1).default(1).describe('largest share of missing cells'),
  unique: z.boolean().default(false).describe('no value twice; missing cells aside'),
  min: z.number().optional().describe('least number'),
  max: z.number().optional().describe('greatest number'),
  levels: z.array(z.string()).optional().describe('the texts allowed'),
});
export type ColumnRule = z.infer<typeof columnRule>;

export const tableSchema = z.strictObject({
  schema: z.literal('assay/table-schema/1'),
  columns: z.record(z.string(), columnRule),
  other_columns: z.boolean().default(true).describe('false: a column that is not named here is a failure'),
});
export type TableSchema = z.infer<typeof tableSchema>;

const validationFailure = z.strictObject({
  rule: z.string(),
  column: z.string().nullable().describe('null: about whole rows'),
  severity: z.enum(['error', 'warning']),
  count: z.int().describe('cells, rows or columns concerned'),
  message: z.string(),
  examples: z.array(
    z.strictObject({
      row: z.int().describe('0-based data row'),
      value: z.union([z.string(), z.number(), z.null()]).describe('null: missing, or a whole row'),
    }),
  ),
});
export type ValidationFailure = z.infer<typeof validationFailure>;

export const validateResults = z.strictObject({
  schema: z.literal('assay/results-validate/1'),
  step: z.literal('validate'),
  seed: z.int(),
  warnings: z.array(warning),
  valid: z.boolean().describe('no failure is an error'),
  rows: z.int(),
  failures: z.array(validationFailure).describe('errors first'),
});
export type ValidateResults = z.infer<typeof validateResults>;

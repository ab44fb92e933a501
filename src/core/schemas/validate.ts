/** results.json of `validate`, and the table schema that `validate --infer` writes and `--schema` reads. */
import { z } from 'zod';
import { warning } from './metric-value.js';
import { columnType } from './pieces.js';

const bound = z.union([z.number(), z.string()]);

const columnRule = z.strictObject({
  type: columnType.optional(),
  required: z.boolean().default(true).describe('the column must be there'),
  max_missing: z.number().min(0).max(1).default(1).describe('largest share of missing cells'),
  unique: z.boolean().default(false).describe('no value twice; missing cells aside'),
  min: bound.optional().describe('least number, or the earliest date as ISO text: "2024-01-31"'),
  max: bound.optional().describe('greatest number, or the latest date as ISO text'),
  levels: z
    .array(z.union([z.string(), z.number()]))
    .optional()
    .describe('the values allowed: texts, or numbers in a number column'),
  pattern: z
    .string()
    .optional()
    .describe(
      'a regular expression of ECMAScript that each text must match somewhere; ^ and $ bind it to the ends. Text columns',
    ),
});
export type ColumnRule = z.infer<typeof columnRule>;

export const tableSchema = z.strictObject({
  schema: z.literal('assay/table-schema/1'),
  columns: z.record(z.string(), columnRule),
  min_rows: z.int().nonnegative().optional().describe('fewest data rows'),
  max_rows: z.int().nonnegative().optional().describe('most data rows'),
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
  bad_rows: z.int().describe('rows that a failure names; each failure of each stands in bad_rows.csv'),
  failures: z.array(validationFailure).describe('errors first'),
});
export type ValidateResults = z.infer<typeof validateResults>;

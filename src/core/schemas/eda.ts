/** results.json of `eda`: what each column holds, what it says about the target, and what to look at first. */
import { z } from 'zod';
import { warning } from './metric-value.js';
import { columnType, taskKind } from './pieces.js';

const cell = z.union([z.number(), z.string()]).describe('a number; a date as ISO text');

const quantiles = z.strictObject({
  min: cell,
  q05: cell,
  q25: cell,
  median: cell,
  q75: cell,
  q95: cell,
  max: cell,
});
export type Quantiles = z.infer<typeof quantiles>;

const columnProfile = z.strictObject({
  name: z.string(),
  type: columnType,
  role: z
    .enum(['target', 'feature', 'left-out'])
    .describe('without a target, what models would do with the column'),
  left_out: z.string().nullable().describe('why the column is no feature'),
  missing: z.int(),
  distinct: z.int().describe('distinct values present'),
  quantiles: quantiles.nullable().describe('numbers and dates, linear interpolation'),
  mean: z.number().nullable().describe('numbers'),
  std: z.number().nullable().describe('numbers, n-1'),
  skewness: z.number().nullable().describe('numbers, adjusted Fisher-Pearson G1'),
  shape: z
    .array(z.int())
    .nullable()
    .describe('numbers and dates: rows in each eighth of the range from the least to the greatest value'),
  top: z
    .array(z.strictObject({ value: z.string(), count: z.int() }))
    .nullable()
    .describe('the most frequent levels; null for numbers and dates'),
});
export type ColumnProfile = z.infer<typeof columnProfile>;

const targetProfile = z.strictObject({
  column: z.string(),
  task: taskKind,
  rows: z.int().describe('rows with a target'),
  missing: z.int(),
  classes: z.array(z.strictObject({ label: z.string(), rows: z.int(), share: z.number() })),
  positive: z.string().nullable(),
});
export type TargetProfile = z.infer<typeof targetProfile>;

const alert = z.strictObject({
  id: z.string(),
  column: z.string().nullable().describe('null: about the whole table'),
  columns: z.array(z.string()).describe('all columns concerned, `column` first'),
  severity: z.enum(['error', 'warning', 'note']),
  message: z.string(),
});
export type Alert = z.infer<typeof alert>;

const association = z.strictObject({
  column: z.string(),
  measure: z
    .enum(['roc_auc', 'uncertainty', 'spearman', 'rank_eta'])
    .describe(
      'roc_auc (binary): numbers turned so that it is at least 0.5; levels ranked by their rate in the other half of ' +
        'the rows. uncertainty (multiclass): share of the entropy of the target, Miller-Madow corrected, numbers in ' +
        'up to 16 parts. spearman (regression): absolute. rank_eta (regression, levels): root of epsilon squared',
    ),
  value: z
    .number()
    .nullable()
    .describe('null: fewer than two values, or one class, where the column is present'),
  rows: z.int().describe('rows it was measured on: the column is present'),
  rates: z
    .array(z.strictObject({ upto: z.string(), rows: z.int(), rate: z.number() }))
    .nullable()
    .describe(
      'binary: share of the positive class in up to eight parts of the column, low to high, equal values together ' +
        '(`upto`: the greatest value of the part); of the most frequent levels for categories',
    ),
});
export type Association = z.infer<typeof association>;

export const edaResults = z.strictObject({
  schema: z.literal('assay/results-eda/1'),
  step: z.literal('eda'),
  seed: z.int(),
  warnings: z.array(warning),
  rows: z.int(),
  columns: z.array(columnProfile),
  target: targetProfile.nullable(),
  duplicates: z.strictObject({
    repeated_rows: z.int().describe('rows equal to an earlier one, id-like columns aside'),
    conflicting_sets: z
      .int()
      .nullable()
      .describe('sets of rows that are equal but for the target; null without a target'),
  }),
  alerts: z.array(alert).describe('the gravest first'),
  associations: z.array(association).describe('features, the strongest first'),
});
export type EdaResults = z.infer<typeof edaResults>;

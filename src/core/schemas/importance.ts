/** results.json of `importance`. */
import { z } from 'zod';
import { warning } from './metric-value.js';
import { columnType, usedModel } from './pieces.js';

const columnImportance = z.strictObject({
  column: z.string(),
  type: columnType,
  value: z
    .number()
    .nullable()
    .describe(
      'how much worse the score is when the cells are those of other rows: above 0, the model uses it',
    ),
  ci95: z
    .tuple([z.number(), z.number()])
    .nullable()
    .describe(
      'of the value for this model: the jackknife over blocks of rows, swaps included; null below 20 rows',
    ),
  std: z.number().nullable().describe('over repeats, n-1: of the swaps alone'),
  values: z.array(z.number().nullable()).describe('by repeat'),
  gain: z
    .number()
    .nullable()
    .describe('share of what all splits of the fit gained; null for models without splits'),
  splits: z.number().nullable().describe('how many splits of the fit asked for it; null as for gain'),
});
export type ColumnImportance = z.infer<typeof columnImportance>;

export const importanceResults = z.strictObject({
  schema: z.literal('assay/results-importance/1'),
  step: z.literal('importance'),
  seed: z.int().describe('of the swaps'),
  warnings: z.array(warning),
  ...usedModel,
  scored_on: z
    .enum(['hold-out', 'training', 'data'])
    .describe('rows that the model was not fitted on, rows that it was fitted on, or a file that was named'),
  rows: z.int().describe('scored: the target is present'),
  by: z.string().describe('the metric'),
  direction: z.enum(['max', 'min']),
  score: z.number().nullable().describe('the metric with all cells in place'),
  repeats: z.int(),
  blocks: z
    .int()
    .describe('of rows: cells are swapped within them, the interval is found by leaving each out'),
  importances: z.array(columnImportance).describe('a line a feature, the greatest value first'),
});
export type ImportanceResults = z.infer<typeof importanceResults>;

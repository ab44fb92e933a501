/** results.json of `predict`. */
import { z } from 'zod';
import { warning } from './metric-value.js';
import { classCounts, usedModel } from './pieces.js';

const cells = z.record(z.string(), z.int());

export const predictResults = z.strictObject({
  schema: z.literal('assay/results-predict/1'),
  step: z.literal('predict'),
  seed: z.int().describe('of the model'),
  warnings: z.array(warning),
  ...usedModel,
  rows: z.int().describe('rows of the file: each has a prediction'),
  features: z.array(z.string()),
  ignored: z.array(z.string()).describe('columns of the file that the model does not use'),
  counts: classCounts.nullable().describe('rows predicted to be of each class; null for regression'),
  summary: z
    .strictObject({ min: z.number(), mean: z.number(), median: z.number(), max: z.number() })
    .nullable()
    .describe(
      'of the predictions; null for classes. From 4,194,305 rows on the median is rounded by 0.2 % at most',
    ),
  unseen: cells.describe('by column: cells whose level the model never saw'),
  unparsable: cells.describe('by column: cells that are no value of its type, taken as missing'),
});
export type PredictResults = z.infer<typeof predictResults>;

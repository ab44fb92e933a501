/** results.json of `resample`. */
import { z } from 'zod';
import { metricValue, warning } from './metric-value.js';
import { classCounts, leftOut, params, taskKind } from './pieces.js';

const share = z.number().min(0).max(1);

const columnQuality = z.strictObject({
  column: z.string(),
  class: z.string(),
  mean_shift: z
    .number()
    .nullable()
    .describe('(mean of new - mean of real) / standard deviation of real, in the class; null for categories'),
  ks: share.nullable().describe('two-sample Kolmogorov-Smirnov statistic; null for categories'),
  total_variation: share.nullable().describe('between the shares of the levels; null for numbers'),
});

const distances = z.strictObject({ q05: z.number(), median: z.number(), q95: z.number() });

const unseenPair = z.strictObject({
  columns: z.tuple([z.string(), z.string()]).readonly(),
  levels: z.tuple([z.string(), z.string()]).readonly(),
  rows: z.int(),
});

const quality = z.strictObject({
  synthetic_share: share.describe('new rows / all rows after'),
  repeated_share: share.describe('repeats / all rows after'),
  looked_at: z
    .strictObject({ real: z.int(), synthetic: z.int() })
    .nullable()
    .describe(
      'what follows is about so many rows, drawn by the seed: real ones of the classes that grew, and new ones; null: no row is new',
    ),
  exact_copies: z.int().describe('new rows looked at that equal a row of the data in every feature'),
  copy_share: share.nullable().describe('exact_copies / new rows looked at'),
  discriminator: z
    .strictObject({
      rows: z.int().describe('a side, as many of each class'),
      roc_auc: metricValue.describe('of new against real rows, 0.5: not to be told apart'),
    })
    .nullable()
    .describe('a forest, cross-validated, new rows in the fold of the row that they were grown from'),
  nearest: z
    .strictObject({
      synthetic: distances.describe('from a new row to the nearest real one'),
      real: distances.nullable().describe('from a real row to the nearest other one'),
    })
    .nullable()
    .describe('numbers in standard deviations of the real rows, a differing category at one cost (SMOTE-NC)'),
  unseen_categories: z
    .strictObject({
      columns: z.int().describe('categories that were looked at: the first 40'),
      pair_rows: z.int().describe('new rows with two categories that stand together in no row of the data'),
      rows: z.int().describe('new rows whose categories all together are those of no row of the data'),
      examples: z.array(unseenPair).readonly(),
    })
    .nullable()
    .describe('null with fewer than two categorical columns'),
  projection: z
    .strictObject({
      columns: z.int().describe('encoded: numbers, and a column for each level of categories of up to 20'),
      explained: z.tuple([share, share]).readonly().describe('shares of the variance of the real rows'),
    })
    .nullable()
    .describe('principal components of the real rows, drawn in plots/projection.svg'),
  columns: z.array(columnQuality).readonly(),
});

export const resampleResults = z.strictObject({
  schema: z.literal('assay/results-resample/1'),
  step: z.literal('resample'),
  seed: z.int(),
  warnings: z.array(warning),
  task: taskKind,
  target: z.string(),
  classes: z.array(z.string()),
  positive: z.string().nullable(),
  rows: z.int().describe('usable rows: the target is present'),
  features: z.array(z.string()),
  left_out: leftOut,
  carried: z
    .array(z.string())
    .optional()
    .describe(
      'columns of --weights, --groups and --time: a row that was made or repeated has there what the row has that it grew from; the other left-out columns are blank in it',
    ),
  sampler: z.string(),
  params,
  before: classCounts.describe('rows of each class'),
  after: classCounts.describe('rows of each class'),
  synthetic: z.int().describe('new rows'),
  repeated: z.int().describe('repeats of real rows'),
  removed: z.int().describe('real rows taken away'),
  quality,
});
export type ResampleResults = z.infer<typeof resampleResults>;

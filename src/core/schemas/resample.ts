/** results.json of `resample`. */
import { z } from 'zod';
import { warning } from './metric-value.js';
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
  sampler: z.string(),
  params,
  before: classCounts.describe('rows of each class'),
  after: classCounts.describe('rows of each class'),
  synthetic: z.int().describe('new rows'),
  repeated: z.int().describe('repeats of real rows'),
  removed: z.int().describe('real rows taken away'),
  quality: z.strictObject({
    synthetic_share: share.describe('new rows / all rows after'),
    repeated_share: share.describe('repeats / all rows after'),
    exact_copies: z.int().describe('new rows that equal a real row in every feature'),
    columns: z.array(columnQuality),
  }),
});
export type ResampleResults = z.infer<typeof resampleResults>;

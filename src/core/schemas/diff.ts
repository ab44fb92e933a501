/** What `diff --json` prints: what two versions have differently. */
import { z } from 'zod';

const side = z.strictObject({
  version: z.string().describe('<experiment>/v0007'),
  path: z.string(),
  state: z.string(),
  step: z.string().nullable(),
  model: z.string().nullable(),
  sampler: z.string().nullable(),
  data: z.strictObject({ path: z.string(), sha256: z.string(), rows: z.int(), columns: z.int() }).nullable(),
});
export type DiffSide = z.infer<typeof side>;

export const change = z.strictObject({
  name: z.string().describe('as it would be typed'),
  a: z.unknown().optional().describe('absent: this side has no such option'),
  b: z.unknown().optional(),
});
export type Change = z.infer<typeof change>;

/** Of a metric between two versions. */
export const metricDifference = z
  .number()
  .nullable()
  .describe('b - a; null where the metric is of another target, positive class, weights or costs');

export const metricChange = z.strictObject({
  name: z.string(),
  direction: z.enum(['max', 'min']),
  a: z.number().nullable(),
  b: z.number().nullable(),
  difference: metricDifference,
  ci95: z
    .tuple([z.number(), z.number()])
    .nullable()
    .describe('of the difference, paired by fold, corrected resampled t; null unless the folds are the same'),
  p: z.number().nullable().describe('two-sided, of the same test; not corrected for the number of metrics'),
});
export type MetricChange = z.infer<typeof metricChange>;

const fileChange = z.strictObject({
  file: z.string(),
  verdict: z.enum(['same', 'different', 'only in a', 'only in b']).describe('bytes on disk'),
});
export type FileChange = z.infer<typeof fileChange>;

export const diffDocument = z.strictObject({
  schema: z.literal('assay/diff/1'),
  a: side,
  b: side,
  same_data: z.boolean().describe('the same bytes'),
  folds: z
    .enum(['same', 'different'])
    .nullable()
    .describe('same: equal folds of equal rows; null when one side was not scored'),
  options: z.array(change).describe('resolved options that are not equal, by name'),
  environment: z.array(change),
  metrics: z.array(metricChange).describe('those that both have'),
  files: z.array(fileChange).describe('files that the same run makes again byte for byte'),
});
export type DiffDocument = z.infer<typeof diffDocument>;

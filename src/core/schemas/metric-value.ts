/** How a metric stands everywhere: in results.json, in `compare`, in gates. */
import { z } from 'zod';

/** A metric over rows at once. */
export const pooled = z.strictObject({
  value: z.number().nullable(),
  ci95: z.tuple([z.number(), z.number()]).nullable(),
  method: z.enum(['bca', 'delong']).nullable(),
  resamples: z.int().optional().describe('of bca'),
  resampled_rows: z
    .int()
    .optional()
    .describe('of more rows than this: how many are resampled, the interval drawn in to that of all'),
  few_events: z
    .literal(true)
    .optional()
    .describe('under 20 rows in a count that the metric is made of: the interval may cover too seldom'),
  few_groups: z.literal(true).optional().describe('under 20 groups that rows are drawn by'),
  reason: z.string().optional().describe('why there is no value, or no interval'),
});

export const metricValue = z.strictObject({
  value: z
    .number()
    .nullable()
    .describe('what ranks and gates: over the defined folds; null when over half are undefined'),
  estimate: z
    .enum(['fold-mean', 'pooled', 'single', '.632+'])
    .describe(
      'pooled: all test rows at once; .632+: with the score on fitted rows (Efron & Tibshirani 1997); values are then of the samples',
    ),
  direction: z.enum(['max', 'min']),
  std: z.number().nullable().describe('over folds, n-1'),
  ci95: z
    .tuple([z.number(), z.number()])
    .nullable()
    .describe(
      'corrected resampled t (Nadeau & Bengio 2003), share_se added in squares to its standard error; of `score` without folds that of pooled',
    ),
  share_se: z
    .number()
    .optional()
    .describe(
      'of ci95: the standard error that chance in the class shares adds, which folds cannot show; absent: 0',
    ),
  values: z.array(z.number().nullable()).describe('by repeat, then fold; pooled: one a repeat'),
  pooled: pooled
    .optional()
    .describe('over all out-of-fold rows of the first repeat at once: of these fitted models only'),
  undefined: z.array(z.strictObject({ repeat: z.int(), fold: z.int(), reason: z.string() })),
});

export type MetricValue = z.infer<typeof metricValue>;

export const metricValues = z.record(z.string(), metricValue);
export type MetricValues = z.infer<typeof metricValues>;

export const warning = z.strictObject({ id: z.string(), columns: z.array(z.string()), message: z.string() });
export type Warning = z.infer<typeof warning>;

/**
 * What a sampler or a model says of its work: no column is to blame. `{count}` in the message stands for the count, which may
 * differ between folds.
 */
export type WorkWarning = Omit<Warning, 'columns'> & { readonly count?: number };

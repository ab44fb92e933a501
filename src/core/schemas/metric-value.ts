/** How a metric stands everywhere: in results.json, in `compare`, in gates. */
import { z } from 'zod';

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
  ci95: z.tuple([z.number(), z.number()]).nullable().describe('corrected resampled t (Nadeau & Bengio 2003)'),
  values: z.array(z.number().nullable()).describe('by repeat, then fold; pooled: one a repeat'),
  undefined: z.array(z.strictObject({ repeat: z.int(), fold: z.int(), reason: z.string() })),
});

export type MetricValue = z.infer<typeof metricValue>;

export const metricValues = z.record(z.string(), metricValue);
export type MetricValues = z.infer<typeof metricValues>;

export const warning = z.strictObject({ id: z.string(), columns: z.array(z.string()), message: z.string() });
export type Warning = z.infer<typeof warning>;

/** What a sampler or a model says of its work: no column is to blame. */
export type WorkWarning = Omit<Warning, 'columns'>;

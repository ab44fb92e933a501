/** A line of trials.jsonl: one finished trial of `tune` or run of `imbalance`, appended as it ends, so that --resume can go on. */
import { z } from 'zod';
import { bakeOffRun } from './imbalance.js';

export const trial = z.strictObject({
  schema: z.literal('assay/trial/1'),
  number: z.int().nonnegative().describe('0-based; lines stand in order of finishing'),
  outer: z
    .strictObject({ repeat: z.int(), fold: z.int() })
    .optional()
    .describe(
      'of --nested: the fold inside whose training rows the search ran; absent: the search on all rows',
    ),
  state: z.enum(['complete', 'pruned', 'failed']),
  params: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
  value: z.number().nullable().describe('the ranking metric; null when undefined or failed'),
  values: z.array(z.number().nullable()).describe('of the folds that ran, by repeat, then fold').optional(),
  metrics: z
    .record(z.string(), z.number().nullable())
    .describe('the other metrics, over the folds')
    .optional(),
  started: z.iso.datetime().optional(),
  seconds: z.number().nonnegative().optional(),
  run: bakeOffRun.optional().describe('of imbalance: the run as results.json has it'),
  error: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }).optional(),
});
export type TrialLine = z.infer<typeof trial>;

/** What `compare --across --json` prints: learners ranked over several data sets. */
import { z } from 'zod';

const learner = z.strictObject({
  name: z.string().describe('the model, and what varies over the selection'),
  model: z.string(),
  mean_rank: z.number().describe('over the data sets, 1 the best, ties shared'),
  ranks: z.array(z.number()).describe('by data set'),
  values: z.array(z.number()).describe('of the metric, by data set'),
  versions: z.array(z.array(z.string())).describe('by data set'),
  p: z
    .number()
    .nullable()
    .describe("Nemenyi's, against the first, for all pairs together; null for the first"),
});

export const compareAcrossDocument = z.strictObject({
  schema: z.literal('assay/compare-across/1'),
  by: z.string(),
  direction: z.enum(['max', 'min']),
  alpha: z.number(),
  data_sets: z.array(
    z.strictObject({
      name: z.string(),
      target: z.string(),
      sha256: z.string(),
      rows: z.int(),
      folds: z.string().describe('in words: how the folds that all its values are of were dealt'),
      split_sha256: z.string(),
    }),
  ),
  learners: z.array(learner).describe('in order of the mean rank'),
  friedman: z
    .strictObject({
      statistic: z.number(),
      df: z.int(),
      p: z.number().describe('by the chi-square law: too large for few data sets'),
      iman_davenport: z.strictObject({
        statistic: z.number().nullable().describe('null: infinite, all data sets rank alike'),
        df: z.tuple([z.int(), z.int()]),
        p: z.number(),
      }),
    })
    .nullable()
    .describe('null for two learners'),
  signed_rank: z
    .strictObject({ statistic: z.number(), p: z.number(), exact: z.boolean() })
    .nullable()
    .describe('of exactly two learners: Wilcoxon over the data sets'),
  critical_difference: z.number().describe('mean ranks further apart than this differ, by Nemenyi'),
  groups: z
    .array(z.array(z.string()))
    .describe(
      'names of neighbours within the critical difference of each other, largest sets of two or more',
    ),
  left_out: z.array(z.strictObject({ what: z.string(), why: z.string() })),
});
export type CompareAcrossDocument = z.infer<typeof compareAcrossDocument>;

/** results.json of `score`: predictions that another tool made. */
import { z } from 'zod';
import { evaluationScopeFields } from './evaluation.js';
import { gateOutcome } from './gate.js';
import { metricValues, warning } from './metric-value.js';
import { ignoresGroups } from './pieces.js';
import { slices } from './slices.js';

const { task, target, classes, positive, shares, cost, by } = evaluationScopeFields;

const chance = z.number().describe('two-sided');

const against = z
  .strictObject({
    with: z.string().describe('the other: a column of the file, or a version'),
    by: z.string(),
    rows: z.int().describe('those of the first repeat'),
    first: z.number().nullable().describe('the metric over these rows at once'),
    second: z.number().nullable().describe('the same of the other'),
    bootstrap: z
      .strictObject({
        difference: z.number().describe('first less second'),
        ci95: z.tuple([z.number(), z.number()]),
        p: chance,
        resamples: z.int(),
        by_group: z.literal(true).optional().describe('whole groups are drawn, of --groups'),
      })
      .nullable()
      .describe('paired, of the metric; null where it is undefined'),
    mcnemar: z
      .strictObject({
        only_first: z.int().describe('rows that only the first answers rightly'),
        only_second: z.int(),
        statistic: z.number(),
        p: chance,
        exact: z.boolean(),
        ignores_groups: ignoresGroups,
      })
      .nullable()
      .describe('of the answers; null for regression and with --weights'),
    delong: z
      .strictObject({ difference: z.number(), statistic: z.number().nullable(), p: chance })
      .nullable()
      .describe('of roc_auc; null unless both have probabilities of two classes, unweighted'),
  })
  .describe('--against: paired tests of these predictions only');

export const scoreResults = z.strictObject({
  schema: z.literal('assay/results-score/1'),
  step: z.literal('score'),
  seed: z.int(),
  warnings: z.array(warning),
  name: z.string().describe('what made the predictions, of --name; default: the stem of the file'),
  task,
  target,
  classes,
  positive,
  rows: z.int().describe('rows of the data that are scored, each once'),
  missing_truth: z.int().describe('rows of the file that have no truth'),
  rows_of: z
    .enum(['data', 'file'])
    .describe('what rows are numbered by: the data, of --row or --on, or the file of predictions'),
  rows_sha256: z.string().describe('of the lines `row,truth` of these rows'),
  shares,
  predicted_by: z
    .enum(['prediction', 'threshold', 'largest'])
    .describe('what answers are: --pred, or probabilities'),
  probability: z.boolean().describe('whether probabilities were given'),
  threshold: z.number().nullable().describe('null where probabilities of two classes did not decide'),
  weights: z.string().optional().describe('the column of --weights: every metric is weighted by it'),
  groups: z.string().optional().describe('the column of --groups'),
  cost,
  split: z
    .strictObject({
      folds: z.int().describe('of the repeat that has most'),
      repeats: z.int(),
      sha256: z.string(),
    })
    .nullable()
    .describe('of --fold: equal folds of equal rows have the hash that cv gives them; null without'),
  by,
  metrics: metricValues,
  baseline: metricValues.describe(
    'as of cv; without --fold on the very rows that are scored. Empty with --weights',
  ),
  baseline_answers: z.record(z.string(), z.string()),
  folds: z.array(
    z.strictObject({
      repeat: z.int(),
      fold: z.int(),
      n_train: z.int().describe('rows of the other folds; 0 without --fold'),
      n_test: z.int(),
      metrics: z.record(z.string(), z.number().nullable()),
    }),
  ),
  confusion: z
    .array(z.array(z.number()))
    .nullable()
    .describe('[truth][predicted], first repeat: rows, or sums of weights; null for regression'),
  gates: z.array(gateOutcome),
  against: against.optional(),
  slices: slices.optional(),
});
export type ScoreResults = z.infer<typeof scoreResults>;

/** results.json of `imbalance`: remedies for rare classes, each scored on the same folds. */
import { z } from 'zod';
import { VERDICT_RULES } from '../imbalance/verdict-rules.js';
import { evaluationScopeFields, sampledFolds } from './evaluation.js';
import { gateOutcome } from './gate.js';
import { metricValues, warning } from './metric-value.js';
import { cut, params } from './pieces.js';

const reliability = z.array(
  z.strictObject({
    p: z.number().describe('mean probability in the bin'),
    share: z.number().describe('share of its rows that came true'),
    rows: z.int(),
  }),
);

/** What is tried: a model, and at most one remedy. */
export const candidateFields = {
  model: z.string(),
  params,
  sampler: z.string(),
  sampler_params: params,
  class_weight: z.string().nullable(),
  threshold: cut.nullable().describe('null unless binary; a metric: chosen for it inside the training rows'),
} as const;

const error = z.strictObject({ code: z.string(), message: z.string(), hint: z.string() });

/** A candidate that ran on all folds, or failed: as it stands in trials.jsonl too. */
export const bakeOffRun = z.strictObject({
  ...candidateFields,
  metrics: metricValues.describe('empty when it failed'),
  shifted: z
    .boolean()
    .describe(
      'a sampler, weights or a model that draws rows by class moved the shares of classes by over 5 %, and no calibrator follows: p is no chance',
    ),
  sampled: sampledFolds,
  thresholds: z.array(z.number()).optional().describe('the cut of each fold, when it was chosen'),
  reliability: reliability.describe(
    'out-of-fold probabilities of the positive class (of several classes the largest) in ten bins, empty ones left out',
  ),
  warnings: z.array(warning),
  error: error.optional().describe('why it failed'),
});
export type BakeOffRun = z.infer<typeof bakeOffRun>;

const againstPlain = z.strictObject({
  difference: z.number().describe('of the metric that ranks: this run less the plain one of its model'),
  p: z
    .number()
    .nullable()
    .describe(
      'corrected resampled t on the shared folds, Holm over all runs beside their plain ones; null: no test',
    ),
  effect: z.enum(['helps', 'harms', 'unclear']).describe('helps, harms: p is below alpha'),
});
export type AgainstPlain = z.infer<typeof againstPlain>;

const againstBaseline = z.strictObject({
  difference: z.number().describe('of the metric that ranks: this run less the baseline'),
  p: z
    .number()
    .describe(
      'one-sided: corrected resampled t on the shared folds, Benjamini-Hochberg over all runs; without a test at least 0.5',
    ),
  better: z.boolean().describe('p is below alpha: the verdict takes no other run'),
});
export type AgainstBaseline = z.infer<typeof againstBaseline>;

const rankedRun = bakeOffRun.extend({
  rank: z.int().nullable().describe('null when it failed'),
  group: z.int().nullable().describe('as in `compare`: rows that the folds do not tell from their leader'),
  p: z.number().nullable().describe("against the group's leader, adjusted"),
  unsure: z.literal(true).optional().describe('not told apart from the leader of an earlier group'),
  worse_than_baseline: z.boolean(),
  against_plain: againstPlain.nullable().describe('null of plain runs, and of those that failed'),
  against_baseline: againstBaseline
    .nullable()
    .describe('null of those that failed, and where the metric has no baseline'),
});
export type RankedRun = z.infer<typeof rankedRun>;

const verdict = z.strictObject({
  rule: z.enum(VERDICT_RULES).describe('the first that applies: assay help verdict'),
  run: z.int().nullable().describe('the place in `runs`, from 0, of the one that it takes'),
  text: z.string(),
});
export type Verdict = z.infer<typeof verdict>;

export const imbalanceResults = z.strictObject({
  schema: z.literal('assay/results-imbalance/1'),
  step: z.literal('imbalance'),
  seed: z.int(),
  warnings: z.array(warning),
  leaky: z.boolean().optional().describe('ran with --allow-leaky on data that a sampler made'),
  ...evaluationScopeFields,
  metrics: metricValues.describe(
    'of the first run, as model, sampler, class_weight and threshold are: chosen on these folds, so flattering',
  ),
  baseline: metricValues.describe('the best single answer given to every row, on the same folds'),
  baseline_answers: z.record(z.string(), z.string()),
  runs: z.array(rankedRun).describe('in order of the metric that ranks; those that failed last'),
  folds: z
    .array(z.strictObject({ repeat: z.int(), fold: z.int(), n_train: z.int(), n_test: z.int() }))
    .describe('of every run'),
  tests: z.strictObject({
    alpha: z.number(),
    comparisons: z.int().describe('corrected resampled t on the shared folds, Holm over all pairs'),
    against_plain: z.int().describe('comparisons of `against_plain`, a family of their own'),
    folds: z.int().nullable(),
  }),
  verdict,
  gates: z.array(gateOutcome).describe('what --require asked for, held against `metrics`'),
});
export type ImbalanceResults = z.infer<typeof imbalanceResults>;

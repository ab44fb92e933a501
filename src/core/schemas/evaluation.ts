/** results.json of `cv` and `train`; `tune` adds its search to it. */
import { z } from 'zod';
import { conformal } from './conformal.js';
import { gateOutcome } from './gate.js';
import { metricValues, warning } from './metric-value.js';
import { classCounts, cut, leftOut, params, paramValue, taskKind } from './pieces.js';
import { slices } from './slices.js';

const outOfBag = z
  .number()
  .nullable()
  .optional()
  .describe(
    'accuracy or r2 of training rows, each by the trees that did not draw it; only with -p oob_score=true',
  );

const rounds = z
  .int()
  .optional()
  .describe(
    'rounds that early stopping kept, when it was asked for; of rus-boost those before a tree that is no better than chance',
  );

/** Of a fold, or of the fit on all rows when there are no folds. */
const toldByFit = { rounds, oob_score: outOfBag };

const scores = z.record(z.string(), z.number().nullable());

/** Rows of each class before and after the sampler. */
export const sampledFolds = z.array(
  z.strictObject({
    repeat: z.int(),
    fold: z.int(),
    before: classCounts,
    after: classCounts,
  }),
);

/** What is scored and how, known before anything is fitted. */
export const evaluationScopeFields = {
  task: taskKind,
  target: z.string(),
  classes: z.array(z.string()),
  positive: z.string().nullable(),
  rows: z.int().describe('usable rows: the target is present'),
  rows_sha256: z.string().describe('of the lines `row,truth` of the usable rows'),
  shares: z.array(z.number()).describe('share of each class among the usable rows; empty for regression'),
  features: z.array(z.string()),
  left_out: leftOut,
  model: z.string(),
  params,
  sampler: z.string(),
  sampler_params: params,
  class_weight: z.string().nullable(),
  cost: z.array(z.string()).optional().describe('what answers cost, of --cost'),
  weights: z.string().optional().describe('the column of --weights: of fits alone, metrics are unweighted'),
  calibrate: z.string().optional().describe('the calibrator of --calibrate'),
  threshold: cut.nullable().describe('null unless binary'),
  split: z.strictObject({
    splitter: z.string(),
    folds: z.int(),
    repeats: z.int(),
    seed: z.int(),
    test_size: z.number().optional(),
    params: params.optional().describe('of the splitter, where they are not as usual'),
    sha256: z.string().describe('of the fold numbers of all rows: equal folds, equal hash'),
  }),
  by: z.string().describe('the metric that ranks'),
} as const;

export const evaluationScope = z.strictObject(evaluationScopeFields);
export type EvaluationScope = z.infer<typeof evaluationScope>;

const space = z.union([
  z.strictObject({
    low: z.number(),
    high: z.number(),
    log: z.boolean().optional(),
    integer: z.boolean().optional(),
  }),
  z.strictObject({ choices: z.array(paramValue) }),
]);

/** Of --nested: `metrics` are of fits whose parameters were chosen inside their own training rows. */
const nestedFields = {
  inner: z
    .strictObject({
      folds: z.int().describe('inside the training rows of each fold'),
      search: z.string(),
      space: z.record(z.string(), space),
      trials: z.int().describe('of each search'),
      values: z
        .array(z.number().nullable())
        .describe('the best score of each search, on the folds it was chosen on; by repeat, then fold'),
      mean: z.number().nullable(),
      chosen: z.array(z.strictObject({ repeat: z.int(), fold: z.int(), params })),
    })
    .optional(),
  optimism: z
    .number()
    .nullable()
    .optional()
    .describe(
      'by how much the inner mean of the ranking metric is better than the outer one: what choosing flatters it by',
    ),
};

const evaluationFields = {
  seed: z.int(),
  warnings: z.array(warning),
  leaky: z.boolean().optional().describe('ran with --allow-leaky on data that a sampler made'),
  ...evaluationScopeFields,
  sampled: sampledFolds,
  metrics: metricValues,
  baseline: metricValues.describe('the best single answer given to every row, on the same folds'),
  baseline_answers: z.record(z.string(), z.string()).describe('what that answer was, for people: `always 1`'),
  folds: z.array(
    z.strictObject({
      repeat: z.int(),
      fold: z.int(),
      n_train: z.int(),
      n_test: z.int(),
      metrics: scores,
      threshold: z.number().optional().describe('the cut of this fold, when it was chosen for a metric'),
      ...toldByFit,
    }),
  ),
  ...toldByFit,
  model_threshold: z
    .number()
    .optional()
    .describe('the cut of the saved model that was fitted on all rows, when it was chosen for a metric'),
  uncalibrated: scores
    .optional()
    .describe('brier, ece, log_loss of the same folds without the calibrator, means over them'),
  conformal: conformal.optional().describe('intervals or sets of --conformal, and how they did'),
  confusion: z
    .array(z.array(z.int()))
    .nullable()
    .describe('[truth][predicted], first repeat, class order; null for regression'),
  gates: z.array(gateOutcome).describe('what --require asked for, and whether it was met'),
  slices: slices.optional(),
  ...nestedFields,
} as const;

const leakGap = z.record(
  z.string(),
  z.strictObject({
    value: z
      .number()
      .nullable()
      .describe('by how much the wrong way looks better than the right one; below 0: worse'),
    right: z.number().nullable().describe('sampled inside the folds: what `metrics` has'),
    wrong: z.number().nullable().describe('sampled before the split: nothing ranks or gates by it'),
    wrong_real: z
      .number()
      .nullable()
      .describe('the same fits, scored on those of their test rows alone that are rows of the data'),
  }),
);

export const cvResults = z.strictObject({
  schema: z.literal('assay/results-cv/1'),
  step: z.literal('cv'),
  ...evaluationFields,
  permutation: z
    .strictObject({
      n: z.int().describe('permuted targets that were asked for'),
      done: z.int().optional().describe('of them, before Ctrl-C ended the test; absent: all'),
      p: z
        .number()
        .nullable()
        .describe('(1 + permuted targets that score as well) / (1 + those done), of `by`'),
      why: z.string().optional().describe('why a test that Ctrl-C ended has no p'),
      values: z.array(z.number().nullable()).describe('of those done, in order'),
    })
    .optional()
    .describe('only with --permutations'),
  leak_gap: leakGap
    .optional()
    .describe(
      'only with --leak-gap: by metric, what sampling before the split, the wrong way, would have shown',
    ),
});
export type CvResults = z.infer<typeof cvResults>;

export const trainResults = z.strictObject({
  schema: z.literal('assay/results-train/1'),
  step: z.literal('train'),
  ...evaluationFields,
});
export type TrainResults = z.infer<typeof trainResults>;

export const tuneResults = z.strictObject({
  schema: z.literal('assay/results-tune/1'),
  step: z.literal('tune'),
  ...evaluationFields,
  optimistic: z
    .literal(true)
    .optional()
    .describe('chosen on the folds it is scored on; absent with --nested'),
  search: z.string(),
  space: z.record(z.string(), space),
  best: z.strictObject({ number: z.int(), params, value: z.number().nullable() }),
  trials: z.strictObject({ complete: z.int(), pruned: z.int(), failed: z.int() }),
});
export type TuneResults = z.infer<typeof tuneResults>;

/** What `compare` ranks. */
export type EvaluationResults = CvResults | TrainResults | TuneResults;

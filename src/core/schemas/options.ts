/** options.json: every option after resolution, enough to run the step again. */
import { z } from 'zod';
import { gate } from './gate.js';
import { STEPS } from './manifest.js';
import { cut, dataFormat, params, paramValue, taskKind } from './pieces.js';

const reading = z.strictObject({
  delimiter: z.string().nullable(),
  encoding: z.string().nullable().default(null),
  header: z.boolean().nullable(),
  na: z.array(z.string()).describe('`A,B` for all columns or `COL=A,B`'),
  types: z.array(z.string()).describe('`COL=type`'),
});
export type Reading = z.infer<typeof reading>;

/** Which columns are used. */
const columnChoice = {
  features: z.array(z.string()).nullable(),
  drop: z.array(z.string()),
  keep: z.array(z.string()),
};

/** A model or sampler with its parameters. */
const configured = z.strictObject({ id: z.string(), params });

/** A fold of folds that are no partition; rows are 0-based data rows of the file. */
const listedFold = z.strictObject({
  repeat: z.int(),
  fold: z.int(),
  train: z.array(z.int()).describe('a row may stand there again (bootstrap)'),
  test: z.array(z.int()),
});
export type ListedFold = z.infer<typeof listedFold>;

/** Options of the modelling steps. */
const modelling = z.strictObject({
  target: z.string(),
  positive: z.string().nullable(),
  task: taskKind.nullable(),
  model: z.string(),
  params: params,
  sampler: z.string(),
  sampler_params: params,
  class_weight: z.enum(['balanced', 'balanced_subsample']).nullable(),
  threshold: cut,
  calibrate: z.string().optional().describe('the calibrator; absent: none'),
  conformal: z.string().optional().describe('intervals or sets: `split`, `cv+`, `split:aps`; absent: none'),
  coverage: z.array(z.number()).optional().describe('levels of --conformal, ascending'),
  ...columnChoice,
  groups: z.string().nullable(),
  time: z.string().nullable(),
  weights: z.string().optional().describe('the column that rows are weighed by in fits; absent: all 1'),
  cost: z.array(z.string()).optional().describe('what answers cost, as typed: `fp=1`, `fn=COLUMN`'),
  splitter: z.string(),
  splitter_params: params,
  folds: z.int(),
  repeats: z.int(),
  test_size: z.number().nullable(),
  split_seed: z.int(),
  splits: z
    .union([z.array(z.array(z.int())), z.array(listedFold)])
    .nullable()
    .describe('when given by --splits: [repeat][data row] fold, -1 in no fold; or every fold with its rows'),
  permutations: z.int().optional().describe('permuted targets that the score is held against'),
  leak_gap: z
    .literal(true)
    .optional()
    .describe('the sampler runs before the split too, to show what that would flatter by'),
  metrics: z.array(z.string()),
  by: z.string(),
  slices: z.array(z.string()).optional().describe('columns that levels are taken of, and `auto`'),
  require: z.array(gate).optional().describe('gates: what --require asked for'),
  allow_leaky: z.boolean(),
  leak: z
    .string()
    .nullable()
    .optional()
    .describe(
      'what --allow-leaky let pass; null: none was found. A rerun goes by it, whatever its store holds',
    ),
});
export type ModellingOptions = z.infer<typeof modelling>;

/** Folds out of a file. */
export type GivenSplits = NonNullable<ModellingOptions['splits']>;

/** Options of `score`; columns are those of the file of predictions, as typed. */
const score = z.strictObject({
  name: z.string(),
  truth: z.string().nullable().describe('null: it is the target of `data`'),
  pred: z.string().nullable(),
  proba: z.array(z.string()).describe('of the positive class, or one for each class in class order'),
  weights: z.string().nullable(),
  groups: z.string().nullable(),
  row: z.string().nullable(),
  fold: z.string().nullable(),
  repeat: z.string().nullable(),
  on: z.string().nullable().describe('the column that predictions and `data` are joined by'),
  data: z.strictObject({ path: z.string(), reading, sha256: z.string() }).nullable(),
  target: z.string(),
  positive: z.string().nullable(),
  task: taskKind,
  classes: z.array(z.string()),
  threshold: z.number(),
  cost: z.array(z.string()).nullable(),
  metrics: z.array(z.string()).describe('that are shown beside the usual ones'),
  against: z.string().optional().describe('a column of the file, or the id of a version'),
  against_proba: z.array(z.string()).optional(),
  slices: z.array(z.string()).optional().describe('columns that levels are taken of, and `auto`'),
  by: z.string(),
  require: z.array(gate),
});
export type ScoreOptions = z.infer<typeof score>;

export const options = z.strictObject({
  schema: z.literal('assay/options/1'),
  step: z.enum(STEPS),
  data: z.string(),
  reading,
  format: dataFormat
    .optional()
    .describe('how the data was found to be written: the same bytes are read alike under any name'),
  seed: z.int(),
  target: z.string().nullable().optional(),
  positive: z.string().nullable().optional(),
  task: taskKind.nullable().optional(),
  modelling: modelling.optional(),
  eda: z.strictObject(columnChoice).optional(),
  resample: z
    .strictObject({
      sampler: z.string(),
      params: params,
      ...columnChoice,
      weights: z.string().optional().describe('as of modelling steps; made rows have what their origin has'),
      groups: z.string().optional().describe('likewise'),
      time: z.string().optional().describe('likewise'),
      format: z.enum(['csv', 'parquet']),
      synthetic_flag: z
        .string()
        .optional()
        .describe('a column of the written table: 1 in rows that the sampler made or repeated'),
    })
    .optional(),
  tune: z
    .strictObject({
      search: z.string(),
      trials: z.int(),
      space: z.record(z.string(), z.unknown()),
      fixed: z.array(z.string()).describe('parameters that -p fixed'),
      inner_folds: z
        .int()
        .optional()
        .describe(
          'of --nested: the search runs inside the training rows of each fold, on so many folds of them',
        ),
    })
    .optional(),
  imbalance: z
    .strictObject({
      models: z.array(configured),
      samplers: z.array(configured).describe('each tried alone'),
      class_weight: z.enum(['balanced', 'balanced_subsample']).nullable().describe('null: no such run'),
      threshold: z.string().nullable().describe('the metric that cuts are chosen for; null: no such run'),
    })
    .optional(),
  curve: z
    .strictObject({ param: z.string().describe('or train_size'), values: z.array(paramValue) })
    .optional(),
  predict: z
    .strictObject({
      model: z
        .string()
        .describe('the version whose model predicts: its id, or of another store the path of its folder'),
      sha256: z.string().describe('of its model.bin'),
      threshold: z.number().nullable().describe('null unless binary'),
    })
    .optional(),
  importance: z
    .strictObject({
      model: z.string().describe('as in predict'),
      sha256: z.string().describe('of its model.bin'),
      given: z.boolean().describe('the data was named; else it is what the model was fitted from'),
      by: z.string(),
      repeats: z.int(),
    })
    .optional(),
  score: score.optional(),
  validate: z.strictObject({ rules: z.unknown().nullable() }).optional(),
});
export type Options = z.infer<typeof options>;

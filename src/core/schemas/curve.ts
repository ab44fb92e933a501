/** results.json of `curve`. */
import { z } from 'zod';
import { evaluationScopeFields } from './evaluation.js';
import { metricValue, warning } from './metric-value.js';
import { paramValue } from './pieces.js';

const point = z.strictObject({
  value: paramValue.describe('of the parameter; of train_size the share of the training rows'),
  n_train: z.number().describe('rows that were fitted on, the mean over folds'),
  train: metricValue.describe('on the rows that were fitted on'),
  test: metricValue,
});
export type CurvePoint = z.infer<typeof point>;

export const curveResults = z.strictObject({
  schema: z.literal('assay/results-curve/1'),
  step: z.literal('curve'),
  seed: z.int(),
  warnings: z.array(warning),
  leaky: z.boolean().optional().describe('ran with --allow-leaky on data that a sampler made'),
  ...evaluationScopeFields,
  param: z.string().describe('what the curve runs along: a parameter of the model, or train_size'),
  direction: z.enum(['max', 'min']),
  fits: z.int().describe('how many models were fitted: one a fold where their stages give all points'),
  points: z.array(point).describe('in order of the value, where it is a number'),
  best: z
    .strictObject({ value: paramValue, score: z.number() })
    .nullable()
    .describe('the point with the best test score: optimistic, being chosen on the folds it is scored on'),
});
export type CurveResults = z.infer<typeof curveResults>;

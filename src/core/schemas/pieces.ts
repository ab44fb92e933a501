/** Pieces that several files share. */
import { z } from 'zod';

export const paramValue = z.union([z.number(), z.string(), z.boolean(), z.null()]);

/** Parameters of a model, sampler or splitter, by name. */
export const params = z.record(z.string(), paramValue);

export const taskKind = z.enum(['binary', 'multiclass', 'regression']);

export const leftOut = z.array(z.strictObject({ column: z.string(), why: z.string() }));

/** `--threshold`. */
export const cut = z.union([
  z.number(),
  z.string().describe('the metric that it is chosen for inside the training rows of each fit'),
]);

/** Rows of each class, by label. */
export const classCounts = z.record(z.string(), z.int());

export const columnType = z.enum(['number', 'date', 'category', 'bool', 'text']);

/** How a data set was written, as found. */
export const dataFormat = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('csv'),
    encoding: z.string(),
    delimiter: z.string(),
    quote: z.string().describe('`"` or `\'`'),
    header: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('json'), encoding: z.string(), shape: z.enum(['lines', 'array']) }),
  z.strictObject({ kind: z.literal('parquet') }),
]);

/** Of a step that uses a saved model: which one, and what it answers. */
export const usedModel = {
  model: z.string(),
  model_sha256: z.string().describe('of model.bin'),
  task: taskKind,
  target: z.string(),
  classes: z.array(z.string()),
  positive: z.string().nullable(),
  threshold: z.number().nullable().describe('null unless binary'),
};

/** Of McNemar's test of rows that come in groups. */
export const ignoresGroups = z
  .literal(true)
  .optional()
  .describe('rows come in groups, and are counted one by one all the same: p may be far too small');

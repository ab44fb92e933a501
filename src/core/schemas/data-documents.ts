/** What `data list`, `data head` and `data generate` print with `--json`. */
import { z } from 'zod';

export const dataList = z.strictObject({
  schema: z.literal('assay/data-list/1'),
  shipped: z.array(
    z.strictObject({
      name: z.string().describe('works wherever a file does'),
      path: z.string(),
      summary: z.string(),
    }),
  ),
  recipes: z.array(z.strictObject({ id: z.string(), summary: z.string() })),
});

export const head = z.strictObject({
  schema: z.literal('assay/head/1'),
  rows: z
    .array(z.record(z.string(), z.union([z.number(), z.string(), z.null()])))
    .describe('by column; null is missing'),
});

export const generated = z.strictObject({
  schema: z.literal('assay/generated/1'),
  recipe: z.string(),
  rows: z.int(),
  columns: z.int(),
  seed: z.int(),
  target: z.string().describe('the column a person would predict'),
  path: z.string(),
});

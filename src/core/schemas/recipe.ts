/** recipe.json: how `resample` made its table, and how that table is recognised. */
import { z } from 'zod';
import { params } from './pieces.js';

const hash64 = z.string().regex(/^[0-9a-f]{16}$/);

export const provenance = z.strictObject({
  rows: z.int().describe('of the written table'),
  sum: hash64.describe('order-free sum of the row hashes, modulo 2^64'),
  made: z
    .record(hash64, z.int().positive())
    .describe(
      'hash of each row that was made or repeated, and that the written table holds more often than the source: how often',
    ),
  in_source: z
    .record(hash64, z.int().positive())
    .optional()
    .describe('of those, how often the source holds them, where it does; absent in what assay 0.1 wrote'),
  source_rows: z.int().optional().describe('of the source'),
});

export const recipe = z.strictObject({
  schema: z.literal('assay/recipe/1'),
  sampler: z.string(),
  params,
  seed: z.int(),
  source: z.strictObject({ sha256: z.string(), rows: z.int() }),
  target: z.string(),
  features: z.array(z.string()).describe('the columns that entered the distance'),
  carried: z
    .array(z.string())
    .optional()
    .describe('columns that made rows have of the rows that they grew from: --weights, --groups, --time'),
  synthetic_flag: z
    .string()
    .optional()
    .describe('the column that tells made rows; provenance is of the table without it'),
  provenance: provenance.nullable().describe('null when the sampler changed nothing'),
});
export type Recipe = z.infer<typeof recipe>;

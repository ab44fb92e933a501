/** Scores of parts of the rows: levels of chosen columns, and weak slices that a search found. */
import { z } from 'zod';
import { LOSSES } from '../slices/row-loss.js';
import { pooled } from './metric-value.js';

const slice = pooled.extend({
  slice: z.string().describe('what its rows have in common, as --filter would take it'),
  column: z.string().nullable().describe('whose level it is; null: found by the search'),
  level: z.string().nullable().describe('`north`, `12 to under 20`, `2024-03`, `others`, `missing`'),
  rows: z.int().describe('that it holds'),
  scored: z
    .int()
    .describe('of them those that the numbers are of: all; of a found slice those it was not found on'),
  events: z.int().nullable().describe('scored rows of the positive class; null unless binary'),
  rest: z.number().nullable().describe('the metric over the other rows'),
  difference: z.number().nullable().describe('value less rest'),
  loss: z.number().describe('mean loss of the scored rows'),
  rest_loss: z.number().nullable(),
  p: z
    .number()
    .nullable()
    .describe(
      'that the loss is no higher than in the rest: one-sided t, Holm over `tests`; null under 20 rows',
    ),
  weak: z.boolean().describe('p below 0.05, and the metric is worse than in the rest, or undefined'),
});
export type Slice = z.infer<typeof slice>;

export const slices = z
  .strictObject({
    loss: z.enum(LOSSES).describe('what slices are tested by; log_loss takes p as no less than 0.001'),
    tests: z.int().describe('how many slices were tested'),
    search: z
      .strictObject({
        columns: z.int(),
        depth: z.int().describe('of the trees, one on the losses of each half of the rows'),
        least_rows: z.int().describe('in a slice, of the half that it is found on'),
        tests: z.int().describe('slices that one half proposed and the other tested'),
      })
      .optional()
      .describe('of `auto`'),
    list: z.array(slice).describe('levels by column, then the found slices that are weak, the weakest first'),
  })
  .describe(
    '--slices: the metric that ranks, over rows of the first repeat; each interval is of one slice, alone',
  );
export type Slices = z.infer<typeof slices>;

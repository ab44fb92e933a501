/** What results.json says of conformal regions. */
import { z } from 'zod';
import { CONFORMAL_METHODS, CONFORMAL_SCORES } from '../conformal/conformal.js';

const size = z.number().nullable().optional();

const sizes = {
  mean_width: size.describe('of the intervals of numbers; null: unbounded'),
  mean_size: size.describe('classes in a set'),
};

/** Of `cv` and `train`, with --conformal. */
export const conformal = z.strictObject({
  method: z.enum(CONFORMAL_METHODS),
  score: z.enum(CONFORMAL_SCORES).describe('how strange an answer is'),
  levels: z.array(
    z.strictObject({
      level: z.number().describe('what was asked for'),
      coverage: z.number().nullable().describe('share of tested rows in their region, the mean over folds'),
      coverage_ci95: z
        .tuple([z.number(), z.number()])
        .nullable()
        .describe('corrected resampled t over folds; of one fold, or of folds of few rows, Wilson over rows'),
      ...sizes,
      empty_share: z.number().nullable().describe('regions that hold nothing'),
    }),
  ),
  folds: z.array(
    z.strictObject({
      repeat: z.int(),
      fold: z.int(),
      n_calibration: z.int().describe('training rows that calibrate'),
      levels: z.array(z.strictObject({ coverage: z.number(), ...sizes, empty_share: z.number() })),
    }),
  ),
  n_calibration: z.int().optional().describe('of the saved model, when it was fitted on all rows'),
});
export type ConformalResults = z.infer<typeof conformal>;

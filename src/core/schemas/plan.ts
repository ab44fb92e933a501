/** What `--dry-run --json` prints: what would run, checked, and where it would go. */
import { z } from 'zod';
import { evaluationScope } from './evaluation.js';
import { dataRecord, STEPS } from './manifest.js';
import { warning } from './metric-value.js';
import { options } from './options.js';

const plannedVersion = z.strictObject({
  version: z.string().describe('the id it would get now; of a reused one, its own'),
  path: z.string().describe('the folder it would get'),
  reused: z.literal(true).optional().describe('--skip-done would take this version, which is done'),
  step: z.enum(STEPS),
  seed: z.int(),
  data: dataRecord,
  options: options.describe('as options.json would hold them'),
  pipeline: z
    .array(z.string())
    .nullable()
    .describe('what is fitted on the training rows, in order; null for steps that fit none, or several'),
  evaluation: evaluationScope
    .nullable()
    .describe('what would be scored, and on which folds; null for steps that score nothing'),
  warnings: z.array(warning),
});
export type PlannedVersion = z.infer<typeof plannedVersion>;

export const plan = z.strictObject({
  schema: z.literal('assay/plan/1'),
  versions: z.array(plannedVersion),
  failures: z
    .array(
      z.strictObject({
        what: z.string().describe('the combination among the others: `forest · smote · seed 3`'),
        error: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }),
      }),
    )
    .optional()
    .describe('combinations of a sweep that cannot run; the others would'),
});
export type Plan = z.infer<typeof plan>;

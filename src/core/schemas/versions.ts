/** What a step prints with `--json` when several versions ran at once. */
import { z } from 'zod';
import { cvResults, trainResults, tuneResults } from './evaluation.js';
import { timings } from './manifest.js';

const printed = {
  version: z.string().describe('<experiment>/v0007'),
  path: z.string(),
  timings,
  reused: z.literal(true).optional().describe('--skip-done took a version that was done already'),
};

export const versions = z.strictObject({
  schema: z.literal('assay/versions/1'),
  versions: z
    .array(z.union([cvResults.extend(printed), trainResults.extend(printed), tuneResults.extend(printed)]))
    .describe(
      'those that are done, in the order of the product: model, sampler, class weight, calibrator, threshold, seed',
    ),
});

/** What `lineage --json` prints: a version with all that it came from and all that came from it. */
import { z } from 'zod';

export const lineageDocument = z.strictObject({
  schema: z.literal('assay/lineage/1'),
  version: z.string().describe('<experiment>/v0007'),
  versions: z.array(
    z.strictObject({
      version: z.string(),
      path: z.string().nullable(),
      step: z.string().nullable(),
      state: z
        .enum(['done', 'running', 'failed', 'interrupted', 'corrupt', 'removed', 'unknown'])
        .describe('removed: in the trash; unknown: named as a parent and not in the store'),
    }),
  ),
  links: z.array(
    z
      .strictObject({ parent: z.string(), child: z.string(), why: z.string() })
      .describe('child came from parent'),
  ),
});
export type LineageDocument = z.infer<typeof lineageDocument>;
export type LineageVersion = LineageDocument['versions'][number];

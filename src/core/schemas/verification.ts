/** What `verify --json` prints. */
import { z } from 'zod';

const fileVerdict = z.strictObject({
  file: z.string(),
  verdict: z.enum(['same', 'differs', 'missing', 'altered since it was written', 'not expected']),
  first: z
    .strictObject({ at: z.string(), was: z.unknown(), is: z.unknown() })
    .optional()
    .describe('the first value that differs'),
});
export type FileVerdict = z.infer<typeof fileVerdict>;

export const verification = z.strictObject({
  schema: z.literal('assay/verify/1'),
  version: z.string(),
  same: z.boolean(),
  files: z.array(fileVerdict),
});
export type Verification = z.infer<typeof verification>;

/** labels.json: what people say about a version. Changes after the run, so it is no part of verify or of the files. */
import { z } from 'zod';

export const labels = z.strictObject({
  schema: z.literal('assay/labels/1'),
  tags: z.array(z.string().regex(/^[\p{L}\p{N}._-]+$/u)).describe('found again as @tag'),
  note: z.string(),
});
export type Labels = z.infer<typeof labels>;

/** What the commands that change a store print with `--json`: `tag`, `note`, `rm`, `restore`, `mv`, `gc`. */
import { z } from 'zod';

const id = z.string().describe('<experiment>/v0007');

/** What `tag` and `note` print. */
export const labelled = z.strictObject({
  schema: z.literal('assay/labelled/1'),
  versions: z.array(
    z.strictObject({ version: id, path: z.string(), tags: z.array(z.string()), note: z.string() }),
  ),
});
export type Labelled = z.infer<typeof labelled>;

const link = z.strictObject({ parent: id, child: id, why: z.string() });

export const removal = z.strictObject({
  schema: z.literal('assay/rm/1'),
  removed: z.array(
    z.strictObject({
      version: id,
      path: z.string().describe('where it was'),
      trash: z.string().describe('where it is now'),
    }),
  ),
  dependants: z.array(link).describe('versions that stay and came from one that went'),
});
export type Removal = z.infer<typeof removal>;

export const restoration = z.strictObject({
  schema: z.literal('assay/restore/1'),
  restored: z.array(z.strictObject({ version: id, path: z.string() })),
});
export type Restoration = z.infer<typeof restoration>;

export const move = z.strictObject({
  schema: z.literal('assay/mv/1'),
  moved: z.array(z.strictObject({ from: id, to: id, path: z.string().describe('where it is now') })),
  stale: z.array(id).describe('running versions that still name an old id as their parent'),
});
export type Move = z.infer<typeof move>;

export const garbage = z.strictObject({
  schema: z.literal('assay/gc/1'),
  store: z.string(),
  trash: z.array(z.strictObject({ version: id, path: z.string(), bytes: z.int() })),
  leftovers: z
    .array(z.strictObject({ path: z.string(), bytes: z.int() }))
    .describe('temporary files of processes that are gone'),
  bytes: z.int().describe('of all of these'),
  guards: z
    .array(id)
    .describe('resampled tables in the trash: once gone, the rows they made are not recognised any more'),
  removed: z.boolean(),
});
export type Garbage = z.infer<typeof garbage>;

/** What `show --json` prints: a version in one line, and its documents as they stand in its folder. */
import { z } from 'zod';
import { manifest } from './manifest.js';
import { options } from './options.js';
import { versionSummary } from './version-list.js';

export const showDocument = z.strictObject({
  ...versionSummary.shape,
  schema: z.literal('assay/show/1'),
  manifest: manifest.nullable().describe('null when the version is corrupt'),
  options: options.nullable().describe('null when not written yet'),
  results: z
    .looseObject({ schema: z.string() })
    .nullable()
    .describe('results.json, see `assay schema results-<step>`; null unless done'),
  children: z
    .array(z.strictObject({ version: z.string(), why: z.string() }))
    .describe('versions of its store that came from it; its parents stand in the manifest'),
});

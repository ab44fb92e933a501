/** What `list --json` prints: a line a version, read from its folder. */
import { z } from 'zod';
import { cut } from './pieces.js';

const VERSION_STATES = ['done', 'running', 'failed', 'interrupted', 'corrupt'] as const;
export type VersionState = (typeof VERSION_STATES)[number];

/** A version in one line. */
export const versionSummary = z.strictObject({
  version: z.string().describe('<experiment>/v0007'),
  path: z.string(),
  state: z.enum(VERSION_STATES).describe('interrupted: also a run whose process is gone'),
  problem: z.string().optional().describe('what is wrong with a corrupt version'),
  step: z.string().nullable(),
  model: z.string().nullable(),
  sampler: z.string().nullable(),
  calibrate: z.string().nullable().describe('the calibrator; null: none'),
  threshold: cut.nullable().describe('null unless there are two classes'),
  metric: z
    .strictObject({ name: z.string(), value: z.number().nullable(), std: z.number().nullable() })
    .nullable()
    .describe('the one that ranks'),
  leaky: z.boolean(),
  started: z.string().nullable(),
  seconds: z.number().nullable(),
  tags: z.array(z.string()),
  note: z.string(),
});
export type VersionSummary = z.infer<typeof versionSummary>;

export const versionList = z.strictObject({
  schema: z.literal('assay/list/1'),
  store: z.string(),
  versions: z.array(versionSummary),
});

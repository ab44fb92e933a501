/** manifest.json: what ran. Written at the claim with status running, replaced by rename; `done` is the last write. */
import { z } from 'zod';

export const STEPS = [
  'eda',
  'validate',
  'resample',
  'train',
  'cv',
  'tune',
  'curve',
  'imbalance',
  'predict',
  'importance',
  'score',
] as const;
export type Step = (typeof STEPS)[number];

const seconds = z.number().nonnegative();

export const timings = z.strictObject({
  read: seconds.optional(),
  write: seconds.optional(),
  total: seconds.optional(),
  sample: z.union([seconds, z.array(seconds)]).optional(),
  fit: z.array(seconds).optional(),
  predict: z.array(seconds).optional(),
  runs: z
    .array(seconds.nullable())
    .optional()
    .describe('of imbalance: each run in order of `runs`, all its folds in workers; null when it failed'),
});
export type Timings = z.infer<typeof timings>;

export const dataRecord = z.strictObject({
  path: z.string().describe('as typed'),
  sha256: z.string(),
  rows: z.int(),
  columns: z.int(),
});

export const manifest = z.strictObject({
  schema: z.literal('assay/manifest/1'),
  id: z
    .string()
    .regex(/^.+\/v\d{4,}$/)
    .describe('<experiment>/v0007'),
  step: z.enum(STEPS),
  status: z.enum(['running', 'done', 'failed', 'interrupted']),
  command: z.array(z.string()).describe('argv after `assay`'),
  seed: z.int(),
  data: dataRecord.nullable(),
  parents: z.array(z.strictObject({ id: z.string(), why: z.string() })),
  environment: z.strictObject({
    assay: z.string(),
    node: z.string(),
    platform: z.string(),
    arch: z.string(),
  }),
  started: z.string(),
  finished: z.string().optional(),
  pid: z.int(),
  host: z.string(),
  heartbeat: z.string().describe('ISO time, renewed while running; a dead holder shows as interrupted'),
  timings: timings.optional(),
  files: z.record(z.string(), z.strictObject({ bytes: z.int(), sha256: z.string() })),
  error: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }).optional(),
});
export type Manifest = z.infer<typeof manifest>;

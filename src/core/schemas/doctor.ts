/** What `doctor --json` prints: a finding for each thing that was looked at. */
import { z } from 'zod';

const finding = z.strictObject({
  id: z.string().describe('what was looked at, e.g. workers'),
  state: z.enum(['ok', 'warn', 'fail']).describe('fail: assay cannot work so'),
  message: z.string().describe('what was found'),
  advice: z.string().nullable().describe('what to do about it; null when nothing is to be done'),
});
export type DoctorFinding = z.infer<typeof finding>;

export const doctorDocument = z.strictObject({
  schema: z.literal('assay/doctor/1'),
  healthy: z.boolean().describe('nothing fails'),
  findings: z.array(finding),
});
export type DoctorDocument = z.infer<typeof doctorDocument>;

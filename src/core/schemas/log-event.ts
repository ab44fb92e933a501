/** A line of log.jsonl: what happened, with its time. */
import { z } from 'zod';

export const logEvent = z.looseObject({
  schema: z.literal('assay/log-event/1'),
  time: z.iso.datetime(),
  event: z.string().describe('`claimed`, `warning`, `done`, …; other keys depend on it'),
});

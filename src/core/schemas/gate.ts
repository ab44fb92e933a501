/** A gate: what a run must reach. Resolved in options.json, held against the metrics in results.json. */
import { z } from 'zod';
import { GATE_OPERATORS } from '../gates.js';

const resolved = {
  require: z.string().describe('as typed'),
  metric: z.string().describe('`f1`; `f1.low` and `f1.high` are the ends of its ci95'),
  op: z.enum(GATE_OPERATORS),
  than: z
    .number()
    .describe('the number typed, or the value of the tagged version when the gate was resolved'),
};

export const gate = z.strictObject(resolved);
export type Gate = z.infer<typeof gate>;

export const gateOutcome = z.strictObject({
  ...resolved,
  value: z.number().nullable().describe('null: undefined, or no interval; the gate fails'),
  passed: z.boolean(),
});
export type GateOutcome = z.infer<typeof gateOutcome>;

/** What `config show --json` prints: the options of a command as they are in effect. */
import { z } from 'zod';

const origin = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('flag') }),
  z.strictObject({ kind: z.literal('set'), key: z.string() }),
  z.strictObject({ kind: z.literal('like'), version: z.string() }),
  z.strictObject({ kind: z.literal('recipe'), recipe: z.string() }),
  z.strictObject({ kind: z.literal('variable'), name: z.string() }),
  z.strictObject({ kind: z.literal('file'), path: z.string(), line: z.int(), key: z.string() }),
  z.strictObject({ kind: z.literal('default') }),
]);

export const configDocument = z.strictObject({
  schema: z.literal('assay/config/1'),
  command: z.string().describe('whose options these are'),
  file: z.string().nullable().describe('the project file; null when there is none'),
  options: z.array(
    z.strictObject({
      name: z
        .string()
        .describe('of the option; DATA is the argument; params.OWNER.NAME a parameter of OWNER'),
      value: z
        .union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.array(z.number())])
        .nullable()
        .describe('null: not set; what that means stands in the help of the option'),
      origin,
    }),
  ),
});
export type ConfigDocument = z.infer<typeof configDocument>;

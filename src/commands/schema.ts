/** `assay schema KIND`: the published definition of a file, for other programs. */
import { EXIT } from '../core/errors.js';
import type { Command } from './command.js';

/** zod is loaded only when a definition is asked for: whoever looks through the options of all commands needs none. */
const schemas = () => import('../core/schemas/list.js');

export const schema: Command = {
  id: 'schema',
  ignoresProject: true,
  summary: 'the JSON Schema of a file that assay writes',
  examples: ['assay schema manifest', 'assay schema results-cv -o results-cv.schema.json'],
  args: [
    {
      name: 'KIND',
      required: true,
      completes: 'schema',
      help: 'which file or document',
      known: async () => (await schemas()).schemaKinds(),
    },
  ],
  options: [],
  details: async () => ['KINDS', ...(await schemas()).schemaKinds().map((kind) => `  ${kind}`)].join('\n'),
  async run({ args }, term) {
    const { jsonSchemaOf } = await schemas();
    term.raw(`${JSON.stringify(jsonSchemaOf(args[0]), null, 2)}\n`);
    return EXIT.done;
  },
};

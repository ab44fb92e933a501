/** `assay schema KIND`: the published definition of a file, for other programs. */
import { EXIT } from '../core/errors.js';
import { jsonSchemaOf, schemaKinds } from '../core/schemas/list.js';
import type { Command } from './command.js';

export const schema: Command = {
  id: 'schema',
  summary: 'the JSON Schema of a file that assay writes',
  examples: ['assay schema manifest', 'assay schema results-cv -o results-cv.schema.json'],
  args: [{ name: 'KIND', required: true, help: 'which file or document', known: schemaKinds }],
  options: [],
  details: () =>
    `KINDS\n${schemaKinds()
      .map((kind) => `  ${kind}`)
      .join('\n')}`,
  async run({ args }, term) {
    term.raw(`${JSON.stringify(jsonSchemaOf(args[0]), null, 2)}\n`);
    return EXIT.done;
  },
};

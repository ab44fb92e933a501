/** Every command that works: one line each. A module is loaded only when its command is chosen. */
import type { CommandEntry } from './command.js';

export const commandEntries: readonly CommandEntry[] = [
  {
    id: 'help',
    summary: 'help for a command or a topic: models, samplers, metrics, splitters, exit-codes',
    load: async () => (await import('./help.js')).helpCommand(commandEntries),
  },
  {
    id: 'schema',
    summary: 'the JSON Schema of a file that assay writes',
    load: async () => (await import('./schema.js')).schema,
  },
];

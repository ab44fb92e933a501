/** `assay completion SHELL`: the script on stdout, how to install it on stderr. */
import { EXIT } from '../core/errors.js';
import type { Command } from './command.js';

const loadShells = async () => (await import('./completing/shells.js')).shells;

export const completion: Command = {
  id: 'completion',
  ignoresProject: true,
  summary: 'a script that completes assay command lines in bash, zsh, fish or PowerShell',
  examples: ['assay completion bash', 'assay completion zsh'],
  args: [
    {
      name: 'SHELL',
      required: true,
      completes: 'shell',
      help: 'bash, zsh, fish or powershell',
      known: async () => (await loadShells()).ids(),
    },
  ],
  options: [],
  details: async () => {
    const lines = (await loadShells()).all().map(({ id, install }) => `  ${id}  ${install.join('; ')}`);
    return [
      'TO INSTALL, once',
      ...lines,
      '',
      'Completed are commands, options, models, samplers, splitters, metrics, parameters (-p), columns of the data set',
      'on the line, versions, tags and experiments.',
    ].join('\n');
  },
  async run({ args }, term) {
    const shell = (await loadShells()).get(args[0]);
    term.note(`# to install it, once, and then open a new ${shell.id}:`);
    for (const line of shell.install) term.note(`#   ${line}`);
    term.raw(await shell.script());
    return EXIT.done;
  },
};

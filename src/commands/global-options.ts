/** The options of every command, as data: the command line parses them, help shows them. */
import type { OptionSpec } from './command.js';

const group = 'options of every command';

export const globalOptions = [
  { name: 'json', type: 'flag', group, help: 'the result as one JSON document; the same as --format json' },
  {
    name: 'format',
    type: 'text',
    choices: ['table', 'json', 'jsonl', 'csv', 'md', 'ids'],
    default: 'table',
    value: 'FORMAT',
    group,
    help: 'how the result is printed; jsonl, csv, md: commands whose result is rows; ids: only the versions, one a line',
  },
  {
    name: 'output',
    short: 'o',
    type: 'text',
    value: 'FILE',
    group,
    completes: 'file',
    help: 'write what stdout would carry to FILE',
  },
  { name: 'yes', short: 'y', type: 'flag', group, help: 'overwrite the file of -o; answer yes to questions' },
  { name: 'quiet', short: 'q', type: 'flag', group, help: 'only errors on stderr' },
  { name: 'verbose', short: 'v', type: 'flag', group, help: 'more on stderr and on the screen' },
  {
    name: 'progress',
    type: 'flag',
    default: true,
    negatable: true,
    group,
    help: 'no spinner, no heartbeat lines',
  },
  {
    name: 'color',
    type: 'text',
    choices: ['auto', 'always', 'never'],
    default: 'auto',
    value: 'WHEN',
    group,
    help: 'colours; auto: in a terminal, unless NO_COLOR is set',
  },
  { name: 'input', type: 'flag', default: true, negatable: true, group, help: 'never ask anything' },
  { name: 'debug', type: 'flag', group, help: 'show the stack of an unexpected error' },
  { name: 'help', short: 'h', type: 'flag', group, help: 'this help' },
] as const satisfies readonly OptionSpec[];

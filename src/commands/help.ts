/** `assay help [COMMAND|TOPIC]`: what `--help` prints, and topics. */
import { EXIT } from '../core/errors.js';
import { unknownName } from '../core/suggest.js';
import type { Command, CommandEntry } from './command.js';
import { commandHelp, groupHelp, hangLine, topHelp } from './command-help.js';
import { helpTopics } from './help-topics/list.js';

const MAX_WIDTH = 100;

async function topicHelp(id: string, width: number): Promise<string> {
  const text = await helpTopics.get(id).text();
  return `${text
    .split('\n')
    .flatMap((line) => hangLine(line, Math.min(width, MAX_WIDTH)))
    .join('\n')}\n`;
}

function unknownWord(word: string, entries: readonly CommandEntry[]) {
  const known = entries.filter(({ heading }) => heading !== null).map(({ id }) => id);
  return unknownName('help topic', word, [...helpTopics.ids(), ...known]);
}

async function entryHelp(entry: CommandEntry, words: readonly string[], width: number): Promise<string> {
  const command = await entry.load();
  if (!('subcommands' in command)) return commandHelp(command, width);
  if (words.length === 0) return groupHelp(command, width);
  const child = command.subcommands.find(({ id }) => id === words[0]);
  if (!child) {
    const ids = command.subcommands.map(({ id }) => id);
    throw unknownName(`command of assay ${command.id}`, words[0], ids);
  }
  return commandHelp(child, width, `${command.id} ${child.id}`);
}

/** @param entries every command; given, not imported, since the list of commands holds this one */
export const helpCommand = (entries: readonly CommandEntry[]): Command => ({
  id: 'help',
  ignoresProject: true,
  summary: 'help for a command or a topic; alone, a list of both',
  examples: ['assay help cv', 'assay help selectors'],
  args: [
    {
      name: 'TOPIC',
      required: false,
      variadic: true,
      completes: 'command-or-topic',
      help: 'a command or a topic',
    },
  ],
  options: [],
  async run({ args }, term) {
    const { width } = term.style;
    const [word, ...more] = args;
    const entry = entries.find(({ id, heading }) => id === word && heading !== null);
    const show = (text: string) => term.result({ schema: 'assay/help/1', text }, () => text);
    if (word === undefined) show(await topHelp(entries, width, helpTopics.all()));
    else if (entry && (more.length > 0 || !helpTopics.has(word))) show(await entryHelp(entry, more, width));
    else if (helpTopics.has(word)) show(await topicHelp(word, width));
    else throw unknownWord(word, entries);
    return EXIT.done;
  },
});

/** `assay help [COMMAND|TOPIC]`: what `--help` prints, and topics. */
import { EXIT } from '../core/errors.js';
import { unknownName } from '../core/suggest.js';
import type { Command, CommandEntry } from './command.js';
import { commandHelp, groupHelp, hangLine, topHelp } from './command-help.js';
import { helpTopics } from './help-topics/list.js';
import { modelHelp } from './registry-help.js';

const MAX_WIDTH = 100;

const wrapped = (text: string, width: number): string =>
  `${text
    .split('\n')
    .flatMap((line) => hangLine(line, Math.min(width, MAX_WIDTH)))
    .join('\n')}\n`;

/** A topic, or a model by its id. @throws AssayError exit 2 for a word that is neither */
async function topicHelp(word: string, entries: readonly CommandEntry[], width: number): Promise<string> {
  const text = helpTopics.has(word) ? await helpTopics.get(word).text() : await modelHelp(word);
  if (text === null) throw unknownWord(word, entries);
  return wrapped(text, width);
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
  summary: 'help for a command, a topic or a model; alone, a list of commands and topics',
  examples: ['assay help cv', 'assay help selectors', 'assay help boost'],
  args: [
    {
      name: 'TOPIC',
      required: false,
      variadic: true,
      completes: 'command-or-topic',
      help: 'a command, a topic or a model',
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
    else show(await topicHelp(word, entries, width));
    return EXIT.done;
  },
});

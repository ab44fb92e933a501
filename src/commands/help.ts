/** `assay help [COMMAND|TOPIC]`: what `--help` prints, and topics made from the registries. */
import { EXIT } from '../core/errors.js';
import { normaliseId, unknownName } from '../core/suggest.js';
import type { Command, CommandEntry } from './command.js';
import { commandHelp, groupHelp, hangLine, topHelp } from './command-help.js';
import { metricsHelp, modelsHelp, samplersHelp, searchesHelp, splittersHelp } from './registry-help.js';

const EXIT_CODES = `EXIT CODES, the first that applies
  130  interrupted by Ctrl-C; 143 by a request to end
    1  runtime error: I/O, disk, a crash
    2  usage: a missing file, an unknown column, id or option, a value out of range
    4  refused for safety: a leak, changed data
    5  verify found other bytes
    3  data unusable, failed validation, failed gate
    6  partial: some of several runs failed
    0  done`;

const TOPICS: Readonly<Record<string, () => string | Promise<string>>> = {
  models: modelsHelp,
  samplers: samplersHelp,
  metrics: metricsHelp,
  splitters: splittersHelp,
  searches: searchesHelp,
  'exit-codes': () => EXIT_CODES,
};

const findTopic = (word: string): string | undefined =>
  Object.keys(TOPICS).find((topic) =>
    [topic, topic.slice(0, -1), topic.slice(0, -2)].some((name) => normaliseId(name) === normaliseId(word)),
  );

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
  summary: 'help for a command or a topic: models, samplers, metrics, splitters, searches, exit-codes',
  examples: ['assay help schema', 'assay help models'],
  args: [{ name: 'TOPIC', required: false, variadic: true, help: 'a command or a topic' }],
  options: [],
  async run({ args }, term) {
    const { width } = term.style;
    const [word, ...more] = args;
    const entry = entries.find(({ id }) => id === word);
    const topic = word === undefined || entry ? undefined : findTopic(word);
    const show = (helpText: string) =>
      term.result({ schema: 'assay/help/1', text: helpText }, () => helpText);
    if (word === undefined) show(await topHelp(entries, width));
    else if (entry) show(await entryHelp(entry, more, width));
    else if (topic) {
      const lines = (await TOPICS[topic]())
        .split('\n')
        .flatMap((line) => hangLine(line, Math.min(width, 100)));
      show(`${lines.join('\n')}\n`);
    } else {
      throw unknownName('help topic', word, [...Object.keys(TOPICS), ...entries.map(({ id }) => id)]);
    }
    return EXIT.done;
  },
});

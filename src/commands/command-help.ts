/** `--help` made from a command's data: usage, examples first, then options by heading, then the details. */
import { displayWidth, hang, padEnd } from '../report/screens/text.js';
import {
  type ArgumentSpec,
  type Command,
  type CommandEntry,
  type CommandGroup,
  HEADINGS,
  type OptionSpec,
} from './command.js';
import { globalOptions } from './global-options.js';
import { allowedValues, argumentUsage, flagUsage, isCollected } from './option-names.js';

const MAX_WIDTH = 100;
const MAX_NAME_WIDTH = 30;

interface Entry {
  readonly name: string;
  readonly text: string;
}

/** Two columns: names, and texts wrapped beside them. */
function definitions(entries: readonly Entry[], width: number): string[] {
  const column = Math.min(MAX_NAME_WIDTH, Math.max(...entries.map(({ name }) => displayWidth(name))));
  return entries.flatMap(({ name, text }) => {
    if (displayWidth(name) <= column) return hang(`  ${padEnd(name, column)}  `, text, width);
    return [`  ${name}`, ...hang(' '.repeat(column + 4), text, width)];
  });
}

function defaultText(spec: OptionSpec): string {
  if (spec.default === undefined || spec.type === 'flag') return '';
  return `default ${Array.isArray(spec.default) ? spec.default.join(',') : spec.default}`;
}

async function describeOption(spec: OptionSpec): Promise<Entry> {
  const range = spec.type === 'list' || spec.type === 'flag' ? '' : allowedValues(spec);
  const several = spec.sweeps ? `or several: A,B${spec.type === 'int' ? ' or 1..5' : ''}` : '';
  const notes = [range, several, defaultText(spec), isCollected(spec) ? 'repeatable' : ''].filter(Boolean);
  const known = spec.known ? `; ${await spec.known()}` : '';
  return {
    name: flagUsage(spec),
    text: `${spec.help}${known}${notes.length ? ` (${notes.join('; ')})` : ''}`,
  };
}

async function optionGroups(specs: readonly OptionSpec[], width: number): Promise<string[]> {
  const headings = [...new Set(specs.map(({ group }) => group))];
  const lines: string[] = [];
  for (const heading of headings) {
    const entries = await Promise.all(specs.filter(({ group }) => group === heading).map(describeOption));
    lines.push('', `${heading.toUpperCase()}`, ...definitions(entries, width));
  }
  return lines;
}

/** -o as this command means it. */
const globalsOf = (command: Command): OptionSpec[] =>
  globalOptions.map((spec) =>
    spec.name === 'output' && command.product ? { ...spec, help: `write ${command.product} to FILE` } : spec,
  );

const argumentEntry = (argument: ArgumentSpec): Entry => ({
  name: argumentUsage(argument),
  text: argument.help,
});

/** `usage  assay cv DATA [options]`. @param path the words that lead to the command, e.g. `data list` */
export const usageLine = (command: Command, path = command.id): string =>
  ['assay', path, ...command.args.map(argumentUsage), '[options]'].join(' ');

/**
 * The help of one command.
 * @param path the words that lead to it, e.g. `data list`
 * @returns lines of at most `width` (100 at most), joined
 */
export async function commandHelp(command: Command, width: number, path = command.id): Promise<string> {
  const columns = Math.min(width, MAX_WIDTH);
  const lines = [
    ...hang('', `assay ${path}: ${command.summary}`, columns),
    '',
    ...hang('usage   ', usageLine(command, path), columns),
    ...command.examples.flatMap((example, i) => hang(i === 0 ? 'try     ' : '        ', example, columns)),
  ];
  if (command.args.length)
    lines.push('', 'ARGUMENTS', ...definitions(command.args.map(argumentEntry), columns));
  lines.push(...(await optionGroups([...command.options, ...globalsOf(command)], columns)));
  const details = await command.details?.();
  if (details) lines.push('', ...details.split('\n').flatMap((line) => hangLine(line, columns)));
  return `${lines.join('\n')}\n`;
}

/** A line of details, wrapped under its own indentation. */
export function hangLine(line: string, width: number): string[] {
  const indent = /^ */.exec(line)?.[0] ?? '';
  if (displayWidth(line) <= width) return [line];
  const [first, ...rest] = hang(indent, line.trim(), width);
  return [
    first,
    ...(rest.length ? hang(`${indent}  `, rest.map((text) => text.trim()).join(' '), width) : []),
  ];
}

/** The help of a command that holds others. */
export function groupHelp(group: CommandGroup, width: number): string {
  const columns = Math.min(width, MAX_WIDTH);
  const entries = group.subcommands.map((command) => ({ name: command.id, text: command.summary }));
  const lines = [
    ...hang('', `assay ${group.id}: ${group.summary}`, columns),
    '',
    `usage   assay ${group.id} COMMAND [options]`,
    '',
    ...definitions(entries, columns),
    '',
    `more    assay ${group.id} COMMAND --help`,
  ];
  return `${lines.join('\n')}\n`;
}

/** The first words for somebody who has just installed it. */
const FIRST_STEPS = [
  ['assay demo', 'see it all on a shipped data set'],
  ['assay', 'in a terminal: asks what you want, and shows the command line that does it'],
  ['assay eda FILE.csv -t COLUMN', 'look at your own data'],
  ['assay cv FILE.csv -t COLUMN', 'how well can COLUMN be predicted?'],
].map(([name, text]) => ({ name, text }));

const asEntries = (items: readonly { readonly id: string; readonly summary: string }[]): Entry[] =>
  items.map(({ id, summary }) => ({ name: id, text: summary }));

/** Commands by heading; columns are as wide as the longest name of all. */
function commandLines(entries: readonly CommandEntry[], width: number): string[] {
  const longest = Math.max(...entries.map(({ id }) => id.length));
  const padded = (entry: Entry): Entry => ({ ...entry, name: entry.name.padEnd(longest) });
  return HEADINGS.flatMap((heading) => {
    const own = entries.filter((entry) => entry.heading === heading);
    if (own.length === 0) return [];
    return ['', heading.toUpperCase(), ...definitions(asEntries(own).map(padded), width)];
  });
}

/**
 * What `assay --help` prints. Loads no command.
 * @param topics for `assay help`, which lists them too
 */
export async function topHelp(
  entries: readonly CommandEntry[],
  width: number,
  topics: readonly { readonly id: string; readonly summary: string }[] = [],
): Promise<string> {
  const columns = Math.min(width, MAX_WIDTH);
  const ofTopics =
    topics.length > 0 ? ['', 'TOPICS: assay help TOPIC', ...definitions(asEntries(topics), columns)] : [];
  const lines = [
    ...hang('', 'assay: a modelling bench for tables, in a terminal', columns),
    '',
    'usage   assay COMMAND [options]',
    '',
    'FIRST',
    ...definitions(FIRST_STEPS, columns),
    ...commandLines(entries, columns),
    ...ofTopics,
    ...(await optionGroups(globalOptions, columns)),
    '',
    ...hang('more    ', 'assay COMMAND --help · assay help lists topics · assay --version', columns),
  ];
  return `${lines.join('\n')}\n`;
}

/** A command line that is still being typed: which command, what was given so far, and what the last word would be. */
import { normaliseId } from '../../core/suggest.js';
import type {
  ArgumentSpec,
  Command,
  CommandEntry,
  CommandGroup,
  OptionSpec,
  Typed,
  TypedValue,
} from '../command.js';
import { globalOptions } from '../global-options.js';

/** What the last word is. */
export type Wanted =
  | { readonly kind: 'command'; readonly known: readonly { readonly id: string; readonly summary: string }[] }
  | { readonly kind: 'option' }
  | { readonly kind: 'value'; readonly spec: OptionSpec }
  | { readonly kind: 'argument'; readonly specs: readonly ArgumentSpec[] };

export interface Line {
  /** Null before one is named. */
  readonly command: Command | null;
  readonly specs: readonly OptionSpec[];
  /** As typed, by long name. Lists and ranges are not taken apart. */
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly operands: readonly string[];
  readonly wanted: Wanted;
  /** The part of the word that is there already; of `--model=fo` what follows the `=`. */
  readonly prefix: string;
}

interface Words {
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly operands: readonly string[];
  /** The option whose value comes next. */
  readonly open: OptionSpec | null;
  /** `--` was typed: no more options. */
  readonly ended: boolean;
}

const isOption = (word: string): boolean => word.startsWith('-') && word !== '-';

/** The option that a word names, and the value attached to it: `--model=fo`, `-k3`, `--no-header`. */
function optionOf(word: string, specs: readonly OptionSpec[]) {
  const [, name, , long] = /^--([^=]+)(=(.*))?$/s.exec(word) ?? [];
  if (name !== undefined) {
    const spec = specs.find((one) => one.name === name || `no-${one.name}` === name) ?? null;
    return { spec, attached: long, off: spec !== null && spec.name !== name };
  }
  const spec = specs.find(({ short }) => short !== undefined && short === word[1]) ?? null;
  return { spec, attached: word.length > 2 ? word.slice(2) : undefined, off: false };
}

/** Takes words apart as far as they can be: nothing is checked. */
function readWords(words: readonly string[], specs: readonly OptionSpec[]): Words {
  const options = new Map<string, string[]>();
  const operands: string[] = [];
  const give = ({ name }: OptionSpec, value: string) =>
    options.set(name, [...(options.get(name) ?? []), value]);
  let open: OptionSpec | null = null;
  let ended = false;
  for (const word of words) {
    if (open) {
      give(open, word);
      open = null;
    } else if (ended || !isOption(word)) operands.push(word);
    else if (word === '--') ended = true;
    else {
      const { spec, attached, off } = optionOf(word, specs);
      if (spec?.type === 'flag') give(spec, String(!off));
      else if (spec && attached !== undefined) give(spec, attached);
      else open = spec;
    }
  }
  return { options, operands, open, ended };
}

const named = <T extends { readonly id: string }>(items: readonly T[], word: string): T | undefined =>
  items.find(({ id }) => normaliseId(id) === normaliseId(word));

/** The words before the command are options of every command. @returns its place; -1 when it is not there yet */
function placeOfCommand(words: readonly string[]): number {
  for (let at = 0; at < words.length; at++) {
    if (!isOption(words[at])) return at;
    const { spec, attached } = optionOf(words[at], globalOptions);
    if (spec && spec.type !== 'flag' && attached === undefined) at++;
  }
  return -1;
}

const isGroup = (one: Command | CommandGroup): one is CommandGroup => 'subcommands' in one;

/** The arguments that the next operand could be: one, or more where an earlier one takes several words. */
function argumentsAt({ args }: Command, index: number): ArgumentSpec[] {
  const several = args.findIndex(({ variadic }) => variadic);
  if (several < 0 || index <= several) return args.slice(index, index + 1);
  return args.slice(several, index + 1);
}

function lineOf(
  command: Command | null,
  specs: readonly OptionSpec[],
  words: Words,
  last: string,
  otherwise: Wanted,
): Line {
  const { options, operands, open, ended } = words;
  const found = { command, specs, options, operands };
  if (open) return { ...found, wanted: { kind: 'value', spec: open }, prefix: last };
  if (ended || !last.startsWith('-')) return { ...found, wanted: otherwise, prefix: last };
  const { spec, attached } = optionOf(last, specs);
  const takes = spec !== null && spec.type !== 'flag' && last.startsWith('--') && attached !== undefined;
  if (takes) return { ...found, wanted: { kind: 'value', spec }, prefix: attached };
  return { ...found, wanted: { kind: 'option' }, prefix: last };
}

/**
 * @param words what stands after `assay`; the last one is being typed, empty when it is not begun
 * @param entries every command
 */
export async function readLine(words: readonly string[], entries: readonly CommandEntry[]): Promise<Line> {
  const before = words.slice(0, -1);
  const last = words.at(-1) ?? '';
  const shown = entries.filter(({ heading }) => heading !== null);
  const at = placeOfCommand(before);
  const loaded = at < 0 ? undefined : await named(shown, before[at])?.load();
  if (loaded === undefined) {
    const known = at < 0 ? shown : [];
    return lineOf(null, globalOptions, readWords(before, globalOptions), last, { kind: 'command', known });
  }
  const rest = before.toSpliced(at, 1);
  if (!isGroup(loaded)) return commandLine(loaded, rest, last);
  const below = placeOfCommand(rest);
  const child = below < 0 ? undefined : named(loaded.subcommands, rest[below]);
  if (child) return commandLine(child, rest.toSpliced(below, 1), last);
  const known = below < 0 ? loaded.subcommands : [];
  return lineOf(null, globalOptions, readWords(rest, globalOptions), last, { kind: 'command', known });
}

function commandLine(command: Command, before: readonly string[], last: string): Line {
  const specs: readonly OptionSpec[] = [...command.options, ...globalOptions];
  const words = readWords(before, specs);
  const wanted: Wanted = { kind: 'argument', specs: argumentsAt(command, words.operands.length) };
  return lineOf(command, specs, words, last, wanted);
}

/** The last value given to an option, its variable, or null. */
export function given(
  line: Line,
  name: string,
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  const variable = env[`ASSAY_${name.toUpperCase().replaceAll('-', '_')}`];
  return line.options.get(name)?.at(-1) ?? (variable || null);
}

/** The same line in the form that the rest of the commands take. */
export function asTyped(line: Line, env: Readonly<Record<string, string | undefined>>): Typed {
  const options: Record<string, TypedValue> = {};
  for (const name of ['store', 'experiment']) options[name] = given(line, name, env) ?? undefined;
  return { args: line.operands, options, given: new Set(), origins: new Map(), argv: [] };
}

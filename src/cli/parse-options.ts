/** argv of one command → Typed: commander finds options and operands, OptionSpec decides what they mean. */
import { Command as CommanderCommand, CommanderError, Option } from 'commander';
import type { Command, OptionSpec, Origin, Typed, TypedValue } from '../commands/command.js';
import { usageLine } from '../commands/command-help.js';
import { globalOptions } from '../commands/global-options.js';
import { allowedValues, argumentUsage, flagNames, isCollected } from '../commands/option-names.js';
import { parseValue } from '../commands/option-values.js';
import { usageError } from '../core/errors.js';
import { unknownOption } from './unknown-option.js';

type Given = Map<string, TypedValue>;

/** The words that would be taken for an option: `--folds`, `-k`. */
function optionWords(specs: readonly OptionSpec[]): Set<string> {
  return new Set(
    specs.flatMap(({ name, short }) => [`--${name}`, `--no-${name}`, ...(short ? [`-${short}`] : [])]),
  );
}

const needsValue = (spec: OptionSpec, received: string) =>
  usageError(
    'ASSAY_OPTION_NEEDS_VALUE',
    `${flagNames(spec)} needs a value${received}`,
    allowedValues(spec) || spec.help,
  );

/** commander's options for one spec; their values land in `given`, checked. */
function commanderOptions(
  spec: OptionSpec,
  given: Given,
  words: ReadonlySet<string>,
  argv: readonly string[],
): Option[] {
  const short = spec.short ? `-${spec.short}, ` : '';
  if (spec.type === 'flag') {
    const on = new Option(`${short}--${spec.name}`);
    return spec.negatable ? [on, new Option(`--no-${spec.name}`)] : [on];
  }
  const take = (received: string) => {
    // An option where a value should stand was forgotten, unless it is attached on purpose: --target=--odd.
    const attached = argv.includes(`--${spec.name}=${received}`);
    if (words.has(received) && !attached) throw needsValue(spec, `, got the option ${received}`);
    const value = parseValue(spec, received);
    const before = given.get(spec.name);
    given.set(
      spec.name,
      isCollected(spec) ? [...(Array.isArray(before) ? before : []), value].flat().map(String) : value,
    );
    return value;
  };
  if (spec.type !== 'text' || spec.bare === undefined) {
    return [new Option(`${short}--${spec.name} <value>`).argParser(take)];
  }
  return [new Option(`${short}--${spec.name} [value]`).preset(spec.bare).argParser(take)];
}

/** A parser that throws instead of printing, knows the specs and nothing else. */
function buildParser(specs: readonly OptionSpec[], given: Given, argv: readonly string[]): CommanderCommand {
  const parser = new CommanderCommand().exitOverride().helpOption(false);
  parser.configureOutput({ writeErr: () => {}, writeOut: () => {} });
  const words = optionWords(specs);
  for (const spec of specs) {
    for (const option of commanderOptions(spec, given, words, argv)) parser.addOption(option);
    if (spec.type !== 'flag') continue;
    parser.on(`option:${spec.name}`, () => given.set(spec.name, true));
    if (spec.negatable) parser.on(`option:no-${spec.name}`, () => given.set(spec.name, false));
  }
  return parser;
}

/** commander's only complaint while splitting argv: an option at the end without its value. */
function translate(error: unknown, specs: readonly OptionSpec[]): unknown {
  if (!(error instanceof CommanderError) || error.code !== 'commander.optionMissingArgument') return error;
  const spec = specs.find(({ name }) => error.message.includes(`--${name} <`));
  return spec ? needsValue(spec, '') : error;
}

/** Was an option given that makes the arguments needless, as --resume makes DATA? Then nothing is asked for either. */
export const goesWithout = ({ args }: Command, { given }: Typed): boolean =>
  args.some(({ unless }) => unless !== undefined && given.has(unless));

/** @throws AssayError (exit 2) for a missing or superfluous argument */
export async function checkArguments(command: Command, path: string, typed: Typed): Promise<void> {
  if (goesWithout(command, typed)) return;
  const operands = typed.args;
  const usage = `usage: ${usageLine(command, path)}`;
  const missing = command.args.filter(({ required }) => required)[operands.length];
  if (missing) {
    throw usageError(
      'ASSAY_MISSING_ARGUMENT',
      `assay ${path}: ${argumentUsage(missing)} is missing (${missing.help})`,
      missing.known ? `one of ${(await missing.known()).join(', ')}` : usage,
    );
  }
  if (operands.length <= command.args.length || command.args.some(({ variadic }) => variadic)) return;
  const extra = operands[command.args.length];
  const isParam = extra.includes('=') && command.options.some(({ name }) => name === 'param');
  throw usageError(
    'ASSAY_EXTRA_ARGUMENT',
    `assay ${path}: unexpected "${extra}"`,
    isParam ? `a parameter is -p ${extra}` : usage,
  );
}

function withDefaults(specs: readonly OptionSpec[], given: Given): Record<string, TypedValue> {
  const values: Record<string, TypedValue> = {};
  for (const spec of specs) values[spec.name] = given.get(spec.name) ?? spec.default;
  return values;
}

function originsOf(specs: readonly OptionSpec[], given: Given): Map<string, Origin> {
  const origins = new Map<string, Origin>();
  for (const { name, type, default: value } of specs) {
    const isGiven = given.has(name);
    if (isGiven || (value !== undefined && type !== 'flag')) {
      origins.set(name, { kind: isGiven ? 'flag' : 'default' });
    }
  }
  return origins;
}

/**
 * @param path the words that lead to the command, e.g. `data list`
 * @param words argv without those words
 * @param argv all of argv
 * @throws AssayError (exit 2) for an unknown option or a bad value; arguments are checked once they are configured
 */
export async function parseOptions(
  command: Command,
  path: string,
  words: readonly string[],
  argv: readonly string[],
): Promise<Typed> {
  const specs: OptionSpec[] = [...command.options, ...globalOptions];
  const given: Given = new Map();
  const parser = buildParser(specs, given, words);
  let parsed: { operands: string[]; unknown: string[] };
  try {
    parsed = parser.parseOptions([...words]);
  } catch (error) {
    throw translate(error, specs);
  }
  const { operands, unknown } = parsed;
  if (unknown.length > 0)
    throw await unknownOption({ word: unknown[0], next: unknown[1], argv }, specs, path);
  return {
    args: operands,
    options: withDefaults(specs, given),
    given: new Set(given.keys()),
    origins: originsOf(specs, given),
    argv,
  };
}

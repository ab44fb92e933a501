/** Which option a key means, and whether any command takes it. */
import { usageError } from '../../core/errors.js';
import { closest } from '../../core/suggest.js';
import type { Command, CommandEntry, OptionSpec } from '../command.js';
import { globalOptions } from '../global-options.js';
import { modellingOptions } from '../modelling-options.js';
import { stepOptions } from '../step-options.js';
import type { Setting } from './setting.js';

/** They say where options come from, or do something once: nobody wants them done by a file that lies about. */
const NOT_CONFIGURED: readonly string[] = [
  ...['config', 'set', 'like', 'recipe', 'help'],
  ...['yes', 'output', 'resume', 'remove', 'infer', 'filter', 'save-splits'],
];

/** Keys that are no option. */
const DATA_KEY = 'data';
export const PARAMS_KEY = 'params';

export interface FoundOption {
  readonly spec: OptionSpec;
  /** The key was `no-progress`. */
  readonly negated: boolean;
}

/** The option that a key means: `test-size`, `test_size`, `no-progress`. */
export function findOption(specs: readonly OptionSpec[], key: string): FoundOption | null {
  const name = key.replaceAll('_', '-');
  if (NOT_CONFIGURED.includes(name)) return null;
  const spec = specs.find((one) => one.name === name);
  if (spec) return { spec, negated: false };
  const positive = specs.find(
    (one) => one.type === 'flag' && one.negatable === true && `no-${one.name}` === name,
  );
  return positive ? { spec: positive, negated: true } : null;
}

/** The options of a command that can be configured. `data` of `rerun` and `verify` is not what `data:` means. */
export const optionsOf = (command: Command): readonly OptionSpec[] =>
  [...command.options, ...globalOptions].filter(
    ({ name }) => name !== DATA_KEY && !NOT_CONFIGURED.includes(name),
  );

export const isDataKey = ({ path }: Setting): boolean => path.length === 1 && path[0] === DATA_KEY;

/** Options given as a mapping: `types: {zip: text}` is `--types zip=text`. */
export const takesPairs = (spec: OptionSpec): boolean =>
  spec.repeatable === true && spec.value?.includes('=') === true;

/** Do the options take the key, all but the name of a command before it? */
function isTaken(path: readonly string[], specs: readonly OptionSpec[]): boolean {
  const [key, ...below] = path;
  if (key === PARAMS_KEY) return specs.some(({ name }) => name === 'param');
  const spec = findOption(specs, key)?.spec;
  return spec !== undefined && (below.length === 0 || (below.length === 1 && takesPairs(spec)));
}

/** Every command that is no group, loaded. O(modules): only for keys that are not common. */
async function loadCommands(entries: readonly CommandEntry[]): Promise<Command[]> {
  const loaded = await Promise.all(entries.map((entry) => entry.load()));
  return loaded.filter((command): command is Command => !('subcommands' in command));
}

/** Every command, those of groups too. */
export async function loadAllCommands(entries: readonly CommandEntry[]): Promise<Command[]> {
  const loaded = await Promise.all(entries.map((entry) => entry.load()));
  return loaded.flatMap((command) => ('subcommands' in command ? [...command.subcommands] : [command]));
}

/** Options that need no other command to be loaded: those of the chosen one, of every step and of the models. */
const commonOptions = (command: Command): readonly OptionSpec[] => [
  ...optionsOf(command),
  ...stepOptions,
  ...modellingOptions,
];

/** Is the key known without loading a command? */
function isCommon(setting: Setting, command: Command): boolean {
  const [first, ...below] = setting.path;
  if (isDataKey(setting) || isTaken(setting.path, commonOptions(command))) return true;
  return first === command.id && below.length > 0 && isTaken(below, optionsOf(command));
}

function unknownKey({ path, place }: Setting, known: readonly string[], of: string) {
  const key = path.join('.');
  const [first] = path;
  if (NOT_CONFIGURED.includes(first)) {
    return usageError('ASSAY_CONFIG_KEY', `${place}${first} cannot be configured`, `type it: --${first}`);
  }
  const near = closest(first, known);
  const hint = near && near !== first ? `did you mean "${near}"?` : 'assay config show lists the options';
  return usageError('ASSAY_CONFIG_KEY', `${place}unknown key "${key}"${of}`, hint);
}

const noMapping = ({ path: [id], place }: Setting) =>
  usageError(
    'ASSAY_CONFIG_KEY',
    `${place}${id} is a command; its options stand below it`,
    `${id}: {seed: 7}`,
  );

const namesIn = (specs: readonly OptionSpec[]): string[] => specs.map(({ name }) => name);

/**
 * Every key must mean something to some command: a misspelt one would pass for the default.
 * @throws AssayError (exit 2) naming the place, the key and the nearest known one
 */
export async function checkKeys(
  settings: readonly Setting[],
  command: Command,
  entries: readonly CommandEntry[],
): Promise<void> {
  const rest = settings.filter((setting) => !isCommon(setting, command));
  if (rest.length === 0) return;
  const commands = await loadCommands(entries);
  const all = (await loadAllCommands(entries)).flatMap(optionsOf);
  for (const setting of rest) {
    const [first, ...below] = setting.path;
    if (isTaken(setting.path, all)) continue;
    const owner = commands.find(({ id }) => id === first);
    if (owner && below.length === 0) throw noMapping(setting);
    if (!owner) {
      const known = [...new Set([DATA_KEY, PARAMS_KEY, ...namesIn(all), ...commands.map(({ id }) => id)])];
      throw unknownKey(setting, known, '');
    }
    if (isTaken(below, optionsOf(owner))) continue;
    throw unknownKey({ ...setting, path: below }, namesIn(optionsOf(owner)), ` of assay ${owner.id}`);
  }
}

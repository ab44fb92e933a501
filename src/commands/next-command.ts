/** Command lines that go on from the one that was typed: its data, target and other options, where they apply. */
import { listText, shellText } from '../core/shell-text.js';
import type { OptionSpec, Typed, TypedValue } from './command.js';
import { DATA, paramKey } from './configuration/setting.js';
import { modellingOptions, sweepingStepOptions } from './modelling-options.js';
import { searchOptions } from './search-options.js';
import {
  experimentOption,
  experimentOptions,
  readingOptions,
  stepOptions,
  storeOption,
  targetOptions,
} from './step-options.js';

interface Changes {
  /** Words at the end: what the next command has more. */
  readonly add?: readonly string[];
  /** Options that are not carried on. */
  readonly without?: readonly string[];
}

/** They say how one run went about its work, or would write its files again; what `--set` set is carried itself. */
const NOT_CARRIED = ['set', 'jobs', 'save-splits', 'tag', 'note', 'dry-run', 'skip-done', 'require'];

/** An option as it could be typed. */
function optionWords({ name, short, type, repeatable }: OptionSpec, value: TypedValue): string[] {
  const flag = short ? `-${short}` : `--${name}`;
  if (value === undefined) return [];
  if (type === 'flag') return [value ? `--${name}` : `--no-${name}`];
  if (!Array.isArray(value)) return [flag, String(value)];
  const texts = value.map(String);
  return repeatable ? texts.flatMap((one) => [flag, one]) : [flag, listText(texts)];
}

/** What the commands that go on take. */
const OPTIONS = {
  init: [...targetOptions, ...readingOptions, experimentOption, storeOption()],
  eda: stepOptions,
  validate: [...readingOptions, ...experimentOptions],
  cv: [...sweepingStepOptions, ...modellingOptions],
  tune: [...sweepingStepOptions, ...searchOptions, ...modellingOptions],
} as const satisfies Record<string, readonly OptionSpec[]>;

/** Was it on the command line? What a file, a variable or `--like` said is said again without a word. */
const wasTyped = ({ given, origins }: Typed, name: string): boolean =>
  given.has(name) || origins.get(name)?.kind === 'set';

/** Of the parameters those that were on the command line. */
function carriedValue(typed: Typed, name: string): TypedValue {
  const value = typed.options[name];
  if (name !== 'param' || !Array.isArray(value)) return value;
  const kindOf = (text: string) => typed.origins.get(paramKey(text, typed.options))?.kind ?? 'flag';
  return value.filter((text) => ['flag', 'set'].includes(kindOf(text)));
}

/** `assay cv loans -t default`: another command on the same data, with every option typed that it has too. */
export function nextCommand(typed: Typed, id: keyof typeof OPTIONS, changes: Changes = {}): string {
  const { add = [], without = [] } = changes;
  const isCarried = ({ name }: OptionSpec) =>
    (name === 'param' || wasTyped(typed, name)) && !NOT_CARRIED.includes(name) && !without.includes(name);
  const options: readonly OptionSpec[] = OPTIONS[id];
  const carried = options
    .filter(isCarried)
    .flatMap((spec) => optionWords(spec, carriedValue(typed, spec.name)));
  const args = typed.origins.has(DATA) && !wasTyped(typed, DATA) ? [] : typed.args;
  return shellText(['assay', id, ...args, ...carried, ...add]);
}

/** A command on versions of the store that was written to. */
export function nextOnVersions(typed: Typed, id: string, ...selectors: readonly string[]): string {
  const { store } = typed.options;
  // Such commands take no --config: they look at the file that is found.
  const isElsewhere = typed.origins.get('store')?.kind === 'file' && typed.given.has('config');
  const words = wasTyped(typed, 'store') || isElsewhere ? ['-E', String(store)] : [];
  return shellText(['assay', id, ...selectors, ...words]);
}

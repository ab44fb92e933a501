/** Command lines that go on from the one that was typed: its data, target and other options, where they apply. */
import { listText, shellText } from '../core/shell-text.js';
import type { OptionSpec, Typed, TypedValue } from './command.js';
import { modellingOptions, sweepingStepOptions } from './modelling-options.js';
import { experimentOptions, readingOptions, stepOptions } from './step-options.js';

interface Changes {
  /** Words at the end: what the next command has more. */
  readonly add?: readonly string[];
  /** Options that are not carried on. */
  readonly without?: readonly string[];
}

/** They say how one run went about its work, or would write its files again. */
const NOT_CARRIED = ['jobs', 'save-splits', 'tag', 'note', 'dry-run', 'skip-done', 'require'];

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
  eda: stepOptions,
  validate: [...readingOptions, ...experimentOptions],
  cv: [...sweepingStepOptions, ...modellingOptions],
  tune: [...sweepingStepOptions, ...modellingOptions],
} as const satisfies Record<string, readonly OptionSpec[]>;

/** `assay cv loans -t default`: another command on the same data, with every option typed that it has too. */
export function nextCommand(typed: Typed, id: keyof typeof OPTIONS, changes: Changes = {}): string {
  const { add = [], without = [] } = changes;
  const isCarried = ({ name }: OptionSpec) =>
    typed.given.has(name) && !NOT_CARRIED.includes(name) && !without.includes(name);
  const options: readonly OptionSpec[] = OPTIONS[id];
  const carried = options.filter(isCarried).flatMap((spec) => optionWords(spec, typed.options[spec.name]));
  return shellText(['assay', id, ...typed.args, ...carried, ...add]);
}

/** A command on versions of the store that was written to. */
export function nextOnVersions(typed: Typed, id: string, ...selectors: readonly string[]): string {
  const { store } = typed.options;
  return shellText(['assay', id, ...selectors, ...(typed.given.has('store') ? ['-E', String(store)] : [])]);
}

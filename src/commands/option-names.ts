/** How an option is spelt in help and in errors. */
import type { ArgumentSpec, OptionSpec } from './command.js';

/** On by default and negatable: people only ever type `--no-NAME`. */
const isOffSwitch = (spec: OptionSpec) =>
  spec.type === 'flag' && spec.negatable === true && spec.default === true;

/** `-k/--folds`, `--no-progress`, `--header/--no-header`. */
export function flagNames(spec: OptionSpec): string {
  const long = isOffSwitch(spec) ? `--no-${spec.name}` : `--${spec.name}`;
  const negative = spec.type === 'flag' && spec.negatable && !isOffSwitch(spec) ? `/--no-${spec.name}` : '';
  return `${spec.short ? `-${spec.short}/` : ''}${long}${negative}`;
}

/** Does an option that is given several times join its values? Of others the last one counts. */
export const isCollected = ({ type, repeatable }: OptionSpec): boolean =>
  repeatable === true || type === 'list';

const VALUE_NAMES = { text: 'TEXT', int: 'N', number: 'X', list: 'A,B', flag: '' } as const;

/** `-k/--folds N`. */
export const flagUsage = (spec: OptionSpec): string =>
  `${flagNames(spec)} ${spec.value ?? VALUE_NAMES[spec.type]}`.trimEnd();

/** `a whole number from 2 to 100`, `one of table, json`; empty when any text will do. */
export function allowedValues(spec: OptionSpec): string {
  if (spec.type === 'text') return spec.choices ? `one of ${spec.choices.join(', ')}` : '';
  if (spec.type === 'list') return 'a list: A,B or a JSON array of texts';
  if (spec.type === 'flag') return 'no value';
  const kind = spec.type === 'int' ? 'a whole number' : 'a number';
  const from = spec.min === undefined ? '' : ` from ${spec.min}`;
  const to = spec.max === undefined ? '' : spec.min === undefined ? ` up to ${spec.max}` : ` to ${spec.max}`;
  return `${kind}${from}${to}`;
}

/** `DATA`, `[COMMAND]`, `[SELECTOR…]`. */
export function argumentUsage(argument: ArgumentSpec): string {
  const name = `${argument.name}${argument.variadic ? '…' : ''}`;
  return argument.required ? name : `[${name}]`;
}

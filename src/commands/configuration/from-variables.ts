/** `ASSAY_TEST_SIZE=0.3` → the layer it makes for a command; and variables that are spelt almost so. */
import { closest } from '../../core/suggest.js';
import type { Command, OptionSpec } from '../command.js';
import { configuredValue } from './configured-value.js';
import { optionsOf } from './keys.js';
import { DATA, emptyLayer, type Layer } from './setting.js';

type Environment = Readonly<Record<string, string | undefined>>;

const PREFIX = 'ASSAY_';
/** The project file, as `--config` names it. */
export const CONFIG_VARIABLE = `${PREFIX}CONFIG`;
const DATA_VARIABLE = `${PREFIX}DATA`;

/** `test-size` → `ASSAY_TEST_SIZE`. */
const variableOf = (option: string): string => PREFIX + option.toUpperCase().replaceAll('-', '_');

/** An empty variable counts as absent. */
export const variable = (env: Environment, name: string): string | undefined =>
  env[name]?.trim() ? env[name] : undefined;

const isNegatable = (spec: OptionSpec) => spec.type === 'flag' && spec.negatable === true;

/** @throws AssayError (exit 2) naming the variable, what was received and what is allowed */
export function layerOfVariables(env: Environment, command: Command): Layer {
  const layer = emptyLayer();
  for (const spec of optionsOf(command)) {
    const negative = isNegatable(spec) ? variableOf(`no-${spec.name}`) : '';
    for (const name of [variableOf(spec.name), negative]) {
      const text = variable(env, name);
      if (text === undefined) continue;
      const parsed = configuredValue(spec, text, name);
      const origin = { kind: 'variable', name } as const;
      if (spec.name === 'param') {
        const place = `${name}: `;
        layer.params.push(...(parsed as string[]).map((one) => ({ text: one, origin, place })));
      } else {
        layer.values.set(spec.name, { value: name === negative ? !parsed : parsed, origin });
      }
    }
  }
  const data = variable(env, DATA_VARIABLE);
  if (data !== undefined) {
    layer.values.set(DATA, { value: data, origin: { kind: 'variable', name: DATA_VARIABLE } });
  }
  return layer;
}

/** The names of all variables that mean something to one of the commands. */
const variablesOf = (commands: readonly Command[]): string[] => [
  CONFIG_VARIABLE,
  DATA_VARIABLE,
  ...commands
    .flatMap(optionsOf)
    .flatMap((spec) => [
      variableOf(spec.name),
      ...(isNegatable(spec) ? [variableOf(`no-${spec.name}`)] : []),
    ]),
];

/** Variables that are set and mean nothing to these commands. */
export function unknownVariables(env: Environment, commands: readonly Command[]): string[] {
  const known = new Set(variablesOf(commands));
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && variable(env, name) !== undefined && !known.has(name))
    .sort();
}

/** A line for each of `names` that is almost one of the commands'. Others belong to someone else. */
export function nearMisses(names: readonly string[], commands: readonly Command[]): string[] {
  const known = variablesOf(commands).map((name) => name.slice(PREFIX.length));
  return names.flatMap((name) => {
    const near = closest(name.slice(PREFIX.length), known);
    return near === undefined ? [] : [`${name} means nothing to assay; did you mean ${PREFIX}${near}?`];
  });
}

/** Settings (of assay.yaml, of `--set`) → the layer they make for one command. */
import { usageError } from '../../core/errors.js';
import type { Command, OptionSpec } from '../command.js';
import { configuredValue, isPathOption, movedPath } from './configured-value.js';
import { dataPath } from './data-path.js';
import { type FoundOption, findOption, isDataKey, optionsOf, PARAMS_KEY, takesPairs } from './keys.js';
import { type ConfiguredParam, DATA, emptyLayer, type Layer, type Setting } from './setting.js';

const isText = (value: Setting['value']): value is string => typeof value === 'string';

function oneText({ value, place, path }: Setting): string {
  if (isText(value)) return value;
  throw usageError('ASSAY_OPTION_VALUE', `${place}${path.join('.')} takes one value`);
}

/** `params.forest.n_estimators` → `forest.n_estimators=300`; a list is choices for `tune`. */
function paramOf({ path, value, origin, place }: Setting): ConfiguredParam {
  if (path.length !== 3) {
    throw usageError(
      'ASSAY_CONFIG_PARAMS',
      `${place}${path.join('.')}: parameters stand below the id of their model, sampler or splitter`,
      'params: {forest: {n_estimators: 300}}',
    );
  }
  const text = value === null ? 'none' : isText(value) ? value : value.join(',');
  return { text: `${path[1]}.${path[2]}=${text}`, origin, place: `${place}params: ` };
}

/** The value of a key as its option takes it; `pair` is the key of a mapping: `types: {zip: text}`. */
function parsedValue(spec: OptionSpec, setting: Setting, pair: string | undefined, cwd: string) {
  const { value, place, path, folder } = setting;
  const given = value as string | readonly string[];
  const text = isText(given) ? given : given.join(',');
  const parsed = configuredValue(
    spec,
    pair === undefined ? given : [`${pair}=${text}`],
    place + path.join('.'),
  );
  return isPathOption(spec) && isText(parsed as string) ? movedPath(String(parsed), folder, cwd) : parsed;
}

/** Puts the value of an option into the layer; pairs of a mapping come together. */
function applyOption(layer: Layer, { spec, negated }: FoundOption, setting: Setting, cwd: string): void {
  const { path, origin, place } = setting;
  const pair = takesPairs(spec) ? path[1] : undefined;
  const parsed = parsedValue(spec, setting, pair, cwd);
  if (spec.name === 'param') {
    const params = (parsed as string[]).map((text) => ({ text, origin, place: `${place}param ` }));
    layer.params.push(...params);
    return;
  }
  const before = pair === undefined ? undefined : layer.values.get(spec.name)?.value;
  const together = Array.isArray(before) ? [...before, ...(parsed as string[])] : parsed;
  layer.values.set(spec.name, { value: negated ? !parsed : together, origin });
}

/** Puts one setting into the layer. @returns whether the command has a use for it */
function apply(layer: Layer, setting: Setting, command: Command, cwd: string): boolean {
  const { path, origin, value, folder } = setting;
  if (isDataKey(setting)) {
    if (value !== null) layer.values.set(DATA, { value: dataPath(oneText(setting), folder, cwd), origin });
    return command.args[0]?.name === DATA;
  }
  const specs = optionsOf(command);
  if (path[0] === PARAMS_KEY) {
    const hasParams = specs.some(({ name }) => name === 'param');
    if (hasParams) layer.params.push(paramOf(setting));
    return hasParams;
  }
  const found = findOption(specs, path[0]);
  if (found && value !== null) applyOption(layer, found, setting, cwd);
  return found !== null;
}

interface Applied {
  readonly layer: Layer;
  /** Settings that the command has no use for. */
  readonly unused: readonly Setting[];
}

/**
 * Keys below the name of the command are the stronger; those below another command's are passed over.
 * @param settings their keys checked
 * @throws AssayError (exit 2) for a value of the wrong type or out of range, naming the place
 */
export function layerOfSettings(settings: readonly Setting[], command: Command, cwd: string): Applied {
  const layer = emptyLayer();
  const own = settings.flatMap((setting) =>
    setting.path.length > 1 && setting.path[0] === command.id
      ? [{ ...setting, path: setting.path.slice(1) }]
      : [],
  );
  const shared = settings.filter(
    (setting) => setting.path.length === 1 || setting.path[0] === PARAMS_KEY || isPair(setting, command),
  );
  const unused = [...shared, ...own].filter((setting) => !apply(layer, setting, command, cwd));
  return { layer, unused };
}

/** `types: {zip: text}` at the top. */
const isPair = ({ path }: Setting, command: Command): boolean => {
  const found = path.length === 2 ? findOption(optionsOf(command), path[0]) : null;
  return found !== null && takesPairs(found.spec);
};

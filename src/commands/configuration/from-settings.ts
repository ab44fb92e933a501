/** Settings (of assay.yaml, of `--set`) → the layer they make for one command. */
import { resolve } from 'node:path';
import { usageError } from '../../core/errors.js';
import { findFile } from '../../data/locate.js';
import type { Command, OptionSpec } from '../command.js';
import { configuredValue, isPathOption, movedPath } from './configured-value.js';
import { findOption, isDataKey, optionsOf, PARAMS_KEY, takesPairs } from './keys.js';
import { type ConfiguredParam, DATA, emptyLayer, type Layer, type Setting } from './setting.js';

const isText = (value: Setting['value']): value is string => typeof value === 'string';

function oneText({ value, place, path }: Setting): string {
  if (isText(value)) return value;
  throw usageError('ASSAY_OPTION_VALUE', `${place}${path.join('.')} takes one value`);
}

/** The data set of a project: a file beside assay.yaml, or the name of a shipped one. */
function dataOf(setting: Setting, cwd: string): string {
  const typed = oneText(setting);
  const inFolder = resolve(setting.folder, typed);
  if (typed === '-' || setting.folder === cwd) return typed;
  if (findFile(inFolder) !== null) return movedPath(typed, setting.folder, cwd);
  if (findFile(typed) !== null && !/[\\/]/.test(typed)) return typed;
  throw usageError(
    'ASSAY_NO_FILE',
    `${setting.place}data: no file "${typed}"`,
    `it is looked for in ${setting.folder}, the folder that names it`,
  );
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
  return { text: `${path[1]}.${path[2]}=${text}`, origin, place: `${place}params.` };
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

/** Puts one setting into the layer. @returns whether the command has a use for it */
function apply(layer: Layer, setting: Setting, command: Command, cwd: string): boolean {
  const { path, origin, value } = setting;
  if (isDataKey(setting)) {
    if (value !== null) layer.values.set(DATA, { value: dataOf(setting, cwd), origin });
    return command.args[0]?.name === DATA;
  }
  const specs = optionsOf(command);
  if (path[0] === PARAMS_KEY) {
    const hasParams = specs.some(({ name }) => name === 'param');
    if (hasParams) layer.params.push(paramOf(setting));
    return hasParams;
  }
  const found = findOption(specs, path[0]);
  if (!found || value === null) return found !== null;
  const { spec, negated } = found;
  const pair = takesPairs(spec) ? path[1] : undefined;
  const parsed = parsedValue(spec, setting, pair, cwd);
  if (spec.name === 'param') {
    const place = `${setting.place}param `;
    layer.params.push(...(parsed as string[]).map((text) => ({ text, origin, place })));
    return true;
  }
  const before = pair === undefined ? undefined : layer.values.get(spec.name)?.value;
  const together = Array.isArray(before) ? [...before, ...(parsed as string[])] : parsed;
  layer.values.set(spec.name, { value: negated ? !parsed : together, origin });
  return true;
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

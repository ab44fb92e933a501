/** Layers of configuration laid under what was typed. */
import type { Command, OptionSpec, Origin, Typed, TypedValue } from '../command.js';
import { globalOptions } from '../global-options.js';
import { type ConfiguredParam, DATA, emptyLayer, type Layer, paramKey } from './setting.js';

/** One layer of several. @param layers the weaker first */
export function joinLayers(layers: readonly Layer[]): Layer {
  const joined = emptyLayer();
  for (const { values, params } of layers) {
    for (const [name, value] of values) joined.values.set(name, value);
    joined.params.push(...params);
  }
  return joined;
}

/** What is said about a target says nothing about another one. */
const OF_TARGET = ['positive', 'task'] as const;
/** A version keeps, beside them, the metrics that its task chose. */
const OF_VERSION_TARGET = [...OF_TARGET, 'metrics', 'by'] as const;

/** @param target that is in effect, whoever named it */
export function forTarget(layer: Layer, target: TypedValue): Layer {
  const own = layer.values.get('target');
  if (own?.value === undefined || own.value === target) return layer;
  const values = new Map(layer.values);
  for (const name of own.origin.kind === 'like' ? OF_VERSION_TARGET : OF_TARGET) values.delete(name);
  return { ...layer, values };
}

/**
 * `json` is `format` by another name, so the stronger of the two stands; a format of rows is nothing to a command
 * without rows.
 */
export function settleFormat(layer: Layer, command: Command): Layer {
  const { values, params } = layer;
  const settled = new Map(values);
  settled.delete('json');
  const json = values.get('json');
  if (json?.value === true) settled.set('format', { value: 'json', origin: json.origin });
  const format = settled.get('format')?.value;
  const isForRows = format !== undefined && format !== 'table' && format !== 'json';
  if (isForRows && !command.hasRows) settled.delete('format');
  return { values: settled, params };
}

function mergedValue(
  spec: OptionSpec,
  typed: Typed,
  layer: Layer,
): { value: TypedValue; origin: Origin | null } {
  const { name } = spec;
  if (typed.given.has(name)) return { value: typed.options[name], origin: { kind: 'flag' } };
  const configured = layer.values.get(name);
  if (configured) return { value: configured.value ?? spec.default, origin: configured.origin };
  return { value: typed.options[name], origin: typed.origins.get(name) ?? null };
}

/** The options with the layer laid under what was typed; parameters come last, once it is known what runs. */
export function layUnder(typed: Typed, layer: Layer, command: Command): Typed {
  const options: Record<string, TypedValue> = { ...typed.options };
  const origins = new Map<string, Origin>();
  for (const spec of [...command.options, ...globalOptions] as readonly OptionSpec[]) {
    const { value, origin } = mergedValue(spec, typed, layer);
    options[spec.name] = value;
    if (origin && (value !== undefined || origin.kind === 'like')) origins.set(spec.name, origin);
  }
  const data = typed.args.length === 0 && command.args[0]?.name === DATA ? layer.values.get(DATA) : undefined;
  if (data) origins.set(DATA, data.origin);
  return { ...typed, args: data ? [String(data.value)] : typed.args, options, origins };
}

/** @param configured of the run, the weaker first */
export function withParams(typed: Typed, configured: readonly ConfiguredParam[]): Typed {
  const given = (typed.given.has('param') ? typed.options.param : []) as readonly string[];
  const keyOf = (param: string) => paramKey(param, typed.options);
  const typedKeys = new Set(given.map(keyOf));
  const last = new Map(configured.map((param) => [keyOf(param.text), param]));
  const kept = [...last].filter(([key]) => !typedKeys.has(key));
  if (kept.length === 0) return typed;
  const origins = new Map(typed.origins);
  for (const [key, { origin }] of kept) origins.set(key, origin);
  if (given.length === 0) origins.set('param', kept[kept.length - 1][1].origin);
  const param = [...kept.map(([, { text }]) => text), ...given];
  return { ...typed, options: { ...typed.options, param }, origins };
}

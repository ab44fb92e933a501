/** options.json of a version → the layer that `--like` lays below what was typed: all that the command has too. */
import { models } from '../../core/models/list.js';
import { byChoice, ownedName, type Params, type ParamValue, type Space } from '../../core/params.js';
import type { TuneResults } from '../../core/schemas/evaluation.js';
import type { Options } from '../../core/schemas/options.js';
import type { Command, OptionSpec, Origin, TypedValue } from '../command.js';
import { emptyLayer, type Layer } from './setting.js';

/** A version whose options are wanted. */
export interface LikedVersion {
  /** `<experiment>/v0007`. */
  readonly id: string;
  readonly options: Options;
  /** Of `tune`, its best parameters; else null. */
  readonly best: TuneResults['best'] | null;
  /** Path of options.json: folds and rules that are kept in it are read from there. */
  readonly optionsFile: string;
}

/** Keys of options.json that are the value of no option as they stand. */
type Kept = Readonly<Record<string, unknown>>;

/** Everything in options.json that is named as an option is, but for `_`. */
function keptOptions({ options, optionsFile }: LikedVersion): Kept {
  const { schema: _schema, step: _step, data: _data, format: _ofTheData, ...chosen } = options;
  const {
    reading,
    modelling,
    resample,
    tune,
    eda,
    predict,
    importance,
    score,
    curve: _axis,
    imbalance: _runs,
    ...own
  } = chosen;
  const { format: _format, ...resampling } = resample ?? {};
  return {
    ...own,
    ...reading,
    ...eda,
    ...predict,
    ...importance,
    ...resampling,
    ...modelling,
    ...tune,
    ...score,
    require: (modelling?.require ?? score?.require)?.map((gate) => gate.require) ?? null,
    // A splitter that was named has its folds among its parameters; one that the task chose has none.
    splitter: modelling && Object.keys(modelling.splitter_params).length > 0 ? modelling.splitter : null,
    splits: modelling?.splits ? optionsFile : null,
    nested: modelling && tune?.inner_folds !== undefined ? `${modelling.folds}x${tune.inner_folds}` : null,
    schema: options.validate?.rules ? optionsFile : null,
    allow_leaky: modelling?.allow_leaky ? true : null,
    data: score?.data?.path ?? null,
  };
}

/** As the option would have it; null and an empty list: nobody set it. */
function typedValue({ type }: OptionSpec, value: unknown): TypedValue {
  if (value === null || (Array.isArray(value) && value.length === 0)) return undefined;
  if (Array.isArray(value)) return value.map(String);
  if (type === 'list') return [String(value)];
  return type === 'text' ? String(value) : (value as TypedValue);
}

const valueText = (value: ParamValue): string => (value === null ? 'none' : String(value));

/** `2..12`, `0.001..0.3:log`, `sqrt,0.5`, as `-p` takes them. */
const spaceText = (space: Space): string =>
  'choices' in space
    ? space.choices.map(valueText).join(',')
    : `${space.low}..${space.high}${space.log ? ':log' : ''}`;

/** As `-p` takes them. */
export const pairs = (owner: string, params: Params): string[] =>
  Object.entries(params).map(([name, value]) => `${ownedName(owner, name)}=${valueText(value)}`);

/** Those that somebody chose: in a search they stay fixed. */
const unusual = (model: string, params: Params): Params => byChoice(models.get(model).params, params).chosen;

/** What a bake-off is like: the models, samplers and remedies of another; of one configuration its model alone. */
function bakeOffOptions({ options: { imbalance } }: LikedVersion): Kept {
  if (!imbalance) return { class_weight: undefined, threshold: undefined };
  const { models: own, samplers, class_weight, threshold } = imbalance;
  return {
    model: own.map(({ id }) => id),
    samplers: samplers.map(({ id }) => id),
    class_weight: class_weight ?? 'none',
    ...(threshold === null ? {} : { threshold }),
  };
}

/** The model's: of a search its best, for a search what was fixed and where it looked. */
function modelParams(
  { options: { modelling, tune, curve }, best }: LikedVersion,
  command: Command,
): string[] {
  if (!modelling) return [];
  const { model, params } = modelling;
  if (command.id === 'curve') {
    const axis = curve ? [`${curve.param}=${curve.values.map(valueText).join(',')}`] : [];
    return [...pairs(model, unusual(model, params)), ...axis];
  }
  const isNested = tune?.inner_folds !== undefined && command.options.some(({ name }) => name === 'nested');
  if (command.id !== 'tune' && !isNested) return pairs(model, best?.params ?? params);
  if (!tune) return pairs(model, unusual(model, params));
  const fixed = Object.fromEntries(tune.fixed.map((name) => [name, params[name]]));
  const space = Object.entries(tune.space as Record<string, Space>);
  return [...pairs(model, fixed), ...space.map(([name, range]) => `${model}.${name}=${spaceText(range)}`)];
}

function paramsOf(version: LikedVersion, command: Command): string[] {
  const { modelling, resample, imbalance } = version.options;
  const tried = [...(imbalance?.models ?? []), ...(imbalance?.samplers ?? [])];
  return [
    ...(imbalance ? tried.flatMap(({ id, params }) => pairs(id, params)) : modelParams(version, command)),
    ...(modelling ? pairs(modelling.sampler, modelling.sampler_params) : []),
    ...(modelling ? pairs(modelling.splitter, modelling.splitter_params) : []),
    ...(resample ? pairs(resample.sampler, resample.params) : []),
  ];
}

/**
 * @param source the command that wrote the version: what it does not take is a choice that nobody made
 * @param command the one that runs now
 */
export function layerOfVersion(version: LikedVersion, source: Command, command: Command): Layer {
  const layer = emptyLayer();
  const origin: Origin = { kind: 'like', version: version.id };
  const kept = { ...keptOptions(version), ...(command.id === 'imbalance' ? bakeOffOptions(version) : {}) };
  const sourceNames = new Set(source.options.map(({ name }) => name));
  for (const spec of command.options) {
    const value = kept[spec.name.replaceAll('-', '_')];
    if (value === undefined || !sourceNames.has(spec.name)) continue;
    layer.values.set(spec.name, { value: typedValue(spec, value), origin });
  }
  const place = `--like ${version.id}: `;
  if (command.options.some(({ name }) => name === 'param')) {
    layer.params.push(...paramsOf(version, command).map((text) => ({ text, origin, place })));
  }
  return layer;
}

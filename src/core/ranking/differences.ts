/** "Differs in": the options that vary over the selection and are not at their default. */
import { models } from '../models/list.js';
import { ownedName, type ParamSpecs } from '../params.js';
import { samplers } from '../samplers/list.js';
import type { RankEntry } from './entry.js';

/** Shown elsewhere, or without influence on the fit. */
const NOT_SHOWN: ReadonlySet<string> = new Set([
  'schema',
  'step',
  'model',
  'seed',
  'data',
  'target',
  'positive',
  'task',
  'by',
  'metrics',
  'slices',
  'permutations',
  'leak_gap',
  'splits',
  'allow_leaky',
]);

/** These change nothing that is computed: versions that differ only here and in seed are one row. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  'schema',
  'seed',
  'by',
  'metrics',
  'slices',
  'permutations',
  'leak_gap',
]);

/** Defaults of options that are not parameters. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  sampler: 'none',
  class_weight: null,
  threshold: 0.5,
  features: null,
  drop: [],
  keep: [],
  groups: null,
  time: null,
  folds: 5,
  repeats: 1,
  split_seed: 42,
  test_size: null,
  na: [],
  types: [],
  delimiter: null,
  encoding: null,
  header: null,
};

const text = (value: unknown): string => JSON.stringify(value) ?? 'absent';

const defaultIn = (specs: ParamSpecs, name: string): unknown => specs[name]?.default;

function defaultOf({ results }: RankEntry, key: string): unknown {
  const name = key.slice(key.indexOf('.') + 1);
  if (key.startsWith('params.')) {
    return models.has(results.model) ? defaultIn(models.get(results.model).params, name) : undefined;
  }
  if (key.startsWith('sampler_params.')) {
    return samplers.has(results.sampler) ? defaultIn(samplers.get(results.sampler).params, name) : undefined;
  }
  return DEFAULTS[key];
}

/** As it would be typed: `max_depth`, `smote.k_neighbors`, `sampler`. */
function shownName({ results }: RankEntry, key: string): string {
  if (key.startsWith('params.')) return key.slice('params.'.length);
  if (key.startsWith('sampler_params.')) {
    return ownedName(results.sampler, key.slice('sampler_params.'.length));
  }
  return key;
}

/** A value of an option, in a document. */
export type Shown = number | string | boolean | null | string[];

function shownValue(value: unknown): Shown {
  if (value === null || ['number', 'string', 'boolean'].includes(typeof value)) return value as Shown;
  if (Array.isArray(value)) return value.map(String);
  return text(value);
}

/** All options of a version by the names that they are typed with. */
export const optionsAsTyped = (entry: RankEntry): Map<string, Shown> =>
  new Map(Object.entries(entry.options).map(([key, value]) => [shownName(entry, key), shownValue(value)]));

/** Keys of the options whose value is not the same in all entries, in order of first appearance. */
export function varyingKeys(entries: readonly RankEntry[]): string[] {
  const keys = new Set(entries.flatMap(({ options }) => Object.keys(options)));
  return [...keys].filter(
    (key) => !NOT_SHOWN.has(key) && new Set(entries.map(({ options }) => text(options[key]))).size > 1,
  );
}

/** What of the varying options this entry has away from its default. */
export function differences(entry: RankEntry, varying: readonly string[]): Record<string, Shown> {
  const shown: Record<string, Shown> = {};
  for (const key of varying) {
    const value = entry.options[key];
    if (value === undefined || text(value) === text(defaultOf(entry, key))) continue;
    shown[shownName(entry, key)] = shownValue(value);
  }
  return shown;
}

/** Does a metric take the rows that were fitted on into account? Then its value has no like among means over folds. */
const isPoint632 = ({ results }: RankEntry): boolean =>
  Object.values(results.metrics).some(({ estimate }) => estimate === '.632+');

/** Equal for versions that differ only in seed (and in which metrics were asked for). */
export function configurationKey(entry: RankEntry): string {
  const { step, options, results } = entry;
  const relevant = Object.keys(options)
    .filter((key) => !WITHOUT_EFFECT.has(key))
    .sort()
    .map((key) => [key, options[key]]);
  const { model, params, sampler, sampler_params: samplerParams, threshold, split, features } = results;
  const ran = [model, params, sampler, samplerParams, results.class_weight, threshold, features];
  return JSON.stringify([step, split.sha256, isPoint632(entry), ran, relevant]);
}

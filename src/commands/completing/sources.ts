/** Where the values of each kind come from: registries, the data file on the line, the store. */
import type { Metric } from '../../core/metrics/metric.js';
import type { ParamSpecs } from '../../core/params.js';
import type { CommandEntry, Completes } from '../command.js';
import { asTyped, given, type Line } from './line.js';

export interface Candidate {
  readonly value: string;
  readonly help?: string;
  /** More follows without a blank: `n_estimators=`, `data/`. */
  readonly goesOn?: true;
}

/** Where the person stands. */
export interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly entries: readonly CommandEntry[];
}

type Source = (line: Line, place: Place) => Promise<Candidate[]>;

const ofRegistry = (items: readonly { readonly id: string; readonly summary: string }[]): Candidate[] =>
  items.map(({ id, summary }) => ({ value: id, help: summary }));

const words =
  (...all: readonly Candidate[]): Source =>
  async () => [...all];

const loadModels = async () => (await import('../../core/models/list.js')).models;
const loadSamplers = async () => (await import('../../core/samplers/list.js')).samplers;
const loadSplitters = async () => (await import('../../core/splitters/list.js')).splitters;

const data: Source = async ({ prefix }, { cwd, env }) => {
  const { completePath, nearFiles } = await import('../../data/near-files.js');
  const paths = completePath(prefix, cwd, env.HOME);
  if (paths.length > 0 || prefix.includes('/')) {
    return paths.map(({ path, isFolder }) => ({ value: path, ...(isFolder ? { goesOn: true } : {}) }));
  }
  const { shippedNames } = await import('../../data/locate.js');
  return [
    ...nearFiles(cwd).map(({ path }) => ({ value: path })),
    ...shippedNames().map((value) => ({ value, help: 'shipped data set' })),
  ];
};

/** The table whose columns a word may name: the target of `score` is in --data, its other columns in FILE. */
function tableOf({ command, operands, options, wanted }: Line): string | undefined {
  const other = options.get('data')?.at(-1);
  if (other !== undefined && wanted.kind === 'value' && wanted.spec.name === 'target') return other;
  const at = command?.args.findIndex(({ completes }) => completes === 'data' || completes === 'file') ?? -1;
  return at < 0 ? undefined : operands[at];
}

/** The data set on the line; else that of ASSAY_DATA or assay.yaml. */
async function dataOf(line: Line, { cwd, env }: Place): Promise<string | null> {
  const table = tableOf(line);
  if (table !== undefined) return table;
  if (env.ASSAY_DATA) return env.ASSAY_DATA;
  const { projectData } = await import('../../wizard/project-data.js');
  return (await projectData(cwd)).data;
}

async function columnNames(line: Line, place: Place): Promise<string[]> {
  const file = await dataOf(line, place);
  if (file === null) return [];
  const { peekColumns } = await import('../../data/peek-columns.js');
  const header = given(line, 'header', place.env);
  return peekColumns(file, {
    delimiter: given(line, 'delimiter', place.env),
    encoding: given(line, 'encoding', place.env),
    header: header === null ? null : header === 'true',
  });
}

const column: Source = async (line, place) => (await columnNames(line, place)).map((value) => ({ value }));

const slice: Source = async (line, place) => [
  { value: 'auto', help: 'searches for weak slices' },
  ...(await column(line, place)),
];

const columnsOf: Source = async (line, place) =>
  (await columnNames(line, place)).map((name) => ({ value: `${name}=`, goesOn: true }));

const TYPES = ['number', 'category', 'date', 'date:dmy', 'date:mdy', 'text', 'bool'];

const columnType: Source = async (line, place) => {
  const end = line.prefix.lastIndexOf('=') + 1;
  if (end === 0) return columnsOf(line, place);
  return TYPES.map((type) => ({ value: line.prefix.slice(0, end) + type }));
};

async function metricsWhere(isMeant: (metric: Metric) => boolean): Promise<Candidate[]> {
  const { metrics } = await import('../../core/metrics/list.js');
  const families = metrics
    .families()
    .filter(({ id, example }) => isMeant(metrics.get(`${id}@${example}`)))
    .map(({ id, summary }): Candidate => ({ value: `${id}@`, help: summary, goesOn: true }));
  return [...ofRegistry(metrics.all().filter(isMeant)), ...families];
}

const metric: Source = () => metricsWhere(() => true);

/** What a cut can be chosen for. */
const cutMetric: Source = async () =>
  metricsWhere((await import('../../core/metrics/cut-metrics.js')).isOfCuts);

/** Versions, as the commands themselves would look them up. */
const versionsWhere =
  (steps: readonly string[] | null, removed = false): Source =>
  async (line, { cwd, env }) => {
    const { findStore, openStore } = await import('../../store/store.js');
    const { versionCandidates } = await import('./versions.js');
    const { options } = asTyped(line, env);
    const own = openStore(findStore((options.store as string | undefined) ?? undefined, cwd));
    const store = removed ? (await import('../../store/trash.js')).trashOf(own) : own;
    const experiment = (options.experiment as string | undefined) ?? null;
    return versionCandidates(store, { experiment, steps, prefix: line.prefix });
  };

const experiment: Source = async (line, { cwd, env }) => {
  const { findStore, openStore } = await import('../../store/store.js');
  const store = openStore(findStore(given(line, 'store', env) ?? undefined, cwd));
  return store.experiments().map((value) => ({ value }));
};

const tag: Source = async (line, place) => {
  const found = await versionsWhere(null)({ ...line, prefix: '@' }, place);
  return found.filter(({ value }) => value.startsWith('@')).map(({ value }) => ({ value: value.slice(1) }));
};

interface Owner {
  readonly id: string;
  readonly params: ParamSpecs;
}

/** Whose parameters `-p NAME` means: the models of the line; `-p ID.NAME` any model, sampler or splitter. */
async function owners(line: Line, { env }: Place): Promise<{ own: Owner[]; others: Owner[] }> {
  const [models, samplers, splitters] = await Promise.all([loadModels(), loadSamplers(), loadSplitters()]);
  const takesModel = line.specs.some(({ name }) => name === 'model');
  const wanted = (
    given(line, takesModel ? 'model' : 'sampler', env) ?? (takesModel ? 'forest' : 'smote')
  ).split(',');
  const registry = takesModel ? models : samplers;
  const own = wanted.filter((id) => registry.has(id)).map((id) => registry.get(id));
  const all: readonly Owner[] = [...models.all(), ...samplers.all(), ...splitters.all()];
  return { own, others: all.filter(({ params }) => Object.keys(params).length > 0) };
}

/** The words that a parameter takes; numbers are not listed. */
function wordsOf(spec: ParamSpecs[string]): string[] {
  const words = [...(spec.words ?? []), ...(spec.nullable ? ['none'] : [])];
  return spec.type === 'bool' ? ['true', 'false', ...words] : words;
}

const names = ({ params }: Owner, start: string): Candidate[] =>
  Object.entries(params).map(([name, { help }]) => ({ value: `${start}${name}=`, help, goesOn: true }));

const param: Source = async (line, place) => {
  const { prefix } = line;
  const { own, others } = await owners(line, place);
  const [, id, name] = /^(?:([^.=]+)\.)?([^.=]+)=/.exec(prefix) ?? [];
  if (name !== undefined) {
    const start = prefix.slice(0, prefix.indexOf('=') + 1);
    const among = id === undefined ? own : others.filter((owner) => owner.id === id);
    return among
      .flatMap(({ params }) => (params[name] ? wordsOf(params[name]) : []))
      .map((word) => ({ value: start + word }));
  }
  const dot = prefix.indexOf('.');
  if (dot >= 0) {
    return others
      .filter((owner) => owner.id === prefix.slice(0, dot))
      .flatMap((owner) => names(owner, `${owner.id}.`));
  }
  const running = ['sampler', 'splitter'].flatMap(
    (option) => given(line, option, place.env)?.split(/[,+]/) ?? [],
  );
  const active = others.filter((owner) => running.includes(owner.id) && !own.includes(owner));
  const typed = prefix === '' ? [] : others.filter((owner) => owner.id.startsWith(prefix));
  return [
    ...own.flatMap((owner) => names(owner, '')),
    ...active.flatMap((owner) => names(owner, `${owner.id}.`)),
    ...typed.map((owner): Candidate => ({ value: `${owner.id}.`, goesOn: true })),
  ];
};

const commandsOf = (entries: readonly CommandEntry[]): Candidate[] =>
  ofRegistry(entries.filter(({ heading }) => heading !== null));

const commandOrTopic: Source = async (_line, { entries }) => {
  const { helpTopics } = await import('../help-topics/list.js');
  return [...ofRegistry(helpTopics.all()), ...ofRegistry((await loadModels()).all()), ...commandsOf(entries)];
};

/** Keys of assay.yaml: options of the command, or of any step. */
const setting: Source = async (line, { entries }) => {
  const { optionsOf } = await import('../configuration/keys.js');
  if (line.prefix.includes('=')) return [];
  const of = line.prefix.includes('.') ? line.prefix.slice(0, line.prefix.indexOf('.')) : null;
  const loaded = of === null ? line.command : await entries.find(({ id }) => id === of)?.load();
  if (!loaded || 'subcommands' in loaded) return [];
  return optionsOf(loaded).map(({ name, help }) => ({
    value: `${of === null ? '' : `${of}.`}${name}=`,
    help,
    goesOn: true,
  }));
};

/** A sampler, or the next one of a chain. */
const sampler: Source = async ({ prefix }) => {
  const { chainBefore } = await import('../../core/samplers/sampler-registry.js');
  const before = chainBefore(prefix);
  return ofRegistry((await loadSamplers()).following(before)).map((candidate) => ({
    ...candidate,
    value: before + candidate.value,
  }));
};

/** One source for each kind, but for paths, which shells list best. */
export const sources: Readonly<Record<Exclude<Completes, 'file' | 'folder'>, Source>> = {
  data,
  column,
  slice,
  'columns-of': columnsOf,
  'column-type': columnType,
  version: versionsWhere(null),
  'saved-model': versionsWhere(['train', 'tune']),
  'removed-version': versionsWhere(null, true),
  'resampled-version': versionsWhere(['resample']),
  tag,
  experiment,
  model: async () => ofRegistry((await loadModels()).all()),
  sampler,
  splitter: async () => ofRegistry((await loadSplitters()).all()),
  search: async () => ofRegistry((await import('../../core/searches/list.js')).searches.all()),
  metric,
  'cut-metric': cutMetric,
  param,
  recipe: async () => ofRegistry((await import('../../data/recipes/list.js')).recipes.all()),
  schema: async () => (await import('../../core/schemas/list.js')).schemaKinds().map((value) => ({ value })),
  'command-or-topic': commandOrTopic,
  command: async (_line, { entries }) => commandsOf(entries),
  shell: async () => ofRegistry((await import('./shells.js')).shells.all()),
  calibrator: async () => ofRegistry((await import('../../core/calibrators/list.js')).calibrators.all()),
  conformal: words(
    { value: 'split', help: 'fitted on a part of the training rows' },
    { value: 'split:aps', help: 'sets of classes by their summed probabilities' },
    { value: 'cv+', help: 'all training rows are fitted on, in folds' },
    { value: 'cv+:aps', help: 'sets of classes by their summed probabilities' },
  ),
  rule: words(
    { value: 'best', help: 'the best value' },
    { value: 'one-se', help: 'the simplest within one standard error of it' },
    { value: 'pct-loss=', help: 'the simplest that loses at most so many per cent', goesOn: true },
  ),
  setting,
};

/** `assay show V`: what ran on what, how it went, what it wrote. */
import type { Manifest } from '../../core/schemas/manifest.js';
import type { Options } from '../../core/schemas/options.js';
import type { VersionSummary } from '../../core/schemas/version-list.js';
import { shellText } from '../../core/shell-text.js';
import { count } from '../../core/shown-numbers.js';
import { conformalBlock } from './conformal.js';
import { fitTable, right } from './layout.js';
import { leakGapBlock } from './leak-gap.js';
import { localMinute, stateText } from './list.js';
import { bytesText, digitsFor, paramValue, score, seconds } from './numbers.js';
import { alert, colorsOf, commandFact, fact, joinFacts, nextLines, type Style, stack } from './paint.js';
import { permutationBlock } from './permutation.js';
import { slicesBlock } from './slices.js';
import { outcomeLines, type StepResults } from './step-outcome.js';
import { clean, clip } from './text.js';

export interface ShowInput {
  readonly summary: VersionSummary;
  /** Null when corrupt. */
  readonly manifest: Manifest | null;
  /** Null when not written yet. */
  readonly options: Options | null;
  /** results.json; null when the step is not done, or it cannot be read. */
  readonly results: StepResults | null;
  /** Versions that came from it. */
  readonly children: readonly { readonly version: string; readonly why: string }[];
}

const HASH_SHOWN = 12;

function titleOf({ version, state, step, seconds: took }: VersionSummary, style: Style): string {
  const parts = [stateText(state, style), clean(step ?? ''), took === null ? '' : seconds(took)];
  return joinFacts([colorsOf(style).bold(clean(version)), ...parts]);
}

function manifestFacts(manifest: Manifest, style: Style): string[] {
  const { data, parents, environment, host, pid } = manifest;
  const rows = data && `${count(data.rows)} rows × ${data.columns} columns`;
  const running = manifest.status === 'running' ? `process ${pid} on ${host}` : `on ${host}`;
  const system = `${environment.platform} ${environment.arch}`;
  return [
    ...commandFact('command', shellText(['assay', ...manifest.command]), style),
    ...(data
      ? fact('data', joinFacts([data.path, rows ?? '', data.sha256.slice(0, HASH_SHOWN)]), style)
      : []),
    ...fact('seed', String(manifest.seed), style),
    ...parents.flatMap(({ id, why }) => fact('from', `${id} (${why})`, style)),
    ...fact('started', joinFacts([localMinute(manifest.started), running]), style),
    ...fact('made by', joinFacts([`assay ${environment.assay}`, `Node ${environment.node}`, system]), style),
  ];
}

const MOST_CHILDREN = 5;

function childLines(children: ShowInput['children'], style: Style): string[] {
  const named = children.slice(0, MOST_CHILDREN).map(({ version, why }) => `${version} (${why})`);
  const more = children.length - named.length;
  return children.length === 0
    ? []
    : fact('led to', [...named, ...(more > 0 ? [`${more} more: assay lineage`] : [])].join(', '), style);
}

const isSet = (value: unknown): boolean =>
  value !== null &&
  value !== undefined &&
  value !== false &&
  !(typeof value === 'object' && Object.keys(value).length === 0);

function optionText(name: string, value: unknown): string {
  if (Array.isArray(value))
    return `${name}=${value.length > 8 ? `(${value.length} values)` : value.join(',')}`;
  if (typeof value !== 'object' || value === null) return `${name}=${paramValue(value)}`;
  const inner = Object.entries(value).map(([key, item]) =>
    typeof item === 'object' && item !== null ? key : `${key}=${paramValue(item)}`,
  );
  return `${name}(${inner.join(' ')})`;
}

/** What was tried: models and samplers by their ids. */
const bakeOffOptions = ({ models, samplers, ...remedies }: NonNullable<Options['imbalance']>) => ({
  ...remedies,
  models: models.map(({ id }) => id),
  samplers: samplers.map(({ id }) => id),
});

/** The options that say something: what is empty, off or repeated in the facts above is left out. */
function optionLines(options: Options | null, style: Style): string[] {
  if (options === null) return [];
  const { target, positive, task, modelling, resample, predict, importance, score: scoring } = options;
  const answers = modelling ? {} : { target, positive, task };
  const threshold = modelling?.task === 'binary' ? modelling.threshold : null;
  const dealt = modelling?.splitter === 'hold-out' ? { folds: null, repeats: null } : {};
  const require = (modelling ?? scoring)?.require?.map((gate) => gate.require) ?? null;
  const scored = modelling ? { ...modelling, threshold, require, ...dealt } : {};
  const shown = {
    ...options.reading,
    ...answers,
    ...scored,
    ...resample,
    ...options.tune,
    ...options.curve,
    ...(options.imbalance ? bakeOffOptions(options.imbalance) : {}),
    ...predict,
    ...importance,
    ...(scoring ? { ...scoring, require } : {}),
    sha256: null,
  };
  const texts = Object.entries(shown)
    .filter(([, value]) => isSet(value))
    .map(([name, value]) => optionText(name, value));
  return texts.length === 0 ? [] : fact('options', texts.join(' '), style);
}

function metricLines(input: ShowInput, style: Style): string[] {
  const { results } = input;
  const metrics = results && 'metrics' in results ? Object.entries(results.metrics) : [];
  if (metrics.length === 0) return [];
  const baseline = results && 'baseline' in results ? results.baseline : {};
  const digits = new Map(metrics.map(([id, metric]) => [id, digitsFor([metric.value, ...metric.values])]));
  const shown = (id: string, value: number | null | undefined) =>
    value === null || value === undefined ? '' : score(value, digits.get(id) ?? 3);
  const interval = (id: string, ci: readonly [number, number] | null) =>
    ci === null ? '' : `${shown(id, ci[0])} … ${shown(id, ci[1])}`;
  const table = fitTable(
    [
      { head: 'metric', align: 'left', cells: metrics.map(([id]) => clean(id)) },
      right(
        'value',
        metrics.map(([id, { value }]) => score(value, digits.get(id) ?? 3)),
      ),
      right(
        '±std',
        metrics.map(([id, { std }]) => shown(id, std)),
      ),
      right(
        '95 % interval',
        metrics.map(([id, { ci95 }]) => interval(id, ci95)),
      ),
      right(
        'baseline',
        metrics.map(([id]) => shown(id, baseline[id]?.value)),
      ),
      {
        head: '',
        align: 'left',
        cells: metrics.map(([id, { direction, estimate }]) => {
          const isRanking = id === input.summary.metric?.name;
          const better = direction === 'min' ? 'lower is better' : '';
          return joinFacts([isRanking ? '◂ ranks' : better, estimate === '.632+' ? estimate : '']);
        }),
      },
    ],
    style.width,
  );
  return [colorsOf(style).dim(table.head), ...table.rows];
}

function fileLines(manifest: Manifest | null, style: Style): string[] {
  const files = Object.entries(manifest?.files ?? {});
  if (files.length === 0) return [];
  const table = fitTable(
    [
      { head: 'file', align: 'left', cells: files.map(([name]) => clean(name)) },
      { head: 'size', align: 'right', cells: files.map(([, { bytes }]) => bytesText(bytes)) },
      { head: 'sha256', align: 'left', cells: files.map(([, { sha256 }]) => sha256.slice(0, HASH_SHOWN)) },
    ],
    style.width,
  );
  return [colorsOf(style).dim(table.head), ...table.rows];
}

/** What to do next with a version in this state. */
function nextOf({ state, version, step }: VersionSummary): string[] {
  const saves = step === 'train' || step === 'tune';
  const using = saves ? [`assay predict ${version} NEW.csv`, `assay importance ${version}`] : [];
  if (state === 'done') return [...using, `assay rerun ${version}`];
  const goesOn = step === 'tune' || step === 'imbalance';
  if (state === 'interrupted' && goesOn) return [`assay ${step} --resume ${version}`];
  return state === 'failed' || state === 'interrupted' ? [`assay rerun ${version}`] : [];
}

/**
 * One version: facts, options, metrics, files.
 * @param commands what works in this assay and may be named as the next step, e.g. `rerun`, `tune`
 */
export function showScreen(input: ShowInput, style: Style, commands: readonly string[] = []): string {
  const { summary, manifest } = input;
  const error = manifest?.error;
  const next = nextOf(summary).filter((line) => commands.includes(line.split(' ')[1]));
  const title = titleOf(summary, style);
  return stack([
    [style.color ? title : clip(title, style.width)],
    [
      ...fact('path', summary.path, style),
      ...(manifest ? manifestFacts(manifest, style) : []),
      ...childLines(input.children, style),
      ...optionLines(input.options, style),
      ...(summary.tags.length > 0 ? fact('tags', summary.tags.map((tag) => `@${tag}`).join(' '), style) : []),
      ...(summary.note === '' ? [] : fact('note', summary.note, style)),
    ],
    [
      ...(summary.problem ? alert(`corrupt: ${summary.problem}`, style) : []),
      ...(error ? alert(joinFacts([error.message, error.hint, error.code]), style) : []),
      ...(summary.leaky ? alert('leaky: ran with --allow-leaky on data that a sampler made', style) : []),
    ],
    input.results ? outcomeLines(input.results, style) : [],
    metricLines(input, style),
    input.results && 'conformal' in input.results ? conformalBlock(input.results, style) : [],
    input.results && 'permutation' in input.results ? permutationBlock(input.results, style) : [],
    input.results && 'leak_gap' in input.results ? leakGapBlock(input.results, style) : [],
    input.results && 'slices' in input.results ? slicesBlock(input.results, style) : [],
    fileLines(manifest, style),
    nextLines(next, style),
  ]);
}

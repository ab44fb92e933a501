/** `compare`: versions of a selection as entries of the ranking in core. */

import { usageError } from '../core/errors.js';
import { metrics } from '../core/metrics/list.js';
import { spaceText } from '../core/params.js';
import { rankAcross } from '../core/ranking/across.js';
import { flattenOptions, type RankEntry } from '../core/ranking/entry.js';
import { amongKnownRows, asEvaluation } from '../core/ranking/outside.js';
import { type RankOptions, rank } from '../core/ranking/rank.js';
import type { CompareDocument } from '../core/schemas/compare.js';
import type { CompareAcrossDocument } from '../core/schemas/compare-across.js';
import type { EvaluationResults } from '../core/schemas/evaluation.js';
import type { Manifest } from '../core/schemas/manifest.js';
import type { ModellingOptions, Options, Reading, ScoreOptions } from '../core/schemas/options.js';
import type { ScoreResults } from '../core/schemas/score.js';
import type { SearchSpace } from '../core/searches/search.js';
import { count, percent } from '../core/shown-numbers.js';
import type { Version } from '../store/version.js';
import { isBakeOff, runEntries, runOf } from './imbalance/run-entries.js';

/** As ranking has them; without `by` what the newest version was ranked by. */
export type CompareOptions = Omit<RankOptions, 'alpha'>;

/** What `compare` does when nothing is asked for. */
const PLAIN: CompareOptions = {
  by: null,
  thenBy: [],
  groupBy: 'seed',
  rule: { id: 'best' },
  test: 'corrected-t',
  correction: 'holm',
  rope: null,
  columns: null,
};

const ALPHA = 0.05;

/** A version that could not be read, and why. */
interface Unreadable {
  readonly version: string;
  readonly why: string;
}

export interface Comparison {
  /** Selected versions that were passed over. */
  readonly unreadable: readonly Unreadable[];
  readonly document: CompareDocument;
  /** What all ranked rows share, for the first line of the screen. */
  readonly about: readonly string[];
}

const SCORED_STEPS: readonly Manifest['step'][] = ['cv', 'train', 'tune', 'score'];

/** The options that make a configuration: not its folds, its metrics or its target, which the block shares. */
const CONFIGURATION = [
  'model',
  'params',
  'sampler',
  'sampler_params',
  'class_weight',
  'weights',
  'cost',
  'calibrate',
  'conformal',
  'threshold',
  'features',
  'drop',
  'keep',
] as const satisfies readonly (keyof ModellingOptions)[];

/** A search inside folds is part of the configuration: its parameters are chosen in each. */
function nestedOf(tune: Options['tune']): Record<string, unknown> {
  if (tune?.inner_folds === undefined) return {};
  const { search, trials, inner_folds } = tune;
  const space = Object.entries(tune.space as SearchSpace).map(([name, where]) => [name, spaceText(where)]);
  return { search, trials, inner_folds, space: Object.fromEntries(space) };
}

const configurationOf = (options: ModellingOptions) =>
  Object.fromEntries(CONFIGURATION.map((name) => [name, options[name]]));

/** Of a hash: enough to tell files of one store apart. */
const HASH_SHOWN = 6;

/** What tells predictions of other tools apart: who made them, which file they are, and how it is read and scored. */
function outsideOf(name: string, data: Manifest['data'], score: ScoreOptions | undefined) {
  const { pred, proba = [], weights, groups, threshold, cost } = score ?? {};
  return {
    model: name,
    predictions: data?.sha256.slice(0, HASH_SHOWN),
    pred: pred ?? undefined,
    proba: proba.length > 0 ? proba : undefined,
    weights: weights ?? undefined,
    groups,
    threshold,
    cost: cost ?? undefined,
  };
}

/** A done modelling version as the ranking wants it; null for others. @throws AssayError exit 1 for broken files */
export function entryOf(version: Version): RankEntry | null {
  const { manifest } = version;
  if (version.state !== 'done' || !manifest || !SCORED_STEPS.includes(manifest.step)) return null;
  const kept = version.results();
  const results = manifest.step === 'score' ? asEvaluation(kept as unknown as ScoreResults) : kept;
  if (Object.keys(results.metrics).length === 0) return null;
  const { modelling, reading, tune, score } = version.options();
  return {
    version: version.id,
    experiment: version.experiment,
    number: version.number,
    step: manifest.step as RankEntry['step'],
    started: manifest.started,
    dataSha256: score?.data?.sha256 ?? manifest.data?.sha256 ?? '',
    results,
    seconds: manifest.timings?.total ?? 0,
    foldSeconds: { fit: manifest.timings?.fit ?? [], predict: manifest.timings?.predict ?? [] },
    modelBytes: manifest.files['model.bin']?.bytes ?? null,
    tags: version.labels().tags,
    options: flattenOptions(
      modelling
        ? { ...configurationOf(modelling), ...nestedOf(tune), ...readingOf(reading) }
        : { ...outsideOf(results.model, manifest.data, score), ...readingOf(reading) },
    ),
  };
}

function aboutOf(experiment: string, results: EvaluationResults): string[] {
  const { task, positive, classes, shares, rows, split } = results;
  const share = positive === null ? '' : ` (${percent(shares[classes.indexOf(positive)])})`;
  const folds = split.splitter === 'hold-out' ? 'hold-out' : `${split.folds} folds`;
  return [
    experiment,
    `${task}${positive === null ? '' : `, positive ${positive}${share}`}`,
    `${count(rows)} rows`,
    `${split.repeats > 1 ? `${split.repeats} x ` : ''}${folds} (${split.sha256.slice(0, 6)})`,
  ];
}

/** How the file was read, where a person said so: other cells, another experiment. */
const readingOf = ({ na, types, delimiter, encoding, header }: Reading) => ({
  na,
  types,
  delimiter,
  encoding,
  header,
});

/** One broken folder does not keep the others from being ranked. */
function entriesOf(
  versions: readonly Version[],
  of: (version: Version) => readonly RankEntry[],
): { entries: RankEntry[]; unreadable: Unreadable[] } {
  const entries: RankEntry[] = [];
  const unreadable: Unreadable[] = [];
  for (const version of versions) {
    try {
      entries.push(...of(version));
    } catch (error) {
      unreadable.push({ version: version.id, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return { entries, unreadable };
}

/** At least one entry: of versions that were scored, else the runs of bake-offs. @throws AssayError exit 2 when there is none */
function scoredEntries(versions: readonly Version[]): ReturnType<typeof entriesOf> {
  const found = entriesOf(versions, (version) => [entryOf(version)].filter((entry) => entry !== null));
  if (found.entries.length > 0) return found;
  const runs = entriesOf(versions, runEntries);
  if (runs.entries.length > 0) return runs;
  throw usageError(
    'ASSAY_NOTHING_TO_COMPARE',
    'none of the selected versions is done and scored',
    'score one first: assay cv DATA -t TARGET',
  );
}

const newestOf = (entries: readonly RankEntry[]): RankEntry =>
  entries.reduce((last, entry) => (entry.started > last.started ? entry : last));

/** @throws AssayError exit 2 when nothing of the selection was scored, or the metric is not theirs */
export function compareVersions(versions: readonly Version[], asked: Partial<CompareOptions>): Comparison {
  const options = { ...PLAIN, ...asked };
  const { entries: read, unreadable } = scoredEntries(versions);
  const entries = amongKnownRows(read);
  const newest = newestOf(entries);
  const document = rank(entries, { ...options, by: options.by ?? newest.results.by, alpha: ALPHA });
  const ranked = entries.filter(({ version }) => document.rows.some((row) => row.version === version));
  const common = document.tests.split_sha256;
  const first = ranked.find(({ results }) => results.split.sha256 === common) ?? ranked[0] ?? newest;
  return { document, about: aboutOf(first.experiment, first.results), unreadable };
}

/** @throws AssayError exit 2 when there are not two data sets with two learners in common, or the metric is unknown */
export function compareAcross(
  versions: readonly Version[],
  by: string | null,
): { document: CompareAcrossDocument; unreadable: readonly Unreadable[] } {
  const { entries: read, unreadable } = scoredEntries(versions);
  const entries = amongKnownRows(read);
  const metric = metrics.get(by ?? newestOf(entries).results.by);
  return { document: rankAcross(entries, metric, ALPHA), unreadable };
}

/** The version that `best:METRIC` means: what `compare --by METRIC` chooses. @throws AssayError exit 2 as above */
export function bestVersion(versions: readonly Version[], by: string): Version {
  const { chosen } = compareVersions(versions, { by }).document;
  const best = versions.find(({ id }) => id === chosen?.version);
  if (best) return best;
  const bakeOff = versions.find(isBakeOff);
  if (bakeOff && runOf(versions, chosen?.version ?? '')) {
    throw usageError(
      'ASSAY_NO_BEST',
      `${bakeOff.id} is of imbalance: its runs are no versions of their own`,
      `assay compare ${bakeOff.id} --by ${by} ranks them; assay cv --like ${bakeOff.id} -m MODEL --sampler ID makes one a version`,
    );
  }
  throw usageError('ASSAY_NO_BEST', `no version can be ranked by ${by}`, 'see assay compare');
}

/** One row of a ranking: the versions of one configuration, each fold's value the mean over them. */
import { metrics } from '../metrics/list.js';
import type { Metric } from '../metrics/metric.js';
import { defined, type Score, undefinedScore } from '../metrics/metric.js';
import type { BlockRow } from '../schemas/compare.js';
import type { MetricValue, MetricValues } from '../schemas/metric-value.js';
import { type FoldScore, summarise } from '../statistics/fold-summary.js';
import { mean } from '../statistics/moments.js';
import { configurationKey, differences } from './differences.js';
import { byAge, type RankEntry } from './entry.js';
import { leaksOf } from './leaks.js';
import { costsOf } from './measures.js';

export type GroupBy = 'seed' | 'version';

export interface Candidate {
  /** By age; the first stands for all. */
  readonly entries: readonly RankEntry[];
  readonly metrics: MetricValues;
  readonly splitSha256: string;
  /** Rows of each fold, by repeat, then fold: the order of every metric's `values`. */
  readonly folds: readonly { readonly nTrain: number; readonly nTest: number }[];
}

/** The score of one fold over versions: the mean of the defined ones. */
function joinScores(values: readonly MetricValue[], at: number, repeat: number, fold: number): Score {
  const known = values.map((value) => value.values[at]).filter((score) => score !== null);
  if (known.length > 0) return defined(mean(known));
  const gaps = values.flatMap((value) => value.undefined);
  const gap = gaps.find((entry) => entry.repeat === repeat && entry.fold === fold);
  return undefinedScore(gap?.reason ?? 'undefined in every version');
}

/** A metric that this assay does not know keeps the direction it was stored with. */
const shapeOf = (id: string, value: MetricValue): Pick<Metric, 'direction' | 'range'> =>
  metrics.has(id)
    ? metrics.get(id)
    : { direction: value.direction, range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] };

const inFoldOrder = ({ results }: RankEntry) =>
  [...results.folds].sort((a, b) => a.repeat - b.repeat || a.fold - b.fold);

/** A rerun with the same seed tells nothing new: of such versions the first counts. */
function onePerSeed(entries: readonly RankEntry[]): RankEntry[] {
  const bySeed = new Map<number, RankEntry>();
  for (const entry of entries) if (!bySeed.has(entry.results.seed)) bySeed.set(entry.results.seed, entry);
  return [...bySeed.values()];
}

/** Of a metric that is no mean over folds: the mean over versions, and no interval. */
function joinWhole(values: readonly MetricValue[]): MetricValue {
  const known = values.map(({ value }) => value).filter((value) => value !== null);
  return { ...values[0], value: known.length > 0 ? mean(known) : null, std: null, ci95: null };
}

function joinMetric(id: string, entries: readonly RankEntry[]): MetricValue {
  const having = onePerSeed(entries.filter(({ results }) => id in results.metrics));
  if (having.length === 1) return having[0].results.metrics[id];
  const values = having.map(({ results }) => results.metrics[id]);
  if (values[0].estimate === 'pooled' || values[0].estimate === '.632+') return joinWhole(values);
  const scores = inFoldOrder(having[0]).map(
    ({ repeat, fold, n_train: nTrain, n_test: nTest }, at): FoldScore => ({
      repeat,
      fold,
      nTrain,
      nTest,
      score: joinScores(values, at, repeat, fold),
    }),
  );
  return summarise(shapeOf(id, values[0]), scores, mean(values.map(({ share_se: error = 0 }) => error)));
}

function candidateOf(entries: readonly RankEntry[]): Candidate {
  const [first] = entries;
  const ids = new Set(entries.flatMap(({ results }) => Object.keys(results.metrics)));
  const joined = [...ids].map((id): [string, MetricValue] => [id, joinMetric(id, entries)]);
  return {
    entries,
    metrics: Object.fromEntries(joined),
    splitSha256: first.results.split.sha256,
    folds: inFoldOrder(first).map(({ n_train: nTrain, n_test: nTest }) => ({ nTrain, nTest })),
  };
}

/** The rows-to-be of a block: versions that differ only in seed are one, unless they are to be parted. */
export function candidates(entries: readonly RankEntry[], groupBy: GroupBy): Candidate[] {
  const sorted = [...entries].sort(byAge);
  if (groupBy === 'version') return sorted.map((entry) => candidateOf([entry]));
  const byKey = new Map<string, RankEntry[]>();
  for (const entry of sorted) {
    const key = configurationKey(entry);
    const known = byKey.get(key);
    if (known) known.push(entry);
    else byKey.set(key, [entry]);
  }
  return [...byKey.values()].map(candidateOf);
}

/** The candidate's value of a metric; null when it lacks it. */
export const metricOf = (candidate: Candidate, id: string): number | null =>
  candidate.metrics[id]?.value ?? null;

/** Best first; without a value last; of equal ones the older first. */
export function inOrder(list: readonly Candidate[], id: string, direction: Metric['direction']): Candidate[] {
  const sign = direction === 'max' ? -1 : 1;
  return [...list].sort((a, b) => {
    const first = metricOf(a, id);
    const second = metricOf(b, id);
    if (first === null || second === null) {
      if (first !== second) return first === null ? 1 : -1;
    } else if (first !== second) return sign * (first - second);
    return byAge(a.entries[0], b.entries[0]);
  });
}

const missing = (direction: Metric['direction']): MetricValue => ({
  value: null,
  estimate: 'fold-mean',
  direction,
  std: null,
  ci95: null,
  values: [],
  undefined: [],
});

/** What sampling before the split would have shown, the mean over the versions that tried; nothing where none did. */
function leakGapOf(entries: readonly RankEntry[], by: string): Pick<BlockRow, 'leak_gap'> {
  const tried = entries.flatMap(({ results }) => {
    const gap = 'leak_gap' in results ? results.leak_gap?.[by] : undefined;
    return gap && gap.value !== null && gap.wrong !== null ? [[gap.value, gap.wrong]] : [];
  });
  if (tried.length === 0) return {};
  const [value, wrong] = [0, 1].map((at) => mean(tried.map((pair) => pair[at])));
  return { leak_gap: { value, wrong } };
}

/** What a row says of itself, whatever it is ranked with. */
export function describeCandidate(
  { entries, metrics: values }: Candidate,
  rank: number,
  by: Pick<Metric, 'id' | 'direction'>,
  varying: readonly string[],
): BlockRow {
  const [first] = entries;
  const leaks = leaksOf(entries);
  return {
    rank,
    version: first.version,
    versions: entries.map(({ version }) => version),
    model: first.results.model,
    sampler: first.results.sampler,
    differs: differences(first, varying),
    seeds: [...new Set(entries.map(({ results }) => results.seed))].sort((a, b) => a - b),
    ...costsOf(entries),
    tags: [...new Set(entries.flatMap(({ tags }) => tags))],
    ...(leaks.length > 0 ? { leaks } : {}),
    metrics: by.id in values ? values : { ...values, [by.id]: missing(by.direction) },
    ...leakGapOf(entries, by.id),
  };
}

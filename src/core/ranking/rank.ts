/** The ranking of `compare`: from results of versions to one document. Pure; no files, no clock. */
import { benjaminiHochberg } from '../comparing/benjamini-hochberg.js';
import type { ReachRule } from '../comparing/reach.js';
import { usageError } from '../errors.js';
import { defaultMetric, metricFor } from '../metrics/choose-metrics.js';
import type { Metric } from '../metrics/metric.js';
import type { CORRECTIONS, CompareDocument, CompareRow } from '../schemas/compare.js';
import { holm } from '../statistics/holm.js';
import type { Task } from '../task.js';
import { askedColumns } from './asked-columns.js';
import { type Block, partition } from './blocks.js';
import {
  type Candidate,
  candidates,
  describeCandidate,
  type GroupBy,
  inOrder,
  metricOf,
} from './candidate.js';
import { type Board, choose } from './choose.js';
import { varyingKeys } from './differences.js';
import { byAge, type RankEntry } from './entry.js';
import { type FoldTestId, foldTest } from './fold-tests.js';
import { type Correct, type Grouped, type Grouping, group } from './groups.js';
import { laterKey, orderInGroups } from './later-keys.js';
import { measures } from './measures.js';
import { moreRepeats } from './more-repeats.js';
import { preferenceOver } from './preference.js';

export interface RankOptions {
  /** A metric's name; null: the default of the block's task. */
  readonly by: string | null;
  /** Metrics or measures that order the rows of a group. */
  readonly thenBy: readonly string[];
  readonly groupBy: GroupBy;
  readonly rule: ReachRule;
  readonly alpha: number;
  readonly test: FoldTestId;
  readonly correction: (typeof CORRECTIONS)[number];
  /** Differences up to it, in the metric's unit, are as good as none; null: not asked for. */
  readonly rope: number | null;
  /** What each row is to show; null: nothing was asked for. */
  readonly columns: readonly string[] | null;
}

/** Corrections by name: p-values in, adjusted ones out, in the order given. */
export const CORRECT: Readonly<Record<(typeof CORRECTIONS)[number], Correct>> = {
  holm,
  bh: benjaminiHochberg,
};

const taskOf = ({ results }: RankEntry): Task => ({
  kind: results.task,
  target: results.target,
  classes: results.classes,
  positive: results.positive === null ? null : results.classes.indexOf(results.positive),
});

/** Groups are of what was scored: time and size have no folds to be told apart by. */
const measureFirst = (id: string, { kind }: Task) =>
  usageError(
    'ASSAY_MEASURE_FIRST',
    `${id} is no metric: it orders the rows of a group, and cannot rank`,
    `name it after a metric: --by ${defaultMetric(kind)},${id}`,
  );

/** The metric that ranks. @throws AssayError (exit 2): unknown, of another task, or in none of the versions. */
function rankingMetric(entries: readonly RankEntry[], typed: string | null): Metric {
  const task = taskOf(entries[0]);
  if (typed !== null && measures.has(typed)) throw measureFirst(measures.get(typed).id, task);
  const metric = metricFor(task, typed ?? defaultMetric(task.kind));
  if (entries.some(({ results }) => metric.id in results.metrics)) return metric;
  const known = [...new Set(entries.flatMap(({ results }) => Object.keys(results.metrics)))];
  throw usageError(
    'ASSAY_METRIC_NOT_SCORED',
    `no version has ${metric.id}`,
    `they have ${known.join(', ')}; to score it: assay cv --metrics ${metric.id}`,
  );
}

/** The folds that most rows have; tie: those of the best row among them. */
function commonSplit(ordered: readonly Candidate[]): string | null {
  const counts = new Map<string, number>();
  for (const { splitSha256 } of ordered) counts.set(splitSha256, (counts.get(splitSha256) ?? 0) + 1);
  let common: string | null = null;
  for (const [sha256, count] of counts)
    if (common === null || count > (counts.get(common) ?? 0)) common = sha256;
  return common;
}

/** No better than its own baseline, the best one answer for every row on its folds. */
function isWorseThanBaseline(candidate: Candidate, by: Metric): boolean {
  const value = metricOf(candidate, by.id);
  const constant = candidate.entries.find(({ results }) => by.id in results.baseline);
  const bar = constant?.results.baseline[by.id].value ?? null;
  if (value === null || bar === null) return false;
  return by.direction === 'max' ? value <= bar : value >= bar;
}

function rankedRows(
  grouped: readonly Grouped[],
  by: Metric,
  split: string | null,
  varying: readonly string[],
): CompareRow[] {
  return grouped.map(({ candidate, group: number, p, unsure }, at) => {
    const { rank, ...shown } = describeCandidate(candidate, at + 1, by, varying);
    return {
      rank,
      group: number,
      ...shown,
      p,
      ...(unsure ? { unsure } : {}),
      ...(candidate.splitSha256 === split ? {} : { folds: 'other' as const }),
      worse_than_baseline: isWorseThanBaseline(candidate, by),
    };
  });
}

/** The block's baseline: for each metric that of the best row on the common folds that has one. */
function baselineOf(
  ordered: readonly Candidate[],
  split: string | null,
  by: Metric,
): CompareDocument['baseline'] {
  const onCommon = ordered.filter(({ splitSha256 }) => splitSha256 === split);
  const entries = [...onCommon, ...ordered].flatMap((candidate) => candidate.entries);
  const values: Record<string, RankEntry['results']['baseline'][string]> = {};
  const answers: Record<string, string> = {};
  for (const { results } of entries) {
    for (const [id, value] of Object.entries(results.baseline)) {
      if (id in values) continue;
      values[id] = value;
      answers[id] = results.baseline_answers[id] ?? '';
    }
  }
  if (Object.keys(values).length === 0) return null;
  return { answer: answers[by.id] ?? '', answers, metrics: values };
}

function blockOf({ why, entries }: Block, by: Metric, groupBy: GroupBy, varying: readonly string[]) {
  const ordered = inOrder(candidates(entries, groupBy), by.id, by.direction);
  return { why, rows: ordered.map((candidate, at) => describeCandidate(candidate, at + 1, by, varying)) };
}

/** Folds that the rows on the common split share. */
const sharedFolds = (ordered: readonly Candidate[], split: string | null): number | null =>
  ordered.find(({ splitSha256 }) => splitSha256 === split)?.entries[0].results.folds.length ?? null;

/** The p that the nearest pair not told apart yet has to pass (Holm). */
const nextLevel = ({ nComparisons, nApart }: Grouping, alpha: number): number =>
  alpha / Math.max(1, nComparisons - nApart);

/** With --rope: every row against the leader of the board. */
function withPreferences(
  rows: readonly CompareRow[],
  [leader, ...later]: readonly Candidate[],
  by: Metric,
  rope: number | null,
): CompareRow[] {
  if (rope === null || !leader) return [...rows];
  const probabilities = [null, ...later.map((candidate) => preferenceOver(leader, candidate, by, rope))];
  return rows.map((row, at) => ({ ...row, probability: probabilities[at] }));
}

/** What was asked for beside each row, which stand in the order of their candidates. */
function withColumns(
  rows: readonly CompareRow[],
  ordered: readonly Candidate[],
  columns: readonly string[] | null,
): CompareRow[] {
  if (columns === null || ordered.length === 0) return [...rows];
  const asked = askedColumns(columns, ordered);
  return rows.map((row, at) => ({ ...row, columns: asked(ordered[at]) }));
}

/** What the rule takes, and what the other one would: against the best the simplest within an error, else the best. */
function choices(board: Board, rule: ReachRule): Pick<CompareDocument, 'chosen' | 'other_rule'> {
  const chosen = choose(board, rule);
  const other = choose(board, { id: rule.id === 'best' ? 'one-se' : 'best' });
  const isOther = other !== null && other.version !== chosen?.version;
  return {
    chosen,
    other_rule: isOther ? { version: other.version, rule: other.rule, why: other.why } : null,
  };
}

/**
 * Ranks done versions.
 * @throws AssayError (exit 2): nothing to rank, an unknown metric, a metric of another task (the other forms are named),
 *   a metric that no version has
 */
export function rank(entries: readonly RankEntry[], options: RankOptions): CompareDocument {
  if (entries.length === 0) {
    throw usageError(
      'ASSAY_NOTHING_TO_COMPARE',
      'no done version to compare',
      'make some first: assay cv DATA -t TARGET -m forest',
    );
  }
  const { groupBy, rule, alpha, test, correction, rope } = options;
  const { main, apart } = partition(entries, [
    options.by ?? defaultMetric(entries[0].results.task),
    ...options.thenBy,
  ]);
  const known = main.entries.length > 0 ? main.entries : entries;
  const by = rankingMetric(known, options.by);
  const keys = options.thenBy.map((key) => laterKey(key, taskOf(known[0])));
  const varying = varyingKeys([...entries].sort(byAge));
  const ordered = inOrder(candidates(main.entries, groupBy), by.id, by.direction);
  const split = commonSplit(ordered);
  const family = { by: by.id, alpha, test: foldTest(test, ordered), correct: CORRECT[correction] };
  const grouping = group(ordered, family);
  const ranked = rankedRows(grouping.rows, by, split, varying);
  const rows = withColumns(withPreferences(ranked, ordered, by, rope), ordered, options.columns);
  return {
    schema: 'assay/compare/1',
    by: by.id,
    direction: by.direction,
    then_by: keys.map(({ id }) => id),
    alpha,
    rope,
    rows: orderInGroups(rows, keys),
    baseline: baselineOf(ordered, split, by),
    ...choices({ rows, candidates: ordered, by }, rule),
    tests: {
      test,
      correction,
      comparisons: grouping.nComparisons,
      folds: sharedFolds(ordered, split),
      split_sha256: split,
    },
    more_repeats: test === '5x2cv-f' ? null : moreRepeats(grouping.rows, by.id, nextLevel(grouping, alpha)),
    blocks: apart.map((block) => blockOf(block, by, groupBy, varying)),
  };
}

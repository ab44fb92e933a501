/**
 * `compare --across`: learners over several data sets. Each data set ranks them by the metric's mean over folds; mean
 * ranks are compared by Friedman's test and Nemenyi's critical difference (Demšar 2006, JMLR 7).
 */
import { friedman } from '../comparing/friedman.js';
import { type DataSetRanks, rankLearners } from '../comparing/mean-ranks.js';
import { criticalDifference, nemenyi } from '../comparing/nemenyi.js';
import { usageError } from '../errors.js';
import type { Metric } from '../metrics/metric.js';
import type { CompareAcrossDocument } from '../schemas/compare-across.js';
import { wilcoxonSignedRank } from '../statistics/signed-rank.js';
import { partition, protocolText } from './blocks.js';
import { type Candidate, candidates, metricOf } from './candidate.js';
import { type DataSet, FEWEST, inCommon, type LeftOut } from './common-learners.js';
import type { RankEntry } from './entry.js';
import { learnerKey, learnerNames } from './learners.js';

/** One group for each data file and target. */
function byDataSet(entries: readonly RankEntry[]): RankEntry[][] {
  const groups = new Map<string, RankEntry[]>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.dataSha256, entry.results.target]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()];
}

/** The folds that most learners of a data set were scored on; of equally many the newest. Null without a version. */
function commonFolds(known: readonly Candidate[]): string | null {
  const bySplit = new Map<string, { readonly learners: Set<string>; newest: string }>();
  for (const candidate of known) {
    const folds = bySplit.get(candidate.splitSha256) ?? { learners: new Set(), newest: '' };
    folds.learners.add(learnerKey(candidate));
    for (const { started } of candidate.entries) if (started > folds.newest) folds.newest = started;
    bySplit.set(candidate.splitSha256, folds);
  }
  const [best] = [...bySplit].sort(
    ([, a], [, b]) => b.learners.size - a.learners.size || (a.newest < b.newest ? 1 : -1),
  );
  return best?.[0] ?? null;
}

/** Other folds may be easier ones: all values of a data set are of the same. */
function onCommonFolds(known: readonly Candidate[], leftOut: LeftOut): Candidate[] {
  const split = commonFolds(known);
  const strangers = known.filter(({ splitSha256 }) => splitSha256 !== split);
  for (const entry of strangers.flatMap(({ entries }) => entries)) {
    leftOut.push({ what: entry.version, why: `other folds of the same rows (${protocolText(entry)})` });
  }
  return known.filter(({ splitSha256 }) => splitSha256 === split);
}

function dataSetOf(entries: readonly RankEntry[], by: Metric, leftOut: LeftOut): DataSet | null {
  const { main, apart } = partition(entries, [by.id]);
  const [first = entries[0]] = main.entries;
  const name = first.experiment;
  for (const { why, entries: others } of apart)
    leftOut.push(...others.map(({ version }) => ({ what: version, why })));
  if (!by.tasks.includes(first.results.task)) {
    leftOut.push({ what: name, why: `${by.id} is no metric of a ${first.results.task} task` });
    return null;
  }
  const valued = candidates(main.entries, 'seed').filter((candidate) => metricOf(candidate, by.id) !== null);
  const known = onCommonFolds(valued, leftOut);
  const byLearner = new Map<string, Candidate>();
  for (const candidate of known) {
    const key = learnerKey(candidate);
    const older = byLearner.get(key);
    if (older) leftOut.push({ what: older.entries[0].version, why: 'a newer version of the same learner' });
    byLearner.set(key, candidate);
  }
  return byLearner.size > 0 ? { name, first: known[0].entries[0], byLearner } : null;
}

/** Largest runs of neighbours, in order of mean rank, that are within the critical difference. */
function neighbours(names: readonly string[], meanRanks: readonly number[], critical: number): string[][] {
  const groups: string[][] = [];
  let reached = 0;
  for (let start = 0; start < names.length; start++) {
    let end = start;
    while (end + 1 < names.length && meanRanks[end + 1] - meanRanks[start] <= critical) end++;
    if (end > start && end > reached) groups.push(names.slice(start, end + 1));
    reached = Math.max(reached, end);
  }
  return groups;
}

function friedmanOf(ranks: DataSetRanks): CompareAcrossDocument['friedman'] {
  const test = friedman(ranks);
  if (test === null) return null;
  const { statistic, df, p, imanDavenport } = test;
  return {
    statistic,
    df,
    p,
    iman_davenport: {
      statistic: Number.isFinite(imanDavenport.statistic) ? imanDavenport.statistic : null,
      df: [imanDavenport.df[0], imanDavenport.df[1]],
      p: imanDavenport.p,
    },
  };
}

function signedRankOf(scores: readonly (readonly number[])[]): CompareAcrossDocument['signed_rank'] {
  if (scores[0].length !== 2) return null;
  const { statistic, p, exact } = wilcoxonSignedRank(scores.map(([first, second]) => first - second));
  return { statistic, p, exact };
}

function tooFew(nSets: number, nLearners: number, leftOut: LeftOut) {
  const lacking = leftOut.slice(0, 3).map(({ what, why }) => `${what}: ${why}`);
  return usageError(
    'ASSAY_ACROSS_TOO_FEW',
    `--across needs two data sets with two learners in common, got ${nSets} with ${nLearners}`,
    ['run the same models on each data set', ...lacking].join('; '),
  );
}

type Learner = CompareAcrossDocument['learners'][number];

/** [data sets][learners] what each is worth on each. */
type Grid = readonly (readonly Candidate[])[];

/** In order of mean rank. */
function learnersOf(
  grid: Grid,
  scores: readonly (readonly number[])[],
  ranks: DataSetRanks,
  nameOf: (candidate: Candidate) => string,
): Learner[] {
  const order = ranks.means.map((_, at) => at).sort((a, b) => ranks.means[a] - ranks.means[b] || a - b);
  const pairs = nemenyi(ranks.means, grid.length);
  return order.map((at, place) => ({
    name: nameOf(grid[0][at]),
    model: grid[0][at].entries[0].results.model,
    mean_rank: ranks.means[at],
    ranks: ranks.ranks.map((row) => row[at]),
    values: scores.map((row) => row[at]),
    versions: grid.map((row) => row[at].entries.map(({ version }) => version)),
    p: place === 0 ? null : pairs[order[0]][at],
  }));
}

const describeDataSet = ({ name, first }: DataSet): CompareAcrossDocument['data_sets'][number] => ({
  name,
  target: first.results.target,
  sha256: first.dataSha256,
  rows: first.results.rows,
  folds: protocolText(first),
  split_sha256: first.results.split.sha256,
});

/**
 * @param by a metric that the data sets share  @param alpha of the family of all pairs, e.g. 0.05
 * @throws AssayError (exit 2) for fewer than two data sets or two learners that all of them have
 */
export function rankAcross(entries: readonly RankEntry[], by: Metric, alpha: number): CompareAcrossDocument {
  const leftOut: LeftOut = [];
  const found = byDataSet(entries)
    .map((own) => dataSetOf(own, by, leftOut))
    .filter((set) => set !== null);
  const nameOf = learnerNames(found.flatMap(({ byLearner }) => [...byLearner.values()]));
  const { sets, keys } = inCommon(found, nameOf, leftOut);
  if (sets.length < FEWEST || keys.length < FEWEST) throw tooFew(sets.length, keys.length, leftOut);
  const grid = sets.map(({ byLearner }) => keys.map((key) => byLearner.get(key) as Candidate));
  const scores = grid.map((row) => row.map((candidate) => metricOf(candidate, by.id) as number));
  const ranks = rankLearners(scores, by.direction);
  const learners = learnersOf(grid, scores, ranks, nameOf);
  const critical = criticalDifference(keys.length, sets.length, alpha);
  const [names, meanRanks] = [learners.map(({ name }) => name), learners.map((one) => one.mean_rank)];
  return {
    schema: 'assay/compare-across/1',
    by: by.id,
    direction: by.direction,
    alpha,
    data_sets: sets.map(describeDataSet),
    learners,
    friedman: friedmanOf(ranks),
    signed_rank: signedRankOf(scores),
    critical_difference: critical,
    groups: neighbours(names, meanRanks, critical),
    left_out: leftOut,
  };
}

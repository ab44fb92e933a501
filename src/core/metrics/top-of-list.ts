/**
 * Metrics of what stands on top when the rows are sorted by p of the positive class: what a campaign, an inspection or a
 * queue of limited length gets. Rows that tie at the end of the list count in proportion, as if it were drawn by lot.
 */
import { positiveOf } from './confusion.js';
import { type MetricFamily, numberWhere } from './family.js';
import { defined, type RowMetric, type Score, type Scored, undefinedScore } from './metric.js';
import { areaUnder, noRow, ofBothClasses } from './ordering.js';
import { endOf, type RankCurve, rankCurve } from './rank-curve.js';
import { rowMetric, totalWeight } from './row-metric.js';

/** The weight of the class among the first `length`; 0 < length <= all. */
function foundIn({ inside, outside }: RankCurve, length: number): number {
  let [found, above] = [0, 0];
  for (let i = 0; i < inside.length; i++) {
    const upTo = inside[i] + outside[i];
    if (upTo >= length) return found + ((inside[i] - found) * (length - above)) / (upTo - above);
    [found, above] = [inside[i], upTo];
  }
  return found;
}

interface Top {
  /** Weight of the list. */
  readonly length: number;
  readonly found: number;
  readonly nPositive: number;
  readonly nRows: number;
}

/** @param k 1 or more: how many rows; below 1: which share of them */
function scoreTop(scored: Scored, k: number, measure: (top: Top) => number): Score {
  const positive = positiveOf(scored.task);
  const nRows = totalWeight(scored);
  if (k > nRows) return undefinedScore(`there are ${nRows} rows, fewer than ${k}`);
  const curve = rankCurve(scored, positive);
  const nPositive = endOf(curve).nInside;
  if (nPositive === 0) return noRow(scored.task, positive);
  const length = k < 1 ? k * nRows : k;
  return defined(measure({ length, found: foundIn(curve, length), nPositive, nRows }));
}

interface TopSpec {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly standard?: string;
  readonly highest: number;
  readonly measure: (top: Top) => number;
}

const topFamily = ({ id, aliases, summary, standard, highest, measure }: TopSpec): MetricFamily => ({
  id,
  aliases,
  summary,
  parameter: 'K',
  accepts: 'the length of the list: rows from 1 on, below 1 a share of the rows',
  example: '0.1',
  standard,
  read: numberWhere((k) => k > 0),
  make: (made, k) =>
    rowMetric({
      id: made,
      summary: `${summary}; the first ${Number(k) < 1 ? `${k} of the rows` : `${k} rows`} by p`,
      tasks: ['binary'],
      direction: 'max',
      range: [0, highest],
      needs: 'probability',
      ofOneClass: true,
      ...(Number(k) < 1 ? {} : { interval: 'all-rows' }),
      score: (scored) => scoreTop(scored, Number(k), measure),
    }),
});

/** The first tenth. */
const TENTH = '0.1';

const precisionAt = topFamily({
  id: 'precision',
  aliases: ['precision_at'],
  summary: 'share of the top of the list that is positive',
  highest: 1,
  measure: ({ found, length }) => found / length,
});

const gain = topFamily({
  id: 'gain',
  aliases: ['recall_at_k', 'cumulative_gain'],
  summary: 'share of the positive rows that stand in the top of the list',
  standard: TENTH,
  highest: 1,
  measure: ({ found, nPositive }) => found / nPositive,
});

const lift = topFamily({
  id: 'lift',
  aliases: ['lift_score'],
  summary: 'how many times as many positive rows the top of the list has as one drawn by lot',
  standard: TENTH,
  highest: Number.POSITIVE_INFINITY,
  measure: ({ found, length, nPositive, nRows }) => found / length / (nPositive / nRows),
});

const shared = { direction: 'max', tasks: ['binary'], needs: 'probability', ofOneClass: true } as const;

/** The widest gap between the shares of positive and of negative rows above a cut. */
function widestGap(curve: RankCurve): number {
  const { inside, outside } = curve;
  const { nInside, nOutside } = endOf(curve);
  let widest = 0;
  for (let i = 0; i < inside.length; i++) {
    widest = Math.max(widest, Math.abs(inside[i] / nInside - outside[i] / nOutside));
  }
  return widest;
}

const ks: RowMetric = rowMetric({
  ...shared,
  id: 'ks',
  aliases: ['ks_statistic', 'kolmogorov_smirnov'],
  summary: 'widest gap between the shares of positive and negative rows above a p (Kolmogorov-Smirnov)',
  range: [0, 1],
  score: (scored) => ofBothClasses(scored, widestGap),
});

const gini: RowMetric = rowMetric({
  ...shared,
  id: 'gini',
  aliases: ['gini_coefficient', 'somers_d'],
  summary: '2 roc_auc - 1: 0 is guessing',
  range: [-1, 1],
  score: (scored) => ofBothClasses(scored, (curve) => 2 * areaUnder(curve) - 1),
});

function recallAt(curve: RankCurve, precision: number): number {
  const { inside, outside } = curve;
  let most = 0;
  for (let i = 0; i < inside.length; i++) {
    if (inside[i] > most && inside[i] / (inside[i] + outside[i]) >= precision) most = inside[i];
  }
  return most / endOf(curve).nInside;
}

const recallAtPrecision: MetricFamily = {
  id: 'recall_at_precision',
  summary: 'the highest recall of any cut with at least that precision; 0 when no cut has it',
  parameter: 'PRECISION',
  accepts: 'a number above 0, at most 1',
  example: '0.95',
  standard: '0.9',
  read: numberWhere((precision) => precision > 0 && precision <= 1),
  make: (id, precision) =>
    rowMetric({
      ...shared,
      id,
      summary: `the highest recall of any cut with precision ${precision} or more; 0 when no cut has it`,
      range: [0, 1],
      score: (scored) => {
        const positive = positiveOf(scored.task);
        const curve = rankCurve(scored, positive);
        if (endOf(curve).nInside === 0) return noRow(scored.task, positive);
        return defined(recallAt(curve, Number(precision)));
      },
    }),
};

/** ks, gini, lift@K, gain@K, precision@K, recall_at_precision@PRECISION. */
export const topOfList: readonly (RowMetric | MetricFamily)[] = [
  ks,
  gini,
  lift,
  gain,
  precisionAt,
  recallAtPrecision,
];

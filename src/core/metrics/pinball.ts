/** Metrics of a predicted quantile: the pinball loss, and how much of it is explained. */
import { type MetricFamily, numberWhere } from './family.js';
import { defined, type RowMetric, type Scored, undefinedScore } from './metric.js';
import { perRows } from './per-scored.js';
import { errorShape, gainShape } from './regression-shapes.js';
import { rowMetric, sumMetric, termOf, weightedSum } from './row-metric.js';
import { sortedValues, weightedQuantile } from './weighted-quantile.js';

/** alpha (truth - predicted) where that is above 0, else (alpha - 1) (truth - predicted): Koenker & Bassett 1978. */
const pinball = (truth: number, predicted: number, alpha: number) =>
  truth >= predicted ? alpha * (truth - predicted) : (1 - alpha) * (predicted - truth);

const losses = (scored: Scored, alpha: number, predictedOf: (row: number) => number): Float64Array =>
  termOf(scored, (row) => pinball(scored.truth[row], predictedOf(row), alpha));

const ALPHA = {
  parameter: 'ALPHA',
  accepts: 'the quantile, from 0 to 1',
  example: '0.9',
  standard: '0.5',
  read: numberWhere((alpha) => alpha >= 0 && alpha <= 1),
} as const satisfies Partial<MetricFamily>;

const pinballFamily: MetricFamily = {
  ...ALPHA,
  id: 'pinball',
  aliases: ['mean_pinball_loss', 'pinball_loss', 'quantile_loss', 'neg_mean_pinball_loss', 'neg_pinball'],
  summary: 'mean pinball loss of a predicted quantile',
  make: (id, alpha) =>
    sumMetric({
      ...errorShape(id, [], `mean pinball loss of the quantile ${alpha}`),
      sums: {
        terms: (scored) => [losses(scored, Number(alpha), (row) => scored.predicted[row])],
        combine: ([sum], totalWeight) => defined(sum / totalWeight),
      },
    }),
};

const sortedTruth = perRows(({ truth }) => sortedValues(truth));

/** 1 - loss / (loss of answering the quantile of these very rows). */
const explainedPinball = (
  id: string,
  aliases: readonly string[],
  alpha: number,
  summary: string,
): RowMetric =>
  rowMetric({
    ...gainShape(id, aliases, summary),
    score: (scored) => {
      const quantile = weightedQuantile(sortedTruth(scored), scored.weights, alpha);
      const loss = weightedSum(
        scored,
        losses(scored, alpha, (row) => scored.predicted[row]),
      );
      const plain = weightedSum(
        scored,
        losses(scored, alpha, () => quantile),
      );
      if (plain === 0) return undefinedScore(`answering the quantile ${alpha} of the rows is without loss`);
      return defined(1 - loss / plain);
    },
  });

const d2Pinball: MetricFamily = {
  ...ALPHA,
  id: 'd2_pinball',
  aliases: ['d2_pinball_score'],
  summary: 'share of the pinball loss that is explained; 0 is answering the quantile of the rows',
  make: (id, alpha) =>
    explainedPinball(
      id,
      [],
      Number(alpha),
      `share of the pinball loss of the quantile ${alpha} that is explained`,
    ),
};

const d2AbsoluteError: RowMetric = explainedPinball(
  'd2_absolute_error',
  ['d2_absolute_error_score'],
  0.5,
  'share of mae that is explained; 0 is the median of the rows',
);

/** pinball, d2_pinball, d2_absolute_error. */
export const pinballMetrics: readonly (RowMetric | MetricFamily)[] = [
  pinballFamily,
  d2AbsoluteError,
  d2Pinball,
];

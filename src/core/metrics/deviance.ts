/**
 * Tweedie deviances: squared error (power 0), Poisson (1), gamma (2), compound Poisson-gamma between. Jorgensen 1987; the
 * formulas are those of scikit-learn's mean_tweedie_deviance.
 */
import { exp, log } from '../numeric.js';
import { type MetricFamily, numberWhere } from './family.js';
import { defined, type RowMetric, type Score, type Scored, type Sums, undefinedScore } from './metric.js';
import { r2Sums } from './regression.js';
import { errorShape, gainShape } from './regression-shapes.js';
import { sumMetric, termOf } from './row-metric.js';

/** base^exponent, base from 0. */
function power(base: number, exponent: number): number {
  if (exponent === 0) return 1;
  return base === 0 ? (exponent > 0 ? 0 : Number.POSITIVE_INFINITY) : exp(exponent * log(base));
}

/** The deviance of a power. Of answering the mean, over all rows: the sum of `ofTruth` and, a row, `atMean`. */
interface Deviance {
  fits(truth: number, predicted: number): boolean;
  /** Which values do not fit, for people. */
  readonly unfit: string;
  of(truth: number, predicted: number): number;
  ofTruth(truth: number): number;
  atMean(mean: number): number;
}

const NOT_POSITIVE = 'a true or predicted value is 0 or less';
const NEGATIVE = 'a true value is below 0, or a predicted one is 0 or less';

const POISSON: Deviance = {
  fits: (truth, predicted) => truth >= 0 && predicted > 0,
  unfit: NEGATIVE,
  of: (truth, predicted) => 2 * ((truth === 0 ? 0 : truth * log(truth / predicted)) - truth + predicted),
  ofTruth: (truth) => (truth === 0 ? 0 : 2 * truth * log(truth)),
  atMean: (mean) => -2 * mean * log(mean),
};

const GAMMA: Deviance = {
  fits: (truth, predicted) => truth > 0 && predicted > 0,
  unfit: NOT_POSITIVE,
  of: (truth, predicted) => 2 * (log(predicted / truth) + truth / predicted - 1),
  ofTruth: (truth) => -2 * log(truth),
  atMean: (mean) => 2 * log(mean),
};

function tweedie(p: number): Deviance {
  const ofPower = (value: number) => (2 * power(Math.max(value, 0), 2 - p)) / ((1 - p) * (2 - p));
  return {
    fits: (truth, predicted) => predicted > 0 && (p < 0 || truth > 0 || (p < 2 && truth === 0)),
    unfit: p < 0 ? 'a predicted value is 0 or less' : p < 2 ? NEGATIVE : NOT_POSITIVE,
    of: (truth, predicted) =>
      ofPower(truth) + 2 * (power(predicted, 2 - p) / (2 - p) - (truth * power(predicted, 1 - p)) / (1 - p)),
    ofTruth: ofPower,
    atMean: (mean) => -ofPower(mean),
  };
}

function devianceOf(p: number): Deviance {
  if (p === 1) return POISSON;
  return p === 2 ? GAMMA : tweedie(p);
}

/** Three terms: the deviance, what of it is of the truth alone, and rows that it does not fit. */
function deviances(scored: Scored, { fits, of, ofTruth }: Deviance): Float64Array[] {
  const { truth, predicted } = scored;
  const isFit = (row: number) => fits(truth[row], predicted[row]);
  return [
    termOf(scored, (row) => (isFit(row) ? of(truth[row], predicted[row]) : 0)),
    termOf(scored, (row) => (isFit(row) ? ofTruth(truth[row]) : 0)),
    termOf(scored, (row) => (isFit(row) ? 0 : 1)),
  ];
}

const squaredErrorSums: Sums = {
  terms: (scored) => [termOf(scored, (row) => (scored.truth[row] - scored.predicted[row]) ** 2)],
  combine: ([sum], totalWeight) => defined(sum / totalWeight),
};

function devianceSums(p: number): Sums {
  if (p === 0) return squaredErrorSums;
  const deviance = devianceOf(p);
  return {
    terms: (scored) => deviances(scored, deviance),
    combine: ([sum, , unfit], totalWeight) =>
      unfit > 0 ? undefinedScore(deviance.unfit) : defined(sum / totalWeight),
  };
}

/** Below this share of its parts a deviance is rounding error. */
const NO_SPREAD = 1e-13;

function explainedSums(p: number): Sums {
  if (p === 0) return r2Sums;
  const deviance = devianceOf(p);
  const combine = ([sum, own, unfit, truths]: readonly number[], totalWeight: number): Score => {
    if (unfit > 0) return undefinedScore(deviance.unfit);
    const mean = truths / totalWeight;
    if (!(mean > 0)) return undefinedScore('the mean of the true values is 0 or less');
    const atMean = totalWeight * deviance.atMean(mean);
    const plain = own + atMean;
    if (plain <= NO_SPREAD * (Math.abs(own) + Math.abs(atMean)))
      return undefinedScore('every row has the same true value');
    return defined(1 - sum / plain);
  };
  return { terms: (scored) => [...deviances(scored, deviance), scored.truth], combine };
}

const POWER = {
  parameter: 'POWER',
  accepts: 'a number of at most 0 or at least 1: 0 normal, 1 Poisson, 2 gamma',
  example: '1.9',
  standard: '1.5',
  read: numberWhere((p) => p <= 0 || p >= 1),
} as const satisfies Partial<MetricFamily>;

const tweedieFamily: MetricFamily = {
  ...POWER,
  id: 'tweedie',
  aliases: ['mean_tweedie_deviance', 'tweedie_deviance', 'neg_mean_tweedie_deviance', 'neg_tweedie'],
  summary: 'mean Tweedie deviance, of counts and amounts that are often 0',
  make: (id, p) =>
    sumMetric({
      ...errorShape(id, [], `mean Tweedie deviance of power ${p}`),
      sums: devianceSums(Number(p)),
    }),
};

const d2Tweedie: MetricFamily = {
  ...POWER,
  id: 'd2_tweedie',
  aliases: ['d2_tweedie_score'],
  summary: 'share of the Tweedie deviance that is explained; 0 is the mean of the rows',
  make: (id, p) =>
    sumMetric({
      ...gainShape(id, [], `share of the Tweedie deviance of power ${p} that is explained`),
      sums: explainedSums(Number(p)),
    }),
};

/** poisson_deviance, gamma_deviance, tweedie, d2_tweedie. */
export const devianceMetrics: readonly (RowMetric | MetricFamily)[] = [
  sumMetric({
    ...errorShape('poisson_deviance', ['mean_poisson_deviance'], 'mean Poisson deviance, of counts'),
    sums: devianceSums(1),
  }),
  sumMetric({
    ...errorShape('gamma_deviance', ['mean_gamma_deviance'], 'mean gamma deviance, of amounts above 0'),
    sums: devianceSums(2),
  }),
  tweedieFamily,
  d2Tweedie,
];

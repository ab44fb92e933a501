/** Metrics of predicted values, scikit-learn's definitions; what it forces to 0 or 1 is undefined here. */
import { defined, type RowMetric, type Score, type Scored, type Sums, undefinedScore } from './metric.js';
import { perRows, perScored } from './per-scored.js';
import { errorShape, gainShape } from './regression-shapes.js';
import { rowMetric, sumMetric, termOf, totalWeight, weightedSum } from './row-metric.js';
import { sortedValues, weightedQuantile } from './weighted-quantile.js';

const mean = ([sum]: readonly number[], totalWeight: number): Score => defined(sum / totalWeight);

const squaredErrors = (scored: Scored): Float64Array =>
  termOf(scored, (row) => (scored.truth[row] - scored.predicted[row]) ** 2);

const absoluteErrors = (scored: Scored): Float64Array =>
  termOf(scored, (row) => Math.abs(scored.truth[row] - scored.predicted[row]));

/** The terms as distances from a row's and then from their mean: equal ones are 0 exactly. */
function centred(scored: Scored, values: Float64Array): Float64Array {
  const { weights } = scored;
  const first = values[weights === undefined ? 0 : weights.findIndex((weight) => weight > 0)];
  const shifted = values.map((value) => value - first);
  const centre = weightedSum(scored, shifted) / totalWeight(scored);
  return shifted.map((value) => value - centre);
}

const centredTruth = perScored((scored) => centred(scored, scored.truth));

const squares = (values: Float64Array) => values.map((value) => value * value);

/** Below this share of the sum of squares a variance is rounding error. */
const NO_SPREAD = 1e-13;

/** Sum of squared distances from the mean, by sums of weight times value and times its square; 0 where all are equal. */
function spread(sum: number, sumOfSquares: number, totalWeight: number): number {
  const squared = sumOfSquares - (sum * sum) / totalWeight;
  return squared > NO_SPREAD * sumOfSquares ? squared : 0;
}

/** 1 - residual / (spread of the truth) */
function explained(residual: number, [sum, sumOfSquares]: readonly number[], totalWeight: number): Score {
  const whole = spread(sum, sumOfSquares, totalWeight);
  return whole === 0 ? undefinedScore('every row has the same true value') : defined(1 - residual / whole);
}

/** Two terms of the truth that `explained` reads. */
const truthTerms = (scored: Scored) => [centredTruth(scored), squares(centredTruth(scored))];

/** Also of `d2_tweedie@0`, which is r2. */
export const r2Sums: Sums = {
  terms: (scored) => [squaredErrors(scored), ...truthTerms(scored)],
  combine: ([residual, ...ofTruth], totalWeight) => explained(residual, ofTruth, totalWeight),
};

const explainedVarianceSums: Sums = {
  terms: (scored) => {
    const errors = centred(
      scored,
      termOf(scored, (row) => scored.truth[row] - scored.predicted[row]),
    );
    return [errors, squares(errors), ...truthTerms(scored)];
  },
  combine: ([bias, squaredErrors, ...ofTruth], totalWeight) =>
    explained(spread(bias, squaredErrors, totalWeight), ofTruth, totalWeight),
};

/** Truth 0 has no percentage: such rows add to the second term alone. */
const mapeSums: Sums = {
  terms: (scored) => {
    const { truth, predicted } = scored;
    return [
      termOf(scored, (row) => (truth[row] === 0 ? 0 : Math.abs((truth[row] - predicted[row]) / truth[row]))),
      termOf(scored, (row) => (truth[row] === 0 ? 1 : 0)),
    ];
  },
  combine: ([sum, zeros], totalWeight) =>
    zeros > 0 ? undefinedScore('a row has the true value 0') : defined(sum / totalWeight),
};

/** 2 |error| / (|truth| + |prediction|), 0 where both are 0: Makridakis 1993. */
function symmetricError(truth: number, predicted: number): number {
  const size = Math.abs(truth) + Math.abs(predicted);
  return size === 0 ? 0 : (2 * Math.abs(truth - predicted)) / size;
}

const sortedErrors = perRows((scored) => sortedValues(absoluteErrors(scored)));

function medianError(scored: Scored): Score {
  return defined(weightedQuantile(sortedErrors(scored), scored.weights, 0.5));
}

function largestError(scored: Scored): Score {
  const { weights } = scored;
  const errors = absoluteErrors(scored);
  return defined(
    errors.reduce((most, error, row) => (weights?.[row] === 0 ? most : Math.max(most, error)), 0),
  );
}

const meanOf = (terms: (scored: Scored) => Float64Array): Sums => ({
  terms: (scored) => [terms(scored)],
  combine: mean,
});

/** rmse, mae, r2, mse, median_ae, mape, smape, max_error, explained_variance. */
export const regressionMetrics: readonly RowMetric[] = [
  sumMetric({
    ...errorShape(
      'rmse',
      ['root_mean_squared_error'],
      'root of the mean squared error, in units of the target',
    ),
    sums: {
      terms: (scored) => [squaredErrors(scored)],
      combine: ([sum], totalWeight) => defined(Math.sqrt(sum / totalWeight)),
    },
  }),
  sumMetric({
    ...errorShape('mae', ['mean_absolute_error'], 'mean absolute error, in units of the target'),
    sums: meanOf(absoluteErrors),
  }),
  sumMetric({
    ...gainShape(
      'r2',
      ['r2_score'],
      'share of the variance that is explained; 0 is the mean, below is worse',
    ),
    sums: r2Sums,
  }),
  sumMetric({
    ...errorShape('mse', ['mean_squared_error'], 'mean squared error'),
    sums: meanOf(squaredErrors),
  }),
  rowMetric({
    ...errorShape(
      'median_ae',
      ['median_absolute_error'],
      'median absolute error: not moved by a few bad rows',
    ),
    score: medianError,
  }),
  sumMetric({
    ...errorShape(
      'mape',
      ['mean_absolute_percentage_error'],
      'mean of |error / truth|; undefined when a true value is 0',
    ),
    sums: mapeSums,
  }),
  sumMetric({
    ...errorShape(
      'smape',
      ['symmetric_mean_absolute_percentage_error'],
      'mean of 2 |error| / (|truth| + |prediction|), 0 where both are 0',
    ),
    range: [0, 2],
    sums: meanOf((scored) =>
      termOf(scored, (row) => symmetricError(scored.truth[row], scored.predicted[row])),
    ),
  }),
  rowMetric({
    ...errorShape('max_error', [], 'the largest absolute error'),
    interval: 'none',
    score: largestError,
  }),
  sumMetric({
    ...gainShape('explained_variance', ['explained_variance_score'], 'r2 that forgives a constant shift'),
    sums: explainedVarianceSums,
  }),
];

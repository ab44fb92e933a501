/** Errors of the logarithm of what is counted or paid: a factor of two is as bad at 10 as at 1000. */
import { log } from '../numeric.js';
import { defined, type RowMetric, type Scored, type Sums, undefinedScore } from './metric.js';
import { errorShape } from './regression-shapes.js';
import { sumMetric, termOf } from './row-metric.js';

/** log(1 + x) without loss at small x: Kahan, in Higham 2002, section 1.14.1. */
function log1p(x: number): number {
  const above = 1 + x;
  return above === 1 ? x : (log(above) * x) / (above - 1);
}

const squaredLogError = (truth: number, predicted: number) => (log1p(truth) - log1p(predicted)) ** 2;

/** Values of -1 and below have no such logarithm: their rows add to the second term alone. */
function terms(scored: Scored): Float64Array[] {
  const { truth, predicted } = scored;
  const fits = (row: number) => truth[row] > -1 && predicted[row] > -1;
  return [
    termOf(scored, (row) => (fits(row) ? squaredLogError(truth[row], predicted[row]) : 0)),
    termOf(scored, (row) => (fits(row) ? 0 : 1)),
  ];
}

const sumsTo = (finish: (mean: number) => number): Sums => ({
  terms,
  combine: ([sum, unfit], totalWeight) =>
    unfit > 0
      ? undefinedScore('a true or predicted value is -1 or less')
      : defined(finish(sum / totalWeight)),
});

/** msle, rmsle. */
export const logErrors: readonly RowMetric[] = [
  sumMetric({
    ...errorShape(
      'msle',
      ['mean_squared_log_error'],
      'mean squared error of log(1 + value); undefined at values of -1 or less',
    ),
    sums: sumsTo((mean) => mean),
  }),
  sumMetric({
    ...errorShape('rmsle', ['root_mean_squared_log_error'], 'root of msle'),
    sums: sumsTo(Math.sqrt),
  }),
];

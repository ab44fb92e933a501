/** Metrics of predicted values, scikit-learn's definitions; what it forces to 0 or 1 is undefined here. */
import { defined, type RowMetric, type Score, type Scored, undefinedScore } from './metric.js';

type RowTerm = (truth: number, predicted: number) => number;

/** The mean of a term over rows, summed in row order. */
function meanOf({ nRows, truth, predicted }: Scored, term: RowTerm): number {
  let sum = 0;
  for (let row = 0; row < nRows; row++) sum += term(truth[row], predicted[row]);
  return sum / nRows;
}

const squaredError: RowTerm = (truth, predicted) => (truth - predicted) * (truth - predicted);
const absoluteError: RowTerm = (truth, predicted) => Math.abs(truth - predicted);

/** Mean squared distance of the truth from its mean. */
function truthVariance(scored: Scored): number {
  const centre = meanOf(scored, (truth) => truth);
  return meanOf(scored, (truth) => (truth - centre) * (truth - centre));
}

/** 1 - residual / variance of the truth. Equal values are asked for as such: their variance need not round to 0. */
function explained(scored: Scored, residual: () => number): Score {
  const flat = scored.truth.every((value) => value === scored.truth[0]);
  const variance = flat ? 0 : truthVariance(scored);
  if (variance === 0) return undefinedScore('every row has the same true value');
  return defined(1 - residual() / variance);
}

function residualVariance(scored: Scored): number {
  const bias = meanOf(scored, (truth, predicted) => truth - predicted);
  return meanOf(scored, (truth, predicted) => (truth - predicted - bias) * (truth - predicted - bias));
}

function medianError({ nRows, truth, predicted }: Scored): number {
  const errors = new Float64Array(nRows);
  for (let row = 0; row < nRows; row++) errors[row] = absoluteError(truth[row], predicted[row]);
  errors.sort();
  const half = nRows >> 1;
  return nRows % 2 === 1 ? errors[half] : (errors[half - 1] + errors[half]) / 2;
}

function percentageError(scored: Scored): Score {
  const nZero = scored.truth.reduce((count, value) => count + (value === 0 ? 1 : 0), 0);
  if (nZero > 0)
    return undefinedScore(`${nZero === 1 ? '1 row has' : `${nZero} rows have`} the true value 0`);
  return defined(meanOf(scored, (truth, predicted) => Math.abs((truth - predicted) / truth)));
}

function largestError({ nRows, truth, predicted }: Scored): number {
  let largest = 0;
  for (let row = 0; row < nRows; row++) {
    largest = Math.max(largest, absoluteError(truth[row], predicted[row]));
  }
  return largest;
}

const error = (
  id: string,
  aliases: readonly string[],
  summary: string,
  score: RowMetric['score'],
): RowMetric => ({
  id,
  aliases: [...aliases, `neg_${id}`, ...aliases.map((alias) => `neg_${alias}`)],
  summary,
  tasks: ['regression'],
  direction: 'min',
  range: [0, Number.POSITIVE_INFINITY],
  needs: 'value',
  score,
});

const gain = (id: string, alias: string, summary: string, score: RowMetric['score']): RowMetric => ({
  id,
  aliases: [alias],
  summary,
  tasks: ['regression'],
  direction: 'max',
  range: [Number.NEGATIVE_INFINITY, 1],
  needs: 'value',
  score,
});

/** rmse, mae, r2, mse, median_ae, mape, max_error, explained_variance. */
export const regressionMetrics: readonly RowMetric[] = [
  error(
    'rmse',
    ['root_mean_squared_error'],
    'root of the mean squared error, in units of the target',
    (scored) => defined(Math.sqrt(meanOf(scored, squaredError))),
  ),
  error('mae', ['mean_absolute_error'], 'mean absolute error, in units of the target', (scored) =>
    defined(meanOf(scored, absoluteError)),
  ),
  gain('r2', 'r2_score', 'share of the variance that is explained; 0 is the mean, below is worse', (scored) =>
    explained(scored, () => meanOf(scored, squaredError)),
  ),
  error('mse', ['mean_squared_error'], 'mean squared error', (scored) =>
    defined(meanOf(scored, squaredError)),
  ),
  error(
    'median_ae',
    ['median_absolute_error'],
    'median absolute error: not moved by a few bad rows',
    (scored) => defined(medianError(scored)),
  ),
  error(
    'mape',
    ['mean_absolute_percentage_error'],
    'mean of |error / truth|; undefined when a true value is 0',
    percentageError,
  ),
  error('max_error', [], 'the largest absolute error', (scored) => defined(largestError(scored))),
  gain('explained_variance', 'explained_variance_score', 'r2 that forgives a constant shift', (scored) =>
    explained(scored, () => residualVariance(scored)),
  ),
];

/** Makers of metrics that look at rows: of any rule over them, and of sums. */
import { checkScored } from './check-scored.js';
import type { RowMetric, Score, Scored, Sums } from './metric.js';
import { perScored } from './per-scored.js';

/** The sum of the weights: how many rows these stand for. Above 0. */
export const totalWeight: (scored: Scored) => number = perScored(({ nRows, weights }) =>
  weights === undefined ? nRows : weights.reduce((sum, weight) => sum + weight, 0),
);

/** Sum of weight times term, in row order. @param term [nRows] */
export function weightedSum({ nRows, weights }: Scored, term: Float64Array): number {
  let sum = 0;
  if (weights === undefined) for (let row = 0; row < nRows; row++) sum += term[row];
  else for (let row = 0; row < nRows; row++) sum += weights[row] * term[row];
  return sum;
}

/** [nRows] a number of each row. */
export function termOf({ nRows }: Scored, value: (row: number) => number): Float64Array {
  const term = new Float64Array(nRows);
  for (let row = 0; row < nRows; row++) term[row] = value(row);
  return term;
}

/** A metric whose `score` first refuses rows that hold NaN. */
export const rowMetric = (metric: RowMetric): RowMetric => ({
  ...metric,
  score: (scored) => {
    checkScored(scored, metric.needs);
    return metric.score(scored);
  },
});

/** What sums say of all rows. */
export function scoreOfSums({ terms, combine }: Sums, scored: Scored): Score {
  const sums = terms(scored).map((term) => weightedSum(scored, term));
  return combine(sums, totalWeight(scored));
}

/** A metric that is what `sums` says of all rows. */
export const sumMetric = (metric: Omit<RowMetric, 'score'> & { readonly sums: Sums }): RowMetric =>
  rowMetric({ ...metric, score: (scored) => scoreOfSums(metric.sums, scored) });

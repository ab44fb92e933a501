/**
 * Metrics of the same rows under ever other weights, as resampling asks for them: what does not depend on weights is done
 * once, and what several metrics need (a curve, a sum, the confusion matrix) once for each weighing.
 */
import { confusionMatrix } from '../metrics/confusion.js';
import type { Metric, Score, Scored } from '../metrics/metric.js';
import { weighedAnew } from '../metrics/per-scored.js';
import { totalWeight, weightedSum } from '../metrics/row-metric.js';

/** @param weights [nRows] from 0, not all 0 @returns [metrics] */
export type Reweighted = (weights: Float64Array) => Score[];

/** @param sumOf the sum of weight times term */
type Scorer = (weighed: Scored, sumOf: (term: Float64Array) => number) => Score;

function scorerOf(metric: Metric, scored: Scored): Scorer {
  if (metric.sums) {
    const { terms, combine } = metric.sums;
    const ofRows = terms(scored);
    return (weighed, sumOf) => combine(ofRows.map(sumOf), totalWeight(weighed));
  }
  if (metric.needs === 'label') {
    return (weighed) => metric.scoreCounts(confusionMatrix(weighed), weighed.task);
  }
  return (weighed) => metric.score(weighed);
}

/** @param scored its own weights are not looked at @throws AssayError (exit 3) where a metric refuses the rows */
export function reweighted(metrics: readonly Metric[], scored: Scored): Reweighted {
  for (const metric of metrics) metric.score(scored); // refuses rows that hold NaN, once
  const scorers = metrics.map((metric) => scorerOf(metric, scored));
  return (weights) => {
    const weighed = weighedAnew(scored, weights);
    const sums = new Map<Float64Array, number>();
    const sumOf = (term: Float64Array) => {
      const sum = sums.get(term) ?? weightedSum(weighed, term);
      sums.set(term, sum);
      return sum;
    };
    return scorers.map((score) => score(weighed, sumOf));
  };
}

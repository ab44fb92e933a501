/** A metric of the same rows under ever other weights, as resampling asks for it: what does not depend on them is done once. */
import type { LabelMetric, Metric, Score, Scored, Sums } from '../metrics/metric.js';

/** @param weights [nRows] from 0, not all 0 */
export type Reweighted = (weights: Float64Array) => Score;

function reweightedSums({ terms, combine }: Sums, scored: Scored): Reweighted {
  const ofRows = terms(scored);
  return (weights) => {
    let total = 0;
    for (let row = 0; row < weights.length; row++) total += weights[row];
    const sums = ofRows.map((term) => {
      let sum = 0;
      for (let row = 0; row < weights.length; row++) sum += weights[row] * term[row];
      return sum;
    });
    return combine(sums, total);
  };
}

function reweightedCounts(metric: LabelMetric, { task, truth, predicted }: Scored): Reweighted {
  const width = task.classes.length;
  const cellOf = Int32Array.from(truth, (label, row) => label * width + predicted[row]);
  const cells = new Float64Array(width * width);
  return (weights) => {
    cells.fill(0);
    for (let row = 0; row < weights.length; row++) cells[cellOf[row]] += weights[row];
    const confusion = Array.from({ length: width }, (_, k) =>
      Array.from(cells.subarray(k * width, (k + 1) * width)),
    );
    return metric.scoreCounts(confusion, task);
  };
}

/** @param scored its own weights are not looked at @throws AssayError (exit 3) where the metric refuses the rows */
export function reweighted(metric: Metric, scored: Scored): Reweighted {
  metric.score(scored); // refuses rows that hold NaN, once
  if (metric.sums) return reweightedSums(metric.sums, scored);
  if (metric.needs === 'label') return reweightedCounts(metric, scored);
  return (weights) => metric.score({ ...scored, weights });
}

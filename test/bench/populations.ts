/** Populations whose every metric is known, to see how often intervals hold the truth. */
import { metrics } from '../../src/core/metrics/list.js';
import type { Scored } from '../../src/core/metrics/metric.js';
import { log, sigmoid } from '../../src/core/numeric.js';
import type { Rng } from '../../src/core/rng.js';
import { normalCdf, normalDensity, normalSurvival } from '../../src/core/statistics/normal.js';
import type { Task } from '../../src/core/task.js';

export interface Population {
  readonly name: string;
  draw(nRows: number, rng: Rng): Scored;
  /** What the metric is over all rows there could be. */
  truth(metric: string): number;
}

const BINARY: Task = { kind: 'binary', target: 'y', classes: ['0', '1'], positive: 1 };
const NUMBERS: Task = { kind: 'regression', target: 'y', classes: [], positive: null };

/** By Simpson's rule from -9 to 11. */
function integral(of: (x: number) => number): number {
  const [low, high, steps] = [-9, 11, 20_000];
  const width = (high - low) / steps;
  let sum = of(low) + of(high);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * of(low + i * width);
  return (sum * width) / 3;
}

/**
 * Two normal classes, `gap` apart, with the p that goes with them, cut at 0.5.
 * @param share of the positive class
 */
export function twoNormals(share: number, gap: number): Population {
  const p = (x: number) => sigmoid(log(share / (1 - share)) + gap * (x - gap / 2));
  const cut = gap / 2 - log(share / (1 - share)) / gap;
  const recall = normalSurvival(cut - gap);
  const falseAlarms = normalSurvival(cut);
  const cells = [
    [(1 - share) * (1 - falseAlarms), (1 - share) * falseAlarms],
    [share * (1 - recall), share * recall],
  ];
  const overRows = (positive: (p: number) => number, negative: (p: number) => number) =>
    integral(
      (x) =>
        share * normalDensity(x - gap) * positive(p(x)) + (1 - share) * normalDensity(x) * negative(p(x)),
    );
  const precisionAt = (x: number) => {
    const found = share * normalSurvival(x - gap);
    return found / (found + (1 - share) * normalSurvival(x));
  };
  const known: Readonly<Record<string, () => number>> = {
    roc_auc: () => normalCdf(gap * Math.SQRT1_2),
    average_precision: () => integral((x) => normalDensity(x - gap) * precisionAt(x)),
    log_loss: () =>
      overRows(
        (one) => -log(one),
        (one) => -log(1 - one),
      ),
    brier: () =>
      overRows(
        (one) => (1 - one) ** 2,
        (one) => one ** 2,
      ),
  };
  return {
    name: `${share * 100} % positive, ${gap} apart`,
    draw(nRows, rng) {
      const truth = new Float64Array(nRows);
      const predicted = new Float64Array(nRows);
      const proba = new Float64Array(2 * nRows);
      for (let row = 0; row < nRows; row++) {
        truth[row] = rng.uniform() < share ? 1 : 0;
        const chance = p(rng.normal(log) + gap * truth[row]);
        proba[2 * row] = 1 - chance;
        proba[2 * row + 1] = chance;
        predicted[row] = chance >= 0.5 ? 1 : 0;
      }
      return { task: BINARY, nRows, truth, predicted, proba };
    },
    truth(id) {
      const metric = metrics.get(id);
      if (metric.needs !== 'label') return known[id]();
      return metric.scoreCounts(cells, BINARY).value ?? Number.NaN;
    },
  };
}

/** Predictions of variance 4, errors of variance 1. */
export const normalErrors: Population = {
  name: 'normal errors',
  draw(nRows, rng) {
    const predicted = Float64Array.from({ length: nRows }, () => 2 * rng.normal(log));
    const truth = predicted.map((value) => value + rng.normal(log));
    return { task: NUMBERS, nRows, truth, predicted, proba: null };
  },
  truth(id) {
    const known: Readonly<Record<string, number>> = {
      rmse: 1,
      mae: Math.sqrt(2 / Math.PI),
      r2: 0.8,
      median_ae: 0.674489750196082,
    };
    return known[id];
  },
};

/**
 * The .632+ estimate (Efron & Tibshirani 1997, "Improvements on cross-validation: the .632+ bootstrap method", JASA 92:
 * 548-560): between the score on rows that a sample did not draw, which is too low, and that on the rows that were fitted
 * on, which is too high; the more the fit remembers its rows, the nearer to the first.
 */
import type { ScoredFold } from './evaluation.js';
import { confusionMatrix } from './metrics/confusion.js';
import type { Confusion, Metric, Score, Scored } from './metrics/metric.js';
import { stream } from './rng.js';
import type { MetricValue, MetricValues } from './schemas/metric-value.js';
import { mean } from './statistics/moments.js';

/**
 * Err^(.632+), eq. 32 with R' and Err^(1)' of the edge cases, for a metric of either direction.
 * @param tested Err^(1), on rows that were not drawn  @param fitted err, on the rows that were fitted on
 * @param chance gamma, when predictions have nothing to do with the truth
 */
export function point632Plus(
  tested: number,
  fitted: number,
  chance: number,
  direction: 'max' | 'min',
): number {
  const sign = direction === 'min' ? 1 : -1;
  const [err1, err, gamma] = [sign * tested, sign * fitted, sign * chance];
  const capped = Math.min(err1, gamma);
  const r = capped > err && gamma > err ? (capped - err) / (gamma - err) : 0;
  const plain = 0.368 * err + 0.632 * err1;
  return sign * (plain + ((capped - err) * 0.368 * 0.632 * r) / (1 - 0.368 * r));
}

/** Labels, and functions of sums over rows. What an answer costs goes with its row, so it has no value by chance. */
const isOfRows = (metric: Metric): boolean =>
  metric.needs === 'label' || (metric.needs !== 'answer' && metric.sums !== undefined);

const PERMUTATIONS = 50;

/** Expected counts when every prediction may meet every truth: outer product of the margins. */
function chanceConfusion(confusion: Confusion): Confusion {
  const truths = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
  const total = truths.reduce((sum, count) => sum + count, 0);
  const predicted = confusion.map((_, label) => confusion.reduce((sum, row) => sum + row[label], 0));
  return truths.map((truth) => predicted.map((count) => (truth * count) / total));
}

/** The score with the truths shuffled, on average: gamma's double sum, sampled. Null when it is undefined. */
function shuffledScore(metric: Metric, scored: Scored): number | null {
  const values: number[] = [];
  for (let i = 0; i < PERMUTATIONS; i++) {
    const truth = stream(0, 'no-information', i).shuffle(Float64Array.from(scored.truth));
    const { value } = metric.score({ ...scored, truth });
    if (value === null) return null;
    values.push(value);
  }
  return mean(values);
}

/** gamma: the score of these predictions if they had nothing to do with the truth. */
function chanceScore(metric: Metric, scored: Scored): number | null {
  if (metric.needs !== 'label') return shuffledScore(metric, scored);
  const score: Score = metric.scoreCounts(chanceConfusion(confusionMatrix(scored)), scored.task);
  return score.value;
}

/**
 * The values of bootstrap samples made .632+ where that is defined: labels, and means over rows. Others stay the mean over
 * samples. Samples share most of their rows, so there is no interval from their spread.
 * @param tested by sample, over the rows that it did not draw  @param fitted all rows, fitted on and scored
 */
export function point632Values(
  tested: MetricValues,
  fitted: ScoredFold,
  metrics: readonly Metric[],
): MetricValues {
  const of = (metric: Metric): MetricValue => {
    const known = { ...tested[metric.id], ci95: null };
    if (known.value === null || !isOfRows(metric)) return known;
    const fittedValue = fitted.scores[metric.id].value;
    const chance = chanceScore(metric, fitted.scored);
    if (fittedValue === null || chance === null) return known;
    const value = point632Plus(known.value, fittedValue, chance, metric.direction);
    return { ...known, value, estimate: '.632+' };
  };
  return Object.fromEntries(metrics.map((metric) => [metric.id, of(metric)]));
}

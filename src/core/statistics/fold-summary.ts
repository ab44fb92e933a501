/** From a metric's score on every fold to the value that ranks, its spread and its interval. */
import type { Metric, Score } from '../metrics/metric.js';
import type { MetricValue } from '../schemas/metric-value.js';
import { correctedInterval } from './corrected-t.js';
import { mean, variance } from './moments.js';

export interface FoldScore {
  readonly repeat: number;
  readonly fold: number;
  readonly score: Score;
  readonly nTrain: number;
  readonly nTest: number;
}

type Range = Metric['range'];

const clip = (value: number, [low, high]: Range) => Math.min(high, Math.max(low, value));

/** Rows tested for each row trained on, the mean over folds: 1/(k-1) in k folds. Folds without training rows count 0. */
export const testShare = (folds: readonly { readonly nTrain: number; readonly nTest: number }[]): number =>
  mean(folds.map(({ nTrain, nTest }) => (nTrain > 0 ? nTest / nTrain : 0)));

/**
 * The metric over folds: mean, std (n-1) and the corrected 95 % interval over the defined folds, clipped to the metric's
 * range; all null when over half of the folds are undefined. A single fold (hold-out) has no spread.
 * @param scores at least one  @param shareError what chance in the class shares adds to the standard error (share-errors.ts)
 */
export function summarise(
  metric: Pick<Metric, 'direction' | 'range'>,
  scores: readonly FoldScore[],
  shareError = 0,
): MetricValue {
  const ordered = [...scores].sort((a, b) => a.repeat - b.repeat || a.fold - b.fold);
  const known = ordered.filter(({ score }) => score.value !== null);
  const values = known.map(({ score }) => score.value as number);
  const usable = values.length > 0 && 2 * values.length >= ordered.length;
  const s2 = usable ? variance(values) : null;
  const interval = usable
    ? correctedInterval({ values, testShare: testShare(known) }, 0.95, shareError)
    : null;
  return {
    value: usable ? mean(values) : null,
    estimate: scores.length === 1 ? 'single' : 'fold-mean',
    direction: metric.direction,
    std: s2 === null ? null : Math.sqrt(s2),
    ci95: interval && [clip(interval[0], metric.range), clip(interval[1], metric.range)],
    ...(interval && shareError > 0 ? { share_se: shareError } : {}),
    values: ordered.map(({ score }) => score.value),
    undefined: ordered.flatMap(({ repeat, fold, score }) =>
      score.value === null ? [{ repeat, fold, reason: score.reason }] : [],
    ),
  };
}

/** Is there a clearly better cut than the one that was used? Read off the answers, so a hint and no score. */
import type { ScoredFold } from './evaluation.js';
import type { Metric, Scored } from './metrics/metric.js';

/** Metrics that weigh both classes: of recall alone the best cut is always 0. */
const BALANCING = new Set([
  'f1',
  'jaccard',
  'balanced_accuracy',
  'geometric_mean',
  'matthews_corrcoef',
  'cohen_kappa',
]);
/** Cuts at hundredths. */
const STEPS = 100;
/** A smaller gain is no news: the best of many cuts always flatters. */
const CLEAR_GAIN = 0.02;

export interface BetterCut {
  /** In (0, 1), two decimals. */
  readonly threshold: number;
  /** The mean over the folds that this cut would give. */
  readonly value: number;
}

/** [truth][steps that p reaches]: from it every cut's confusion follows. Binary, with probabilities. */
function reachedSteps({ task, nRows, truth }: Scored, proba: Float64Array): Float64Array[] {
  const positive = task.positive ?? 1;
  const counts = [new Float64Array(STEPS + 1), new Float64Array(STEPS + 1)];
  for (let row = 0; row < nRows; row++) {
    const p = proba[2 * row + positive];
    let step = Math.min(STEPS, Math.floor(p * STEPS));
    if (step < STEPS && p >= (step + 1) / STEPS) step++;
    if (p < step / STEPS) step--;
    counts[truth[row]][step]++;
  }
  return counts;
}

/** The metric of one fold at every cut 1/100 … 99/100; null where undefined. */
function valuesByCut(scored: Scored, proba: Float64Array, metric: Metric & { needs: 'label' }) {
  const { task } = scored;
  const positive = task.positive ?? 1;
  const counts = reachedSteps(scored, proba);
  const above = counts.map((one) => one.reduce((sum, n) => sum + n, 0) - one[0]);
  const total = counts.map((one) => one.reduce((sum, n) => sum + n, 0));
  return Array.from({ length: STEPS - 1 }, (_, i) => {
    const confusion = total.map((n, truth) => {
      const row = [0, 0];
      row[positive] = above[truth];
      row[1 - positive] = n - above[truth];
      return row;
    });
    for (const truth of [0, 1]) above[truth] -= counts[truth][i + 1];
    return metric.scoreCounts(confusion, task).value;
  });
}

/**
 * @param folds scored by `metric`  @param current the mean over them, or null
 * @param floor what the best constant answer scores: no cut that gives no more is worth a word
 * @returns the best cut when it is clearly better than the one used; null otherwise, for other tasks and other metrics
 */
export function betterCut(
  folds: readonly ScoredFold[],
  metric: Metric,
  current: number | null,
  floor: number,
): BetterCut | null {
  if (!BALANCING.has(metric.id) || metric.needs !== 'label' || current === null) return null;
  const byFold = folds.flatMap(({ scored }) =>
    scored.proba && scored.task.positive !== null ? [valuesByCut(scored, scored.proba, metric)] : [],
  );
  if (byFold.length < folds.length || folds.length === 0) return null;
  let best: BetterCut | null = null;
  for (let i = 0; i < STEPS - 1; i++) {
    const values = byFold.map((fold) => fold[i]);
    if (values.some((value) => value === null)) continue;
    const value = values.reduce<number>((sum, one) => sum + (one ?? 0), 0) / values.length;
    if (best === null || value > best.value) best = { threshold: (i + 1) / STEPS, value };
  }
  return best !== null && best.value >= Math.max(current, floor) + CLEAR_GAIN ? best : null;
}

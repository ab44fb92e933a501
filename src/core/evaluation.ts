/**
 * From predictions of folds to the scores of results.json: metrics with their uncertainty, the baseline on the same
 * folds, the confusion matrix. Nothing here knows how the predictions were made.
 */
import { baseline } from './baseline.js';
import type { Finding } from './checks/check.js';
import type { Regions } from './conformal/regions.js';
import { decide } from './decide.js';
import { confusionMatrix } from './metrics/confusion.js';
import { metrics as everyMetric } from './metrics/list.js';
import type { Metric, Score, Scored } from './metrics/metric.js';
import { takeCells, takeRows } from './metrics/take-rows.js';
import type { MetricValue, MetricValues } from './schemas/metric-value.js';
import type { Fold } from './splitters/splitter.js';
import { summarise } from './statistics/fold-summary.js';
import { mean } from './statistics/moments.js';
import { gather } from './table.js';
import { isClassification, type Problem } from './task.js';

/** A fold with what was predicted for its test rows. */
export interface PredictedFold {
  readonly fold: Fold;
  /** [nTest * nOutputs] */
  readonly output: Float64Array;
  /** The same before calibration; absent without one. */
  readonly uncalibrated?: Float64Array;
  /** By level: intervals, or sets of classes, of the tested rows; absent unless they were asked for. */
  readonly regions?: readonly Regions[];
  /** The cut of its answers. */
  readonly threshold: number;
}

export interface ScoredFold extends Omit<PredictedFold, 'threshold'> {
  readonly scored: Scored;
  readonly scores: Readonly<Record<string, Score>>;
}

export interface ScoringOptions {
  readonly metrics: readonly Metric[];
  /** Whether the model's output is a probability. */
  readonly probability: boolean;
}

const costsOf = ({ costs, task }: Problem, rows: Uint32Array) =>
  costs ? takeCells(costs, rows, task.classes.length) : undefined;

const truthOf = (problem: Problem, rows: Uint32Array) => gather(problem.y, rows);

/** Scores every fold by every metric. */
export function scoreFolds(
  problem: Problem,
  predicted: readonly PredictedFold[],
  options: ScoringOptions,
): ScoredFold[] {
  const proba = options.probability && isClassification(problem.task);
  return predicted.map((one) => {
    const { fold, output, threshold } = one;
    const scored: Scored = {
      task: problem.task,
      nRows: fold.test.length,
      truth: truthOf(problem, fold.test),
      predicted: decide(problem.task, output, threshold),
      proba: proba ? output : null,
      costs: costsOf(problem, fold.test),
    };
    const scores = Object.fromEntries(options.metrics.map((metric) => [metric.id, metric.score(scored)]));
    return { ...one, scored, scores };
  });
}

/** How far the probabilities are from what happens. */
const RELIABILITY = ['brier', 'ece', 'log_loss'] as const;

/** Means over the folds of what the probabilities would score uncalibrated; null when they are not calibrated. */
export function uncalibratedScores(folds: readonly ScoredFold[]): Record<string, number | null> | null {
  if (folds.length === 0 || folds.some(({ uncalibrated }) => uncalibrated === undefined)) return null;
  const meanOf = (id: string) => {
    const values = folds.flatMap(({ scored, uncalibrated }) => {
      const { value } = everyMetric.get(id).score({ ...scored, proba: uncalibrated ?? null });
      return value === null ? [] : [value];
    });
    return values.length < folds.length ? null : mean(values);
  };
  return Object.fromEntries(RELIABILITY.map((id) => [id, meanOf(id)]));
}

/**
 * The metrics of results.json: one value with its spread over the folds.
 * @param shareErrors by metric, what chance in the class shares adds to its standard error; absent: 0
 */
export function summariseFolds(
  folds: readonly ScoredFold[],
  metrics: readonly Metric[],
  shareErrors: Readonly<Record<string, number>> = {},
): MetricValues {
  return Object.fromEntries(
    metrics.map((metric) => [
      metric.id,
      summarise(
        metric,
        folds.map(({ fold, scores }) => ({
          repeat: fold.repeat,
          fold: fold.fold,
          score: scores[metric.id],
          nTrain: fold.train.length,
          nTest: fold.test.length,
        })),
        shareErrors[metric.id],
      ),
    ]),
  );
}

/** The best single answer given to every row, per metric, on the same folds. */
export function baselines(problem: Problem, folds: readonly Fold[], metrics: readonly Metric[]) {
  const answered = folds.map((fold) => ({
    repeat: fold.repeat,
    fold: fold.fold,
    trainY: truthOf(problem, fold.train),
    testY: truthOf(problem, fold.test),
    testCosts: costsOf(problem, fold.test),
  }));
  const values: Record<string, MetricValue> = {};
  const answers: Record<string, string> = {};
  for (const metric of metrics) {
    const { value, answer } = baseline(metric, problem.task, answered);
    values[metric.id] = value;
    answers[metric.id] = answer;
  }
  return { values, answers };
}

/** Counts [truth][predicted] over the folds of the first repeat; null for regression. */
export function confusionOf(problem: Problem, folds: readonly ScoredFold[]): number[][] | null {
  if (!isClassification(problem.task)) return null;
  const total = problem.task.classes.map(() => problem.task.classes.map(() => 0));
  for (const { fold, scored } of folds) {
    if (fold.repeat !== 0) continue;
    confusionMatrix(scored).forEach((row, truth) => {
      row.forEach((count, predicted) => {
        total[truth][predicted] += count;
      });
    });
  }
  return total;
}

/**
 * What a metric is worth without the rows of a finding: the share of a score that repeated rows carry.
 * @returns null when a fold would be empty or the metric undefined
 */
export function scoreWithout(folds: readonly ScoredFold[], metric: Metric, finding: Finding): number | null {
  const left = new Set(finding.rows);
  let sum = 0;
  for (const { fold, scored } of folds) {
    const kept: number[] = [];
    fold.test.forEach((row, i) => {
      if (!left.has(row)) kept.push(i);
    });
    if (kept.length === 0) return null;
    const { value } = metric.score(takeRows(scored, kept));
    if (value === null) return null;
    sum += value;
  }
  return sum / folds.length;
}

/**
 * The baseline of a metric: on the same folds, the best single answer given to every row. What a model must beat to have
 * learnt anything from the columns.
 *
 * Labels: the one label that scores best over the folds. Probabilities: the shares of the training rows. Regression: the
 * training mean, or the median for mae and median_ae. (`dummy` is a model, not this.)
 */
import type { Confusion, Metric, RowMetric, Score, Scored } from './metrics/metric.js';
import type { MetricValue } from './schemas/metric-value.js';
import { type FoldScore, summarise } from './statistics/fold-summary.js';
import type { Task } from './task.js';

export interface BaselineFold {
  readonly repeat: number;
  readonly fold: number;
  /** Class index, or the value, of the fold's training rows, before any sampler. */
  readonly trainY: Float64Array;
  readonly testY: Float64Array;
  /** [rows tested * classes] of `Scored.costs`. */
  readonly testCosts?: Float64Array;
}

export interface Baseline {
  readonly value: MetricValue;
  /** What the answer was, for people: `always 1`, `training shares`, `training mean`. */
  readonly answer: string;
}

function countClasses(task: Task, y: Float64Array): number[] {
  const counts = task.classes.map(() => 0);
  for (const k of y) counts[k]++;
  return counts;
}

interface ConstantFold {
  /** Rows tested of each class. */
  readonly testCounts: readonly number[];
  /** Every row predicted with the shares of the training rows. */
  readonly byShares: Scored;
}

/** All metrics look at the same few things of a fold. */
const constantFolds = new WeakMap<BaselineFold, ConstantFold>();

function constantFold(task: Task, fold: BaselineFold): ConstantFold {
  const known = constantFolds.get(fold);
  if (known) return known;
  const made = { testCounts: countClasses(task, fold.testY), byShares: withTrainingShares(task, fold) };
  constantFolds.set(fold, made);
  return made;
}

const foldScore = ({ repeat, fold, trainY, testY }: BaselineFold, score: Score): FoldScore => ({
  repeat,
  fold,
  score,
  nTrain: trainY.length,
  nTest: testY.length,
});

/** The confusion matrix when every row is called `label`. */
const constantConfusion = (counts: readonly number[], label: number): Confusion =>
  counts.map((count) => counts.map((_, predicted) => (predicted === label ? count : 0)));

function isBetter(metric: Metric, candidate: MetricValue, best: MetricValue): boolean {
  if (candidate.value === null || best.value === null) return candidate.value !== null;
  return metric.direction === 'max' ? candidate.value > best.value : candidate.value < best.value;
}

/** A fold's score when every row is called `label`; of counts alone where they are all that the metric needs. */
function scoreOfLabel(metric: Metric, task: Task, fold: BaselineFold, label: number): Score {
  if (metric.needs === 'label') {
    return metric.scoreCounts(constantConfusion(constantFold(task, fold).testCounts, label), task);
  }
  const { testY: truth, testCosts: costs } = fold;
  const predicted = new Float64Array(truth.length).fill(label);
  return metric.score({ task, nRows: truth.length, truth, predicted, proba: null, costs });
}

function bestLabel(metric: Metric, task: Task, folds: readonly BaselineFold[]): Baseline {
  const summaryOf = (label: number) =>
    summarise(
      metric,
      folds.map((fold) => foldScore(fold, scoreOfLabel(metric, task, fold, label))),
    );
  let best = 0;
  let bestValue = summaryOf(0);
  for (let label = 1; label < task.classes.length; label++) {
    const value = summaryOf(label);
    if (!isBetter(metric, value, bestValue)) continue;
    best = label;
    bestValue = value;
  }
  const answer = bestValue.value === null ? 'undefined for any one label' : `always ${task.classes[best]}`;
  return { value: bestValue, answer };
}

function withTrainingShares(task: Task, { trainY, testY }: BaselineFold): Scored {
  const nRows = testY.length;
  const shares = countClasses(task, trainY).map((count) => count / trainY.length);
  const proba = new Float64Array(nRows * shares.length);
  for (let row = 0; row < nRows; row++) proba.set(shares, row * shares.length);
  const likeliest = shares.indexOf(Math.max(...shares));
  return { task, nRows, truth: testY, predicted: new Float64Array(nRows).fill(likeliest), proba };
}

function trainingMean({ trainY }: BaselineFold): number {
  let sum = 0;
  for (const value of trainY) sum += value;
  return sum / trainY.length;
}

function trainingMedian({ trainY }: BaselineFold): number {
  const sorted = Float64Array.from(trainY).sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

const MEDIAN_METRICS: ReadonlySet<string> = new Set(['mae', 'median_ae']);

function constantValue(metric: RowMetric, task: Task, folds: readonly BaselineFold[]): Baseline {
  const byMedian = MEDIAN_METRICS.has(metric.id);
  const answerOf = byMedian ? trainingMedian : trainingMean;
  const scores = folds.map((fold) => {
    const nRows = fold.testY.length;
    const predicted = new Float64Array(nRows).fill(answerOf(fold));
    return foldScore(fold, metric.score({ task, nRows, truth: fold.testY, predicted, proba: null }));
  });
  return { value: summarise(metric, scores), answer: byMedian ? 'training median' : 'training mean' };
}

/**
 * The best single answer's score on the folds.
 * @param metric one of the task's  @param folds at least one, training and test rows in each
 */
export function baseline(metric: Metric, task: Task, folds: readonly BaselineFold[]): Baseline {
  if (metric.needs === 'label' || metric.needs === 'answer') return bestLabel(metric, task, folds);
  if (metric.needs === 'value') return constantValue(metric, task, folds);
  const scores = folds.map((fold) => foldScore(fold, metric.score(constantFold(task, fold).byShares)));
  return { value: summarise(metric, scores), answer: 'training shares' };
}

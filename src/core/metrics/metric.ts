/** The contract of metrics. A metric knows its direction; nothing is negated. Undefined is null with a reason. */
import type { Registered } from '../registry.js';
import type { Task, TaskKind } from '../task.js';

/** What a metric may look at: the rows of one fold, or of a whole file. Its arrays are never changed after it is made. */
export interface Scored {
  readonly task: Task;
  readonly nRows: number;
  /** [nRows] class index, or the value. */
  readonly truth: Float64Array;
  /** [nRows] class index, or the value. */
  readonly predicted: Float64Array;
  /** [nRows * classes] row-major p of each class; null for regression and for models without probabilities. */
  readonly proba: Float64Array | null;
  /**
   * [nRows] finite, from 0, not all 0; absent: all 1. A row of weight 3 counts as three such rows, one of 0 as none
   * (scikit-learn's sample_weight).
   */
  readonly weights?: Float64Array;
  /** [nRows * classes] row-major cost of answering each class for that row; absent: `cost` is undefined. */
  readonly costs?: Float64Array;
}

export type Score = { readonly value: number } | { readonly value: null; readonly reason: string };

/** Rows counted by [truth][predicted], in class order: whole numbers, or sums of weights. Never changed once it is scored. */
export type Confusion = readonly (readonly number[])[];

/** A metric as a function of sums over rows: resampling rows or leaving some out is then re-weighting the terms. */
export interface Sums {
  /** [nTerms][nRows] what each row adds, before its weight. Finite. */
  terms(scored: Scored): readonly Float64Array[];
  /** @param sums [nTerms] of weight times term  @param totalWeight sum of the weights, above 0 */
  combine(sums: readonly number[], totalWeight: number): Score;
}

interface MetricBase extends Registered {
  readonly tasks: readonly TaskKind[];
  readonly direction: 'max' | 'min';
  /** [lowest, highest] value; infinite where open. */
  readonly range: readonly [number, number];
  /** It speaks of the positive class, so that `ID:LABEL` can ask it of any class against the rest. */
  readonly ofOneClass?: boolean;
  /**
   * How its interval over rows is found, where not by resampling them. `delong`: it is the area under the ROC curve of
   * `label`, or of the positive class. `none`: a single row decides it, of which resamples tell nothing. `all-rows`: it
   * depends on how many rows there are, so resamples of fewer tell nothing.
   */
  readonly interval?: 'delong' | 'none' | 'all-rows';
  /** The class of `ID:LABEL`; absent: of the task as it is. */
  readonly label?: string;
  /** Absent where the metric is no function of sums over rows. */
  readonly sums?: Sums;
  /** @param scored at least one row */
  score(scored: Scored): Score;
}

/** A metric of labels is a function of the confusion matrix: that keeps the constant answers of baseline.ts cheap. */
export interface LabelMetric extends MetricBase {
  readonly needs: 'label';
  scoreCounts(confusion: Confusion, task: Task): Score;
}

export interface RowMetric extends MetricBase {
  /** `answer`: labels, and what each answer to each row costs. */
  readonly needs: 'probability' | 'value' | 'answer';
}

export type Metric = LabelMetric | RowMetric;

export const defined = (value: number): Score => ({ value });
export const undefinedScore = (reason: string): Score => ({ value: null, reason });

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
}

export type Score = { readonly value: number } | { readonly value: null; readonly reason: string };

/** Rows counted by [truth][predicted], in class order. */
export type Confusion = readonly (readonly number[])[];

interface MetricBase extends Registered {
  readonly tasks: readonly TaskKind[];
  readonly direction: 'max' | 'min';
  /** [lowest, highest] value; infinite where open. */
  readonly range: readonly [number, number];
  /** @param scored at least one row */
  score(scored: Scored): Score;
}

/** A metric of labels is a function of the confusion matrix: that keeps the constant answers of baseline.ts cheap. */
export interface LabelMetric extends MetricBase {
  readonly needs: 'label';
  scoreCounts(confusion: Confusion, task: Task): Score;
}

export interface RowMetric extends MetricBase {
  readonly needs: 'probability' | 'value';
}

export type Metric = LabelMetric | RowMetric;

export const defined = (value: number): Score => ({ value });
export const undefinedScore = (reason: string): Score => ({ value: null, reason });
